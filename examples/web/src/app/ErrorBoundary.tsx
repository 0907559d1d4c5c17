import { Component, type ReactNode } from 'react';
import { CannotStart } from './CannotStart';

interface State {
  readonly error?: unknown;
}

/** For faults of the page itself, and for files that are gone after a deployment. What the API reports is data. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = {};

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render(): ReactNode {
    return 'error' in this.state ? <CannotStart error={this.state.error} /> : this.props.children;
  }
}

/** A request whose trace is not recorded: Graph still gets its ids, and nothing else is done. */
import type { CallSpan, RequestSpan } from '../events/request-span.js';
import { traceparentOf, type TraceIds } from '../trace-context.js';

export class UnrecordedRequest implements RequestSpan, CallSpan {
  readonly recordedTraceId = undefined;

  constructor(
    readonly ids: TraceIds,
    private readonly propagates: boolean,
  ) {}

  get traceparent(): string | undefined {
    return this.propagates ? traceparentOf(this.ids) : undefined;
  }

  graphCallBegan(): CallSpan {
    return this;
  }

  callBegan(): undefined {
    return undefined;
  }

  operationBegan(): void {}
  operationEnded(): void {}
  noted(): void {}
  answered(): void {}
  ended(): void {}
}

/** How far an update got, in words. */
import type { MacOSSoftwareUpdateState } from '../api/generated/graphql';

export type Outcome = 'failed' | 'waiting' | 'installed' | 'unknown';

const installed = { success: 'Installed' } as const;

const waiting = {
  downloading: 'Downloading',
  downloaded: 'Downloaded',
  installing: 'Installing',
  idle: 'Idle',
  available: 'Available',
  scheduled: 'Scheduled',
} as const;

/** The reasons for which updates fail. */
export const reasons = {
  downloadFailed: 'Download failed',
  downloadInsufficientSpace: 'Not enough space to download',
  downloadInsufficientPower: 'Not enough power to download',
  downloadInsufficientNetwork: 'Not enough network to download',
  installInsufficientSpace: 'Not enough space to install',
  installInsufficientPower: 'Not enough power to install',
  installFailed: 'Installation failed',
  commandFailed: 'Command failed',
} as const;

export type Reason = keyof typeof reasons;

const words: Readonly<Record<MacOSSoftwareUpdateState, string>> = { ...installed, ...waiting, ...reasons };

export const isReason = (state: unknown): state is Reason => typeof state === 'string' && Object.hasOwn(reasons, state);

/** A state that the schema does not know is null. */
export function stateInWords(state: MacOSSoftwareUpdateState | null | undefined): {
  readonly outcome: Outcome;
  readonly word: string;
} {
  if (state === null || state === undefined) return { outcome: 'unknown', word: 'Unknown state' };
  const outcome = isReason(state) ? 'failed' : state in installed ? 'installed' : 'waiting';
  return { outcome, word: words[state] };
}

/** Writes whose answer is lost: carried out before the connection breaks, or some time after. */
import { isRecord } from './batch.js';
import type { Quirks } from './quirks.js';

/** Which part of the call is lost or late, if the quirks want that. */
export function lostWrite(
  { method, body }: { readonly method: string; readonly body: unknown },
  path: string,
  quirks: Quirks,
): 'answer' | 'commit' | undefined {
  if (!isWrite(method, body, path)) return undefined;
  if (quirks.answersLost > 0) {
    quirks.answersLost -= 1;
    return 'answer';
  }
  if (quirks.lateCommits > 0) {
    quirks.lateCommits -= 1;
    return 'commit';
  }
  return undefined;
}

function isWrite(method: string, body: unknown, path: string): boolean {
  if (path !== '/$batch') return method !== 'GET';
  const items: unknown = isRecord(body) ? body['requests'] : undefined;
  return Array.isArray(items) && items.some((item) => !isRecord(item) || item['method'] !== 'GET');
}

export class LateCommits {
  readonly #waiting = new Map<NodeJS.Timeout, () => void>();

  add(commit: () => void, afterMs: number): void {
    const timer = setTimeout(() => {
      this.#waiting.delete(timer);
      commit();
    }, afterMs);
    this.#waiting.set(timer, commit);
  }

  /** All of them now. */
  carryOut(): void {
    const commits = [...this.#waiting.values()];
    this.forget();
    for (const commit of commits) commit();
  }

  forget(): void {
    for (const timer of this.#waiting.keys()) clearTimeout(timer);
    this.#waiting.clear();
  }
}

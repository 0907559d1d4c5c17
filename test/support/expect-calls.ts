/** Expectations about the requests to Graph, or to the authority: on failure, each call is one line of the message. */

/** A call as one of the stand-ins records it, or as a line already. */
export type RecordedCall =
  | string
  | {
      readonly method?: string;
      readonly path: string;
      readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
      readonly body?: unknown;
      /** The response, if the stand-in records it. */
      readonly status?: number;
      /** The fault that was applied to the call. */
      readonly fault?: string | undefined;
    };

/** The last calls show what was too much. */
const linesAtMost = 30;

export function expectCalls(calls: readonly RecordedCall[], count: number): void {
  if (calls.length === count) return;
  const lines = linesOf(calls).map((line) => `  ${line}`);
  const left = lines.length - linesAtMost;
  const shown = left > 0 ? [`  … ${left} before`, ...lines.slice(left)] : lines;
  const error = new Error([`${numbered(count)} expected, ${calls.length} received:`, ...shown].join('\n'));
  Error.captureStackTrace(error, expectCalls);
  throw error;
}

/** As in `POST /deviceManagement/macOSSoftwareUpdateAccountSummaries A 201`; a letter for each caller, by their order. */
export function linesOf(calls: readonly RecordedCall[]): string[] {
  const callers: unknown[] = [];
  return calls.map((call) => {
    if (typeof call === 'string') return call;
    const { method = 'POST', path, headers, body, status, fault } = call;
    return [method, path, sizeOf(body), callerOf(headers?.['authorization'], callers), status, fault]
      .filter((part) => part !== undefined)
      .join(' ');
  });
}

function callerOf(authorization: unknown, callers: unknown[]): string | undefined {
  if (authorization === undefined) return undefined;
  if (!callers.includes(authorization)) callers.push(authorization);
  const index = callers.indexOf(authorization);
  return index < 26 ? String.fromCharCode(65 + index) : `caller ${index + 1}`;
}

/** How many requests a batch holds. */
function sizeOf(body: unknown): string | undefined {
  const { requests } = (typeof body === 'object' && body !== null ? body : {}) as { requests?: unknown };
  return Array.isArray(requests) ? `(${requests.length})` : undefined;
}

function numbered(count: number): string {
  return count === 1 ? '1 call' : `${count} calls`;
}

/** One exchange with the authority, for the log: with whom, how long, and whether the request may have been received. */
import type { Dispatcher } from 'undici';

export interface Exchange {
  readonly host: string;
  /** False if the authority cannot have received the request. */
  readonly sent: boolean;
  readonly durationMs: number;
}

export class RunningExchange {
  readonly #host: string;
  readonly #began = performance.now();
  #sent = false;

  constructor(url: string) {
    this.#host = new URL(url).host;
  }

  /** As it is at the moment. */
  get now(): Exchange {
    return { host: this.#host, sent: this.#sent, durationMs: Math.round(this.durationMs) };
  }

  get durationMs(): number {
    return performance.now() - this.#began;
  }

  /** The first byte is about to be written, or the response has arrived. */
  readonly starts = (): void => {
    this.#sent = true;
  };
}

/** For `compose` of a dispatcher. */
export function reportStart(starts: () => void): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart: (controller, context: unknown) => {
        starts();
        handler.onRequestStart?.(controller, context);
      },
      onResponseStart: (...response) => handler.onResponseStart?.(...response),
      onResponseData: (...data) => handler.onResponseData?.(...data),
      onResponseEnd: (...end) => handler.onResponseEnd?.(...end),
      onResponseError: (...failure) => handler.onResponseError?.(...failure),
    });
}

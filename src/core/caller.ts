/** The caller as the request brought them. Their token is private: it never shows in a log, an error or JSON. */
export class Caller {
  readonly #authorizationHeaders: readonly string[];
  #found: object | undefined;

  constructor(authorizationHeaders: readonly string[]) {
    this.#authorizationHeaders = authorizationHeaders;
  }

  /** Every `Authorization` header of the request, as it came. */
  authorizationHeaders(): readonly string[] {
    return this.#authorizationHeaders;
  }

  /**
   * What the one token source finds out about its callers is found out once for each. It is kept here, because a WeakMap with
   * an entry for each request costs more than what it remembers.
   */
  once<Found extends object>(find: () => Found): Found {
    return (this.#found ??= find()) as Found;
  }
}

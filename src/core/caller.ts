/** The caller, as the request describes it. The token is private: it never appears in a log, an error or JSON. */
export class Caller {
  readonly #authorizationHeaders: readonly string[];
  #found: object | undefined;

  constructor(authorizationHeaders: readonly string[]) {
    this.#authorizationHeaders = authorizationHeaders;
  }

  /** Every `Authorization` header of the request, unchanged. */
  authorizationHeaders(): readonly string[] {
    return this.#authorizationHeaders;
  }

  /**
   * What the token source has found out about this caller. It is stored here because a WeakMap with an entry per
   * request costs more than the values that it would hold.
   */
  once<Found extends object>(find: () => Found): Found {
    return (this.#found ??= find()) as Found;
  }
}

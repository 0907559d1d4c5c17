/**
 * The started parts, stopped in reverse order: each part stops before the parts that it uses.
 *
 * `AsyncDisposableStack` does the same from Node 24 on; the gateway also runs on Node 22.
 */
export class StartedParts {
  readonly #stops: (() => unknown)[] = [];
  #stopped: Promise<void> | undefined;

  /** Returns the part. `stop` is called once, when all parts are stopped. */
  add<Part>(part: Part, stop: (part: Part) => unknown): Part {
    this.#stops.push(() => stop(part));
    return part;
  }

  /** Stops every part, one after the other, even if one of them fails to stop. Then it throws that failure. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stopAll();
    return this.#stopped;
  }

  async #stopAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const stop of this.#stops.toReversed()) {
      try {
        await stop();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of the started parts did not stop`);
  }
}

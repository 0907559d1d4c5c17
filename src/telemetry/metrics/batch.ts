/**
 * Counts the frequent events of requests many at a time, and before each reading. The code that counts one is short, but
 * a request runs so much else between two of a kind that the processor has to load it each time.
 *
 * An event says what it was when it happened: only its counting waits.
 */
import type { Metrics } from '../events/instruments.js';

/** Of a kind. They are counted in a tenth of a millisecond. */
const maxWaiting = 100;

export interface Batched {
  readonly metrics: Metrics;
  /** Counts what waits. */
  readonly count: () => void;
}

export function inBatches(metrics: Metrics): Batched {
  const requests = new Batch<Parameters<Metrics['requestAnswered']>>((event) => metrics.requestAnswered(...event));
  const operations = new Batch<Parameters<Metrics['operationEnded']>>((event) => metrics.operationEnded(...event));
  const fields = new Batch<Parameters<Metrics['fieldAnswered']>>((event) => metrics.fieldAnswered(...event));
  const calls = new Batch<Parameters<Metrics['graphCalled']>>((event) => metrics.graphCalled(...event));
  const answers = new Batch<Parameters<Metrics['graphAnswered']>>((event) => metrics.graphAnswered(...event));
  return {
    count: () => [requests, operations, fields, calls, answers].forEach((batch) => batch.count()),
    metrics: {
      ...metrics,
      requestAnswered(request) {
        requests.add([request]);
        // The metric then leads to its trace, with the time at which it was counted.
        if (request.traceId !== undefined) requests.count();
      },
      operationEnded: (operation, outcome) => operations.add([operation, outcome]),
      fieldAnswered: (field, code) => fields.add([field, code]),
      graphCalled: (call) => calls.add([call]),
      graphAnswered: (access, code, number, of) => answers.add([access, code, number, of]),
    },
  };
}

class Batch<Event> {
  #waiting: Event[] = [];

  constructor(private readonly countOne: (event: Event) => void) {}

  add(event: Event): void {
    this.#waiting.push(event);
    if (this.#waiting.length === maxWaiting) this.count();
  }

  count(): void {
    const events = this.#waiting;
    this.#waiting = [];
    for (const event of events) this.countOne(event);
  }
}

/** The metrics as text, in the format that the reader asks for. */
import { Registry } from '@prometheus-io/client';

export interface Exposition {
  readonly contentType: string;
  readonly text: string;
}

const openMetrics = 'application/openmetrics-text';

export class Expositions {
  /** One rendering at a time, and readers that ask meanwhile share it, so the cost does not depend on their number. */
  readonly #running = new Map<string, Promise<Exposition>>();
  #last: Promise<unknown> = Promise.resolve();

  /** `beforeReading` brings the registry up to date. */
  constructor(
    private readonly registry: Registry,
    private readonly beforeReading: () => void,
  ) {}

  /** Exemplars exist in OpenMetrics only. */
  for(accept: string | undefined): Promise<Exposition> {
    const contentType = accept?.includes(openMetrics)
      ? Registry.OPENMETRICS_CONTENT_TYPE
      : Registry.PROMETHEUS_CONTENT_TYPE;
    let rendering = this.#running.get(contentType);
    if (rendering === undefined) {
      rendering = this.#last.then(() => this.#render(contentType)).finally(() => this.#running.delete(contentType));
      this.#running.set(contentType, rendering);
      this.#last = rendering.catch(() => undefined);
    }
    return rendering;
  }

  async #render(contentType: Exposition['contentType']): Promise<Exposition> {
    this.beforeReading();
    const metrics = this.registry.getMetricsAsArray();
    const names = metrics.map(({ name }) => name);
    this.registry.setContentType(contentType as Parameters<Registry['setContentType']>[0]);
    try {
      return { contentType, text: await this.registry.metrics() };
    } finally {
      // For OpenMetrics the library takes `_total` from the names of counters, and leaves them so.
      metrics.forEach((metric, index) => (metric.name = names[index] ?? metric.name));
    }
  }
}

/** What an operator's Prometheus reads from a gateway. */
import { until } from './until.js';

export interface MeteredGateway {
  readonly metricsUrl: string | undefined;
}

/** The environment that turns metrics on. */
export const withMetrics = { METRICS_PORT: '0' } as const;

/** Each sample by its series, as in `redis_up` and `graph_retries_total{code="RATE_LIMITED"}`. */
export async function samplesOf({ metricsUrl }: MeteredGateway): Promise<Map<string, number>> {
  const response = await fetch(metricsUrl ?? '');
  const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const end = line.lastIndexOf(' ');
      return [line.slice(0, end), Number(line.slice(end + 1))];
    }),
  );
}

/** After the responses have arrived. A request is counted when the last byte of its response has been written. */
export async function samplesAfter(gateway: MeteredGateway): Promise<Map<string, number>> {
  let samples = new Map<string, number>();
  await until(async () => {
    samples = await samplesOf(gateway);
    return samples.get('http_server_active_requests') === 0;
  });
  return samples;
}

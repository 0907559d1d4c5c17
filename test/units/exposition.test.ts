/** Metrics as text: traces that they lead to, and a failure to write them. */
import { afterEach, expect, it } from '@jest/globals';
import { MetricsServer } from '../../src/http/metrics-server.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { createMetrics } from '../../src/telemetry/metrics/create.js';

const servers: MetricsServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

function create() {
  return createMetrics(
    {
      authMode: 'forward',
      hasAuthority: false,
      hasRateLimit: false,
      hasTraces: false,
      hasIdempotencyKeys: false,
      operationNames: undefined,
      places: 1,
      queue: 1,
      pace: { requests: 0, writes: 0 },
    },
    {
      graph: () => ({
        active: 0,
        waiting: { place: 0, pause: 0, pace: 0, retry: 0 },
        circuits: { all: 0, caller: 0 },
        replicas: 1,
        pausedIdentities: 0,
        paced: { requests: 0, writes: 0 },
      }),
      isDraining: () => false,
      isRedisUp: undefined,
    },
  );
}

const traceId = '0af7651916cd43dd8448eb211c80319c';

it('the time of a request in a sampled trace leads to that trace, in OpenMetrics alone', async () => {
  const { metrics, expositions } = create();
  metrics.requestAnswered({ method: 'POST', path: '/graphql', status: 200, durationMs: 12, traceId });
  metrics.requestAnswered({ method: 'POST', path: '/graphql', status: 401, durationMs: 12 });

  const withExemplars = (await expositions.for('application/openmetrics-text')).text.split('\n');
  expect(withExemplars.filter((line) => line.includes('trace_id'))).toEqual([
    expect.stringMatching(
      `^http_server_request_duration_seconds_bucket\\{.*le="0.025".*status_code="200"\\} 1 # \\{trace_id="${traceId}"\\} 0.012 `,
    ),
  ]);
  expect((await expositions.for(undefined)).text).not.toContain('trace_id');
});

it.each([1, 99, 100, 250])(
  'a reading after %i requests counts each of them, and those that still run',
  async (requests) => {
    const { metrics, expositions } = create();
    const readings: string[] = [];
    for (let reading = 1; reading <= 2; reading += 1) {
      for (let request = 0; request < requests; request += 1) {
        metrics.requestBegan();
        metrics.requestBegan();
        metrics.requestAnswered({ method: 'POST', path: '/graphql', status: 200, durationMs: 12 });
      }
      const { text } = await expositions.for(undefined);
      readings.push(...text.split('\n').filter((line) => /^http_server_(active|.*_count)/.test(line)));
    }
    const answered =
      'http_server_request_duration_seconds_count{http_request_method="POST",http_route="/graphql",http_response_status_code="200"}';
    expect(readings).toEqual([
      `${answered} ${requests}`,
      `http_server_active_requests ${requests}`,
      `${answered} ${2 * requests}`,
      `http_server_active_requests ${2 * requests}`,
    ]);
  },
);

it('metrics that cannot be written are an error in the log, and the server goes on', async () => {
  const lines: string[] = [];
  const logger = createLogger('info', { write: (line: string) => void lines.push(line) });
  let fails = true;
  const expose = (): Promise<{ contentType: string; text: string }> =>
    fails ? Promise.reject(new Error('of the test')) : Promise.resolve({ contentType: 'text/plain', text: 'a 1\n' });
  const server = new MetricsServer(expose, logger);
  servers.push(server);
  const url = `http://127.0.0.1:${await server.listen('127.0.0.1', 0)}/metrics`;

  expect((await fetch(url)).status).toBe(500);
  expect(lines).toEqual([expect.stringContaining('The response cannot be written')]);
  fails = false;
  expect(await (await fetch(url)).text()).toBe('a 1\n');
});

/** The first lines of the log say what runs: build, mode, limits, what is off, and what may be a mistake. */
import { readFileSync } from 'node:fs';
import { afterEach, expect, it } from '@jest/globals';
import { linesIn } from '../support/log-lines.js';
import { startProcess, type GatewayProcess } from '../support/process.js';

const started: GatewayProcess[] = [];
afterEach(() => {
  for (const { stop } of started.splice(0)) stop();
});

async function firstLines(environment: Record<string, string>, until: string): Promise<Record<string, unknown>[]> {
  const gateway = await startProcess({ GRAPH_BASE_URL: 'http://127.0.0.1:9/beta', ...environment }, undefined, until);
  started.push(gateway);
  return linesIn(gateway.output());
}

const lineWith = (lines: readonly Record<string, unknown>[], msg: string): unknown =>
  lines.find((line) => line['msg'] === msg);

it('say what is in force, and name no password', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const lines = await firstLines(
    {
      GATEWAY_COMMIT: '0123abc',
      GRAPH_PACE_WRITES: '90',
      RATE_LIMIT_MAX: '600',
      HTTPS_PROXY: 'http://ada:fake-secret@proxy.contoso.com:8080',
    },
    'The gateway listens',
  );
  expect(lineWith(lines, 'The gateway listens')).toMatchObject({
    version,
    commit: '0123abc',
    graph: 'http://127.0.0.1:9/beta',
    proxy: 'http://proxy.contoso.com:8080',
    auth: 'forward',
    production: true,
    limits: {
      requestDeadlineMs: 30_000,
      graphTimeoutMs: 10_000,
      concurrency: 128,
      queue: 512,
      cost: 10_000,
      rateLimit: 600,
      rateLimitWindowMs: 60_000,
      paceWrites: 90,
    },
    // Tests turn load shedding off.
    off: [
      'paceRequests',
      'eventLoopDelayMs',
      'trustedDocuments',
      'callerVerification',
      'idempotencyKeys',
      'sharedCounts',
    ],
  });
  expect(JSON.stringify(lines)).not.toContain('fake-secret');
});

it('have one warning for each doubtful value, without the value', async () => {
  const lines = await firstLines({ RATE_LIMIT: 'fake-secret', REQUEST_DEADLINE_MS: '1000' }, 'RATE_LIMIT is not a key');
  const warnings = lines.filter(({ msg }) => msg === 'The configuration may be wrong');
  expect(warnings.map(({ level, warning }) => [level, warning])).toEqual([
    ['warn', 'REQUEST_DEADLINE_MS is below GRAPH_TIMEOUT_MS, so it ends each call to Graph first'],
    ['warn', 'RATE_LIMIT is not a key and has no effect; the nearest key is RATE_LIMIT_MAX'],
  ]);
  expect(JSON.stringify(lines)).not.toContain('fake-secret');
});

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createMutation, referenceExample, scriptedGraph } from '../support/start.js';

const started: { readonly stop: () => unknown }[] = [];

function run(environment: Record<string, string>): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, ['dist/main.js'], { env: { PATH: process.env['PATH'], ...environment } });
  started.push({ stop: () => child.kill('SIGKILL') });
  return child;
}

afterEach(async () => {
  for (const { stop } of started.splice(0)) await stop();
});

const exitOf = (child: ChildProcessWithoutNullStreams): Promise<number | null> =>
  new Promise((resolve) => child.once('exit', resolve));

describe('the gateway as a process', () => {
  it('tells every fault of its configuration at once and exits with 78', async () => {
    const child = run({
      PORT: 'x',
      GRAPH_BASE_URL: 'http://graph.example/beta',
      GRAPH_AUTH: 'application',
      GRAPH_TIMEOUT_MS: '0',
      CORS_ORIGINS: '*',
      TRUSTED_DOCUMENTS_MODE: 'most',
      RATE_LIMIT_MAX: '-1',
      RATE_LIMIT_WINDOW_MS: '1s',
      REDIS_URL: 'redis-secret',
      LOG_LEVEL: 'loud',
    });
    let told = '';
    child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
    expect(await exitOf(child)).toBe(78);
    const wrong = ['PORT', 'GRAPH_BASE_URL', 'GRAPH_AUTH', 'GRAPH_TIMEOUT_MS', 'CORS_ORIGINS', 'LOG_LEVEL'];
    wrong.push('TRUSTED_DOCUMENTS_MODE', 'RATE_LIMIT_MAX', 'RATE_LIMIT_WINDOW_MS', 'REDIS_URL');
    for (const key of wrong) expect(told).toContain(`- ${key} needs`);
    expect(told).not.toContain('redis-secret');
  });

  it('exits with 78 when the manifest of trusted documents is missing', async () => {
    const child = run({ PORT: '0', TRUSTED_DOCUMENTS: 'absent.json' });
    let told = '';
    child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
    expect(await exitOf(child)).toBe(78);
    expect(told).toContain('- TRUSTED_DOCUMENTS needs the path of a file that can be read (ENOENT)');
  });

  it('answers a running creation after SIGTERM, then exits with 0, though the client keeps its connection', async () => {
    let arrived: () => void = () => undefined;
    const hasArrived = new Promise<void>((resolve) => (arrived = resolve));
    let answer: () => void = () => undefined;
    const graph = await scriptedGraph((request, response) => {
      request.resume();
      answer = () => response.writeHead(201).end(JSON.stringify({ id: 'stored', ...referenceExample }));
      arrived();
    });
    started.push({ stop: () => graph.stop() });
    const child = run({ PORT: '0', GRAPH_BASE_URL: graph.url, NODE_ENV: 'production' });
    const exit = exitOf(child);
    let log = '';
    let waiting: { text: string; found(): void } | undefined;
    child.stdout.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (waiting && log.includes(waiting.text)) waiting.found();
    });
    const logged = (text: string): Promise<void> =>
      new Promise((found) => {
        waiting = { text, found };
        if (log.includes(text)) found();
      });
    await logged('The gateway listens');
    const url = /"url":"([^"]+)"/.exec(log)?.[1] ?? '';
    const call = fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer a' },
      body: JSON.stringify({ query: createMutation, variables: { input: referenceExample } }),
    }).then((response) => response.json() as Promise<{ data: unknown }>);
    await hasArrived;
    child.kill('SIGTERM');
    await logged('The gateway drains');
    answer();
    expect((await call).data).toMatchObject({ created: { id: 'stored' } });
    expect(await exit).toBe(0);
  });
});

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startProcess } from '../support/process.js';
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
  it('reports all problems of its configuration together and exits with 78', async () => {
    const child = run({
      PORT: 'x',
      GRAPH_BASE_URL: 'http://graph.example/beta',
      GRAPH_AUTH: 'both',
      GRAPH_TIMEOUT_MS: '0',
      CORS_ORIGINS: '*',
      TRUSTED_DOCUMENTS_MODE: 'most',
      RATE_LIMIT_MAX: '-1',
      RATE_LIMIT_WINDOW_MS: '1s',
      REDIS_URL: 'redis-secret',
      LOG_LEVEL: 'loud',
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    expect(await exitOf(child)).toBe(78);
    const wrong = ['PORT', 'GRAPH_BASE_URL', 'GRAPH_AUTH', 'GRAPH_TIMEOUT_MS', 'CORS_ORIGINS', 'LOG_LEVEL'];
    wrong.push('TRUSTED_DOCUMENTS_MODE', 'RATE_LIMIT_MAX', 'RATE_LIMIT_WINDOW_MS', 'REDIS_URL');
    const { level, problems, msg } = JSON.parse(said) as { level: string; problems: string[]; msg: string };
    expect([level, msg]).toEqual(['fatal', 'The gateway cannot start']);
    expect(problems).toHaveLength(wrong.length);
    for (const key of wrong) expect(problems).toContainEqual(expect.stringMatching(`^${key} must be `));
    expect(said).not.toContain('redis-secret');
  });

  it('does not start as the application while nothing verifies callers', async () => {
    const child = run({ PORT: '0', GRAPH_AUTH: 'application', AZURE_CLIENT_SECRET: 'fake-secret' });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    expect(await exitOf(child)).toBe(78);
    for (const key of ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID']) expect(said).toContain(`"${key} must be the GUID`);
    expect(said).not.toContain('fake-secret');
  });

  it('exits with 78 when the manifest of trusted documents is missing', async () => {
    const child = run({ PORT: '0', TRUSTED_DOCUMENTS: 'absent.json' });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    expect(await exitOf(child)).toBe(78);
    expect(said).toContain('"TRUSTED_DOCUMENTS must be the path of a readable file (ENOENT)"');
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
    const gateway = await startProcess({ GRAPH_BASE_URL: graph.url, NODE_ENV: 'production' });
    started.push(gateway);
    const call = fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer a' },
      body: JSON.stringify({ query: createMutation, variables: { input: referenceExample } }),
    }).then((response) => response.json() as Promise<{ data: unknown }>);
    await hasArrived;
    gateway.signal('SIGTERM');
    await gateway.logged('The gateway drains');
    answer();
    expect((await call).data).toMatchObject({ created: { id: 'stored' } });
    expect(await gateway.exit).toBe(0);
  });

  it('does not wait for a Graph that hangs: after SHUTDOWN_TIMEOUT_MS writes are OUTCOME_UNKNOWN, and it exits with 0', async () => {
    let calls = 0;
    let bothArrived: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => (bothArrived = resolve));
    const graph = await scriptedGraph((request) => {
      request.resume();
      calls += 1;
      if (calls === 2) bothArrived();
    });
    started.push({ stop: () => graph.stop() });
    const environment = { SHUTDOWN_TIMEOUT_MS: '1', REQUEST_DEADLINE_MS: '600000', GRAPH_TIMEOUT_MS: '600000' };
    const gateway = await startProcess({ GRAPH_BASE_URL: graph.url, ...environment });
    started.push(gateway);
    const send = async (query: string, variables = {}): Promise<unknown> => {
      const headers = { 'content-type': 'application/json', authorization: 'Bearer a' };
      const answer = await fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
      return answer.json();
    };
    const created = send(createMutation, { input: referenceExample });
    const read = send('{ macOSSoftwareUpdateAccountSummary(id: "a") { id } }');
    await arrived;
    gateway.signal('SIGTERM');
    expect(await created).toMatchObject({ errors: [{ extensions: { code: 'OUTCOME_UNKNOWN' } }] });
    expect(await read).toMatchObject({ errors: [{ extensions: { code: 'GRAPH_TIMEOUT' } }] });
    expect(await gateway.exit).toBe(0);
  });

  it('exits with 0 within its time limit although a client never ends its request', async () => {
    const gateway = await startProcess({ GRAPH_BASE_URL: 'http://127.0.0.1:9/beta', SHUTDOWN_TIMEOUT_MS: '300' });
    started.push(gateway);
    const { hostname, port } = new URL(gateway.url);
    const client = connect(Number(port), hostname).resume();
    started.push({ stop: () => client.destroy() });
    const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));
    await new Promise<void>((written) =>
      client.write(
        'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{',
        () => written(),
      ),
    );
    // Answered after the half request has arrived.
    expect((await fetch(new URL('/live', gateway.url))).status).toBe(200);
    gateway.signal('SIGTERM');
    expect(await gateway.exit).toBe(0);
    await closed;
  });
});

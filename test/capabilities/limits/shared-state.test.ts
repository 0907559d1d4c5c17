/** Shared resources are shared fairly: whatever one caller does, the others are served. */
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { breakerRule } from '../../../src/graph/policies/circuit-breaker.js';
import { verifiedGateway } from '../../support/authority.js';
import { expectAnswered, expectRefused } from '../../support/expect-answer.js';
import { stoppedAfterEach } from '../../support/gateway-over-faults.js';
import { tokenOf as graphTokenOf } from '../../support/keyed.js';
import { createMutation, gatewayOver, referenceExample, scriptedGraph, type Answer } from '../../support/start.js';
import { until } from '../../support/until.js';

const running = stoppedAfterEach();
const codeOf = ({ json }: Answer): string | undefined => json.errors?.[0]?.extensions.code;
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
const create = [createMutation, { input: referenceExample }] as const;
/** Graph fails on this text, by the plan of the test. */
const poison = [createMutation, { input: { ...referenceExample, displayName: 'poison' } }] as const;
const read = '{ macOSSoftwareUpdateAccountSummary(id: "a") { id } }';
const { minimum, ofOne } = breakerRule;

type Answering = (response: ServerResponse) => void;
const row = JSON.stringify({ id: 'a', ...referenceExample });
const stored: Answering = (response) => void response.writeHead(201).end(row);
const failures: [string, Answering][] = [
  ['502', (response) => void response.writeHead(502).end('<html>')],
  ['500 in JSON', (response) => void response.writeHead(500).end('{"error":{"code":"InternalError","message":"no"}}')],
  ['504', (response) => void response.writeHead(504).end()],
  ['no answer, and the connection is closed', (response) => void response.socket?.destroy()],
];

/** A Graph that answers by token and body, and records the requests. */
async function graphThat(answer: (token: string, body: string) => Answering) {
  const seen: string[] = [];
  const graph = await scriptedGraph((request, response) => {
    const token = String(request.headers.authorization).slice('Bearer '.length);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push(token);
      response.setHeader('content-type', 'application/json');
      answer(token, Buffer.concat(chunks).toString())(response);
    });
  });
  running.push(graph);
  return { ...graph, seen };
}
async function gatewayOverGraph(
  answer: (token: string, body: string) => Answering,
  environment: Record<string, string> = {},
) {
  const graph = await graphThat(answer);
  const gateway = await gatewayOver(graph.url, { GRAPH_BREAKER_RESET_MS: '60000', ...environment });
  running.push(gateway);
  return { graph, gateway };
}
const poisoned =
  (failing: Answering) =>
  (_token: string, body: string): Answering =>
    body.includes('poison') ? failing : stored;

/** A Graph token for a user, as Entra issues it. Each call returns a different one. */
const tokenOf = (oid: string, serial: number): string =>
  [{ alg: 'none' }, { tid: '11111111-1111-4111-8111-111111111111', oid, serial }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .concat('AAAA')
    .join('.');

describe('the circuit of Graph', () => {
  it.each(failures)(
    'stays closed for others while one caller gets %s each time; its own opens',
    async (_what, failing) => {
      const { graph, gateway } = await gatewayOverGraph(poisoned(failing));
      for (const token of ['ada', 'grace']) expectAnswered(await gateway.send(...create, bearer(token)));
      for (let call = 0; call < 3 * minimum; call += 1) await gateway.send(...poison, bearer('ada'));

      expectAnswered(await gateway.send(...create, bearer('grace')));
      expectAnswered(await gateway.send(...create, bearer('new-caller')));
      const refused = await gateway.send(...create, bearer('ada'));
      expect(refused.json.errors?.[0]?.message).toBe(
        'Microsoft Graph has failed too often in the last seconds; nothing was sent to it.',
      );
      expect(graph.seen.filter((token) => token === 'ada').length).toBeLessThanOrEqual(1 + minimum + 1);
    },
  );

  it.each(failures)('stays closed for other callers while 60 invented tokens get %s', async (_what, failing) => {
    const { graph, gateway } = await gatewayOverGraph(poisoned(failing));
    await gateway.send(...create, bearer('ada'));
    for (let call = 0; call < 3 * minimum; call += 1) await gateway.send(...poison, bearer(`made-up-${call}`));

    for (const token of ['ada', 'new-caller']) {
      expectAnswered(await gateway.send(...create, bearer(token)));
    }
    expect(graph.seen).toHaveLength(1 + 3 * minimum + 2);
  });

  it('stays closed for others while one user fails with many valid tokens', async () => {
    const [, failing] = failures[0] ?? ['', stored];
    const { gateway } = await gatewayOverGraph(poisoned(failing));
    const [ada, grace] = ['aaaaaaaa-0000-4000-8000-000000000001', 'aaaaaaaa-0000-4000-8000-000000000002'] as const;
    await gateway.send(...create, bearer(tokenOf(grace, 0)));
    for (let call = 0; call < 3 * minimum; call += 1) {
      const token = bearer(tokenOf(ada, call % 6));
      if (call < 6) await gateway.send(...create, token);
      await gateway.send(...poison, token);
    }
    expectAnswered(await gateway.send(...create, bearer(tokenOf(grace, 0))));
    expectAnswered(await gateway.send(...create, bearer(tokenOf(ada, 7))));
  });

  it.each(failures)('opens for all callers when several callers get %s', async (_what, failing) => {
    let isDown = false;
    const { graph, gateway } = await gatewayOverGraph(() => (isDown ? failing : stored));
    const callers = ['ada', 'grace', 'edith'];
    for (const caller of callers) await gateway.send(...create, bearer(caller));
    isDown = true;
    for (let call = 0; call < minimum; call += 1) {
      await gateway.send(...create, bearer(callers[call % callers.length] ?? ''));
    }
    const sent = graph.seen.length;
    for (const caller of [...callers, 'new-caller']) {
      expectRefused(await gateway.send(...create, bearer(caller)), { code: 'GRAPH_UNAVAILABLE' });
    }
    expect(graph.seen).toHaveLength(sent);
  });

  it('in application mode counts the callers of the gateway, although Graph sees one application', async () => {
    const [, failing] = failures[0] ?? ['', stored];
    const graph = await graphThat(poisoned(failing));
    const gateway = await verifiedGateway('application', { GRAPH_BREAKER_RESET_MS: '60000' }, { graphUrl: graph.url });
    running.push(gateway);
    for (let call = 0; call < 2 * minimum; call += 1) await gateway.as('ada', ...poison);
    expectRefused(await gateway.as('ada', ...create), { code: 'GRAPH_UNAVAILABLE' });
    expectAnswered(await gateway.as('grace', ...create));
    expect(graph.seen).toHaveLength(minimum + 1);
  });

  it('needs failures of two callers: one has less than the share that opens it', () => {
    expect(ofOne).toBeLessThanOrEqual(minimum * breakerRule.threshold);
  });
});

/** Holds the creations named `slow`, and answers everything else. */
async function holdingGateway(environment: Record<string, string>) {
  const held: ServerResponse[] = [];
  const order: string[] = [];
  const { graph, gateway } = await gatewayOverGraph((token, body) => {
    order.push(token);
    return body.includes('slow') ? (response) => void held.push(response) : stored;
  }, environment);
  for (const token of ['ada', 'grace']) await gateway.send(...create, bearer(token));
  order.length = 0;
  const slow = [createMutation, { input: { ...referenceExample, displayName: 'slow' } }] as const;
  const letGo = (): void => {
    for (const response of held.splice(0)) stored(response);
  };
  return { graph, gateway, held, order, slow, letGo };
}
const readiness = async (url: string): Promise<number> => (await fetch(new URL('/ready', url))).status;

describe('the slots for calls to Graph', () => {
  it('one caller cannot take all of them: another is served while the calls of the first hang', async () => {
    const { gateway, held, slow, letGo } = await holdingGateway({ GRAPH_CONCURRENCY: '8', GRAPH_QUEUE: '40' });
    const floods = Array.from({ length: 30 }, () => gateway.send(...slow, bearer('ada')));
    await until(() => held.length === 7);
    for (let call = 0; call < 5; call += 1) {
      expectAnswered(await gateway.send(...create, bearer('grace')));
    }
    expect(held).toHaveLength(7);
    let done = false;
    void Promise.all(floods).finally(() => (done = true));
    await until(() => {
      letGo();
      return done;
    });
    expect((await Promise.all(floods)).map(codeOf)).toEqual(Array(30).fill(undefined));
  });

  it('any number of invented tokens cannot take all of them either', async () => {
    const { gateway, held, slow, letGo } = await holdingGateway({ GRAPH_CONCURRENCY: '8', GRAPH_QUEUE: '40' });
    const floods = Array.from({ length: 30 }, (_, index) => gateway.send(...slow, bearer(`made-up-${index}`)));
    await until(() => held.length === 7);
    expectAnswered(await gateway.send(...create, bearer('grace')));
    let done = false;
    void Promise.all(floods).finally(() => (done = true));
    await until(() => {
      letGo();
      return done;
    });
  });

  it('a flood of one caller delays another by one call, and a full queue rejects its latest call', async () => {
    const { gateway, held, order, slow, letGo } = await holdingGateway({ GRAPH_CONCURRENCY: '1', GRAPH_QUEUE: '4' });
    const first = gateway.send(...slow, bearer('ada'));
    await until(() => held.length === 1);
    const flood = Array.from({ length: 10 }, () => gateway.send(...create, bearer('ada')));
    const grace = [gateway.send(...create, bearer('grace'))];
    // Eleven calls for a queue of four: seven are rejected immediately, and all of them are Ada's.
    let refused = 0;
    for (const call of flood) void call.then((answer) => (refused += codeOf(answer) === 'GRAPH_UNAVAILABLE' ? 1 : 0));
    await until(() => refused === 7);
    expect(await readiness(gateway.url)).toBe(200);
    letGo();
    expect([await first, ...(await Promise.all(grace))].map(codeOf)).toEqual([undefined, undefined]);
    expect((await Promise.all(flood)).map(codeOf).filter((code) => code === undefined)).toHaveLength(3);
    expect(order.slice(0, 3)).toContain('grace');
    expect(order).toHaveLength(5);
  });
});

describe('the pace', () => {
  it('one caller cannot use it up: an eighth of it is for others', async () => {
    const { gateway } = await gatewayOverGraph(() => stored, { GRAPH_PACE_WRITES: '16', REQUEST_DEADLINE_MS: '10000' });
    const codes = async (token: string, calls: number): Promise<(string | undefined)[]> => {
      const answers = [];
      for (let call = 0; call < calls; call += 1)
        answers.push(await gateway.send(...create, bearer(graphTokenOf(token, 'app', 1))));
      return answers.map(codeOf);
    };
    // The first call of a token counts for the tokens that are not accepted yet.
    expect(await codes('ada', 16)).toEqual([...Array<undefined>(15).fill(undefined), 'RATE_LIMITED']);
    expect(await codes('grace', 2)).toEqual([undefined, 'RATE_LIMITED']);
  });
});

describe('the retries', () => {
  it('one caller cannot use them up: the failed read of another is sent again', async () => {
    const failed = new Set<string>();
    const { graph, gateway } = await gatewayOverGraph((token) => {
      const isFirst = !failed.has(token);
      failed.add(token);
      const serves = token === 'grace' ? !isFirst : token !== 'ada';
      return (response) => void response.writeHead(serves ? 200 : 502).end(serves ? row : '<html>');
    });
    const answers = await Promise.all(Array.from({ length: 6 }, () => gateway.send(read, {}, bearer('ada'))));
    expect(new Set(answers.map(codeOf))).toEqual(new Set(['GRAPH_UNAVAILABLE']));
    expect(graph.seen.filter((token) => token === 'ada')).toHaveLength(6 + 5);
    await gateway.send(read, {}, bearer('edith'));
    expectAnswered(await gateway.send(read, {}, bearer('edith')));
    // A first call has made Grace a known caller.
    failed.add('grace');
    expectAnswered(await gateway.send(read, {}, bearer('grace')));
    failed.delete('grace');
    expectAnswered(await gateway.send(read, {}, bearer('grace')));
    expect(graph.seen.filter((token) => token === 'grace')).toHaveLength(3);
  });
});

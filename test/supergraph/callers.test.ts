/**
 * Many concurrent callers behind real gateways: none gets the data of another, and disconnected ones are not waited
 * for.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createMutation, referenceExample, scriptedGraph } from '../support/start.js';
import { until } from '../support/until.js';
import { routers } from './support/routers.js';
import { supergraphOverGraph } from './support/supergraph.js';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.stop();
});
const kept = <T extends { stop(): Promise<void> }>(each: T): T => {
  running.push(each);
  return each;
};

const callers = Array.from({ length: 20 }, (_, index) => `caller-${index}`);

interface Held {
  readonly authorization: string;
  readonly body: { displayName?: string; requests?: { id: string }[] };
  readonly answer: () => void;
}

/** A Graph whose every response shows the token of its request. It answers when enough callers wait, last first. */
async function graphThatTellsTokens(waitFor: number) {
  const calls: Omit<Held, 'answer'>[] = [];
  let held: Held[] = [];
  const graph = await scriptedGraph((request, response) => {
    void receive(request, response);
  });
  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const authorization = request.headers.authorization ?? '';
    const body = request.method === 'GET' ? {} : ((await json(request)) as Held['body']);
    calls.push({ authorization, body });
    const row = { ...referenceExample, id: 'report', displayName: authorization, ...(body.displayName ? body : {}) };
    const answers = body.requests
      ? { responses: body.requests.map(({ id }) => ({ id, status: 200, headers: {}, body: row })) }
      : request.method === 'GET'
        ? { value: [row] }
        : { ...row, userPrincipalName: authorization };
    held.push({
      authorization,
      body,
      answer: () => {
        response.writeHead(request.method === 'POST' && !body.requests ? 201 : 200, {
          'content-type': 'application/json',
        });
        response.end(JSON.stringify(answers));
      },
    });
    if (held.length < waitFor) return;
    const all = held.reverse();
    held = [];
    for (const { answer } of all) answer();
  }
  return { ...graph, seen: calls as readonly Omit<Held, 'answer'>[] };
}

describe.each(routers)('callers at the same time behind $name', (make) => {
  it('each gets the response for its own token, though all send the same query', async () => {
    const graph = kept(await graphThatTellsTokens(callers.length));
    const supergraph = kept(await supergraphOverGraph(make, graph.url, { ticketsAbout: () => ['1', '2'] }));
    const query = `{
      macOSSoftwareUpdateAccountSummaries(first: 1) { nodes { displayName } }
      tickets { report { displayName } }
    }`;
    const answers = await Promise.all(
      callers.map((caller) => supergraph.ask({ query, headers: { authorization: `Bearer ${caller}` } })),
    );
    for (const [index, { data, errors }] of answers.entries()) {
      const displayName = `Bearer ${callers[index]}`;
      expect([errors, data]).toEqual([
        [],
        {
          macOSSoftwareUpdateAccountSummaries: { nodes: [{ displayName }] },
          tickets: [{ report: { displayName } }, { report: { displayName } }],
        },
      ]);
    }
    const calls = Map.groupBy(graph.seen, ({ authorization }) => authorization);
    expect([...calls.values()].map((each) => each.length)).toEqual(callers.map(() => 2));
  });

  it("each creation is sent with its caller's token and input, and returned to that caller", async () => {
    const graph = kept(await graphThatTellsTokens(callers.length));
    const supergraph = kept(await supergraphOverGraph(make, graph.url));
    const answers = await Promise.all(
      callers.map((caller) =>
        supergraph.ask({
          query: createMutation,
          variables: { input: { ...referenceExample, displayName: `report of ${caller}` } },
          headers: { authorization: `Bearer ${caller}` },
        }),
      ),
    );
    for (const [index, { data, errors }] of answers.entries()) {
      const caller = callers[index];
      expect(errors).toEqual([]);
      expect(data?.['created']).toMatchObject({
        displayName: `report of ${caller}`,
        userPrincipalName: `Bearer ${caller}`,
      });
    }
    const sent = graph.seen.map(({ authorization, body }) => [authorization, body.displayName]);
    expect(sent.sort()).toEqual(callers.map((caller) => [`Bearer ${caller}`, `report of ${caller}`]).sort());
  });
});

describe.each(routers)('a client that disconnects behind $name', (make) => {
  /** How the call to Graph ends after its client has disconnected: cancelled, or with a response without a reader. */
  async function callOfOneWhoLeft(relay: boolean): Promise<'cancelled' | 'answered'> {
    const calls: ServerResponse[] = [];
    const graph = kept(await scriptedGraph((_request, response) => void calls.push(response)));
    const supergraph = kept(await supergraphOverGraph(make, graph.url, { relay }));
    const caller = new AbortController();
    const query = '{ macOSSoftwareUpdateAccountSummaries(first: 1) { nodes { id } } }';
    const left = supergraph.ask({ query, signal: caller.signal }).catch(({ name }: Error) => name);
    await until(() => calls.length === 1);
    const [call] = calls;
    caller.abort();
    expect(await left).toBe('AbortError');
    // The router has noticed the disconnected client before it answers the next one.
    expect((await supergraph.ask({ query: '{ me { displayName } }' })).errors).toEqual([]);
    if (relay) await until(() => call?.closed === true);
    else call?.writeHead(200, { 'content-type': 'application/json' }).end('{"value":[]}');
    await until(() => call?.closed === true);
    return call?.writableFinished === true ? 'answered' : 'cancelled';
  }

  it('cancels the call to Graph, if the router is configured to relay that', async () => {
    expect(await callOfOneWhoLeft(true)).toBe('cancelled');
  });

  it('is not noticed by this gateway otherwise: the operation runs to its end', async () => {
    expect(await callOfOneWhoLeft(false)).toBe('answered');
  });
});

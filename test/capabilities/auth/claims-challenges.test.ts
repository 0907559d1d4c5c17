/** A caller that must satisfy further claims gets them in a form that MSAL in the front end understands. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { parseChallenges } from '../../../src/core/challenge.js';
import { listQuery, verifiedGateway, writer } from '../../support/authority.js';
import { expectCalls } from '../../support/expect-calls.js';
import { createMutation, gatewayOver, referenceExample, scriptedGraph, type Answer } from '../../support/start.js';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});
const kept = <T extends { stop(): Promise<void> }>(each: T): T => {
  running.push(each);
  return each;
};

const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1, \\"quoted\\""}}}';
const encoded = Buffer.from(claims).toString('base64');
const create = [createMutation, { input: referenceExample }] as const;

/** What MSAL would find in the response. */
function asked({ status, headers, json }: Answer): unknown {
  const [challenge] = parseChallenges(headers.get('www-authenticate') ?? '') ?? [];
  const { scheme, parameters } = challenge ?? { scheme: '', parameters: new Map<string, string>() };
  return {
    status,
    scheme,
    error: parameters.get('error'),
    claims: Buffer.from(parameters.get('claims') ?? '', 'base64').toString(),
    extensions: json.errors?.map(({ extensions }) => [extensions.code, extensions['claims']]),
  };
}
const insufficient = {
  status: 401,
  scheme: 'bearer',
  error: 'insufficient_claims',
  claims,
  extensions: [['UNAUTHENTICATED', encoded]],
};

/** A Graph that answers its first call with a challenge and the others with an empty page. */
async function challengingGraph(challenge: string | string[]) {
  const seen: string[] = [];
  const graph = await scriptedGraph((request, response) => {
    request.resume();
    seen.push(request.headers.authorization ?? '');
    response.setHeader('content-type', 'application/json');
    if (seen.length > 1) return response.end('{"value":[]}');
    response.writeHead(401, { 'www-authenticate': challenge });
    return response.end('{"error":{"code":"InvalidAuthenticationToken","message":"TokenCreatedWithOutdatedPolicies"}}');
  });
  return kept({ ...graph, seen });
}

describe('a claims challenge', () => {
  it('of the exchange: 401, and the token endpoint was called once', async () => {
    const gateway = kept(await verifiedGateway('on-behalf-of', {}, { quirks: { interactionRequired: claims } }));
    expect(asked(await gateway.as('ada', ...create))).toEqual(insufficient);
    expectCalls(gateway.authority.requests, 1);
    expectCalls(gateway.graph.requests, 0);
    // With the requested claims, the next token is accepted.
    gateway.authority.quirks.interactionRequired = undefined;
    expect((await gateway.as('ada', ...create)).json.errors).toBeUndefined();
  });

  it('of the exchange for a bulk creation: 401 as well, because nothing was created', async () => {
    const gateway = kept(await verifiedGateway('on-behalf-of', {}, { quirks: { interactionRequired: claims } }));
    const bulk = `mutation ($inputs: [CreateSummaryInput!]!) {
      macs: createMacOSSoftwareUpdateAccountSummaries(inputs: $inputs) { index error { code } }
    }`;
    const inputs = Array.from({ length: 50 }, () => referenceExample);
    expect(asked(await gateway.as('ada', bulk, { inputs }))).toEqual(insufficient);
    expectCalls(gateway.graph.requests, 0);
  });

  it('of the exchange without readable claims: a plain 401', async () => {
    const gateway = kept(await verifiedGateway('on-behalf-of', {}, { quirks: { interactionRequired: 'no json' } }));
    const { status, headers, json } = await gateway.as('ada', ...create);
    expect([status, json.errors?.[0]?.extensions]).toEqual([401, { code: 'UNAUTHENTICATED' }]);
    expect(headers.get('www-authenticate')).toMatch(/error="invalid_token"$/);
  });

  it.each<[string, string | string[]]>([
    ['alone', `Bearer realm="", error="insufficient_claims", claims="${encoded}"`],
    [
      'beside others',
      ['Negotiate', `Basic realm="a, Bearer b", Bearer claims="${encoded}", error="insufficient_claims"`],
    ],
  ])('of Graph, %s: the cached token is dropped and not sent again', async (_name, challenge) => {
    const graph = await challengingGraph(challenge);
    const gateway = kept(await verifiedGateway('on-behalf-of', {}, { graphUrl: graph.url }));
    const token = await gateway.authority.issueUserToken({ user: 'ada', scopes: [writer] });
    const answer = await gateway.with(token, listQuery);
    expect(asked(answer)).toMatchObject({ ...insufficient, extensions: [['UNAUTHENTICATED', encoded]] });
    expect(answer.json.errors?.[0]?.extensions['graph']).toMatchObject({ status: 401 });
    expect([graph.seen.length, gateway.authority.requests.length]).toEqual([1, 1]);
    expect((await gateway.with(token, listQuery)).json.errors).toBeUndefined();
    expect(new Set(graph.seen).size).toBe(2);
    expectCalls(gateway.authority.requests, 2);
  });

  it('of Graph inside a batch is reported as well', async () => {
    let calls = 0;
    const graph = kept(
      await scriptedGraph((request, response) => {
        calls += 1;
        request.resume();
        const headers = { 'WWW-Authenticate': `Bearer error="insufficient_claims", claims="${encoded}"` };
        const responses = ['0', '1'].map((id) => ({
          id,
          status: 401,
          headers,
          body: { error: { code: 'a', message: 'b' } },
        }));
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ responses }));
      }),
    );
    const gateway = kept(await verifiedGateway('on-behalf-of', {}, { graphUrl: graph.url }));
    const two =
      '{ a: macOSSoftwareUpdateAccountSummary(id: "a") { id } b: macOSSoftwareUpdateAccountSummary(id: "b") { id } }';
    const answer = await gateway.as('ada', two);
    expect(asked(answer)).toMatchObject({ status: 401, error: 'insufficient_claims', claims });
    expect(calls).toBe(1);
  });

  it('of Graph in forward mode: unchanged, with its claims in the error', async () => {
    const challenge = `Bearer realm="", authorization_uri="https://login.example/authorize", error="insufficient_claims", claims="${encoded}"`;
    const graph = await challengingGraph(challenge);
    const gateway = kept(await gatewayOver(graph.url));
    const answer = await gateway.send(listQuery);
    expect(answer.headers.get('www-authenticate')).toBe(challenge);
    expect(asked(answer)).toEqual(insufficient);
  });

  it('of another kind is not a 401 with claims', async () => {
    const graph = await challengingGraph('Bearer error="invalid_token"');
    const gateway = kept(await verifiedGateway('on-behalf-of', {}, { graphUrl: graph.url }));
    const { status, headers, json } = await gateway.as('ada', listQuery);
    expect([status, json.errors?.[0]?.extensions['claims']]).toEqual([401, undefined]);
    expect(headers.get('www-authenticate')).toMatch(/error="invalid_token"$/);
  });
});

describe('a claims challenge with any status', () => {
  const challenge = `Bearer realm="", error="insufficient_claims", claims="${encoded}"`;
  const refusal = { error: { code: 'AccessDenied', message: 'Additional claims required.' } };
  const two =
    '{ a: macOSSoftwareUpdateAccountSummary(id: "a") { id } b: macOSSoftwareUpdateAccountSummary(id: "b") { id } }';

  /** Answers every call, or every request of a batch, with the challenge in one of the possible places. */
  async function refusingGraph(status: number, place: 'header' | 'headers' | 'words') {
    const challenges = place === 'headers' ? ['Negotiate', challenge] : challenge;
    const headers = place === 'words' ? {} : { 'www-authenticate': challenges };
    const words = JSON.stringify({ Message: 'No', HttpHeaders: JSON.stringify({ 'WWW-Authenticate': challenge }) });
    const wrapped = { ErrorCode: 'Forbidden', Message: words };
    const body = place === 'words' ? { error: { code: 'UnknownError', message: JSON.stringify(wrapped) } } : refusal;
    return kept(
      await scriptedGraph((request, response) => {
        request.resume();
        if (request.url?.endsWith('$batch') !== true) {
          return response.writeHead(status, headers).end(JSON.stringify(body));
        }
        const responses = ['0', '1'].map((id) => ({ id, status, headers, body }));
        return response.writeHead(200).end(JSON.stringify({ responses }));
      }),
    );
  }
  const gateways = {
    forward: async (url: string) => {
      const gateway = kept(await gatewayOver(url));
      return (query: string, variables?: object) => gateway.send(query, variables);
    },
    'on-behalf-of': async (graphUrl: string) => {
      const gateway = kept(await verifiedGateway('on-behalf-of', {}, { graphUrl }));
      return (query: string, variables?: object) => gateway.as('ada', query, variables);
    },
  };
  const places = ['header', 'headers', 'words'] as const;

  describe.each(Object.entries(gateways))('in %s mode', (_mode, start) => {
    it.each([400, 401, 403, 404, 409, 412, 429].flatMap((status) => places.map((place) => [status, place] as const)))(
      '%i, in the %s: 401 with the claims, alone and in a batch, and no permission to ask for',
      async (status, place) => {
        const graph = await refusingGraph(status, place);
        const send = await start(graph.url);
        const operations: [operation: readonly [string, object?], errors: number][] = [
          [create, 1],
          [[listQuery], 1],
          [[two], 2],
        ];
        for (const [operation, errors] of operations) {
          const answer = await send(...operation);
          const extensions = Array.from({ length: errors }, () => ['UNAUTHENTICATED', encoded]);
          expect(asked(answer)).toEqual({ ...insufficient, extensions });
          for (const error of answer.json.errors ?? []) expect(error.extensions).not.toHaveProperty('requiredScopes');
        }
      },
    );

    it.each([500, 503])(
      '%i: a read gets the claims, and a write whose outcome is unknown says both',
      async (status) => {
        const graph = await scriptedGraph((request, response) => {
          request.resume();
          response.writeHead(status, { 'www-authenticate': challenge }).end();
        });
        const send = await start(kept(graph).url);
        expect(asked(await send(listQuery))).toEqual(insufficient);
        expect(graph.calls()).toBe(1);
        const { json } = await send(...create);
        expect(json.errors?.[0]?.extensions).toMatchObject({ code: 'OUTCOME_UNKNOWN', claims: encoded });
        expect(graph.calls()).toBe(2);
      },
    );
  });

  it('is our own fault in application mode: callers are asked for nothing', async () => {
    const graph = await refusingGraph(403, 'header');
    const gateway = kept(await verifiedGateway('application', {}, { graphUrl: graph.url }));
    const answer = await gateway.as('ada', listQuery);
    expect(answer.status).toBe(200);
    expect(answer.json.errors?.[0]?.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR' });
  });
});

describe('a 403 of Graph', () => {
  const scopes = ['DeviceManagementConfiguration.Read.All'];
  const withCode = (code: string): string => JSON.stringify({ error: { code, message: 'No' } });
  const nested = JSON.stringify({ ErrorCode: 'Forbidden', Message: '{"Message":"No"}' });

  it.each<[string, string, Record<string, string>, readonly string[] | undefined]>([
    ['of Intune', withCode('Forbidden'), {}, scopes],
    ['of Intune, doubly nested', JSON.stringify({ error: { code: 'UnknownError', message: nested } }), {}, scopes],
    ['of the directory', withCode('Authorization_RequestDenied'), {}, scopes],
    ['of Graph itself', withCode('accessDenied'), {}, scopes],
    ['with insufficient_scope', '', { 'www-authenticate': 'Bearer error="insufficient_scope"' }, scopes],
    ['with another code', withCode('LicenseNotFound'), {}, undefined],
    ['that nothing explains', withCode('UnknownError'), {}, undefined],
    ['without a body', '', {}, undefined],
    ['of a firewall, in HTML', '<html><body>Forbidden</body></html>', {}, undefined],
    [
      'with a challenge whose claims are not claims',
      withCode('accessDenied'),
      { 'www-authenticate': 'Bearer error="insufficient_claims", claims="e30="' },
      undefined,
    ],
  ])('%s: FORBIDDEN, with a permission to ask for only where Graph says that one is missing', async (...row) => {
    const [, body, headers, requiredScopes] = row;
    const graph = await scriptedGraph((request, response) => {
      request.resume();
      response.writeHead(403, { 'content-type': 'application/json', ...headers }).end(body);
    });
    const { status, json } = await kept(await gatewayOver(kept(graph).url)).send(listQuery);
    expect(status).toBe(200);
    expect(json.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(json.errors?.[0]?.extensions['requiredScopes']).toEqual(requiredScopes);
  });
});

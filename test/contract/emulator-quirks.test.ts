/** The quirks of the emulated Graph: the effect of each on its responses, and their names on the command line. */
import { execFileSync, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { authorityQuirkDescriptions, parseAuthorityQuirk } from '../../src/emulator/entra/index.js';
import {
  challengedClaims,
  defaultQuirks,
  parseQuirk,
  quirkDescriptions,
  startEmulator,
  type Emulator,
  type Quirks,
} from '../../src/emulator/graph/index.js';

const path = 'deviceManagement/macOSSoftwareUpdateAccountSummaries';

let graph: Emulator;
let id = '';
beforeAll(async () => {
  graph = await startEmulator({ macs: 3, quirks: { wrappedGet: true } });
  id = graph.accountSummaries()[0]?.id ?? '';
});
afterAll(() => graph.stop());
beforeEach(() => {
  Object.assign(graph.quirks, defaultQuirks);
});

async function call(
  quirks: Partial<Quirks>,
  method: string,
  to: string,
): Promise<{ status: number; headers: Headers; json: unknown }> {
  Object.assign(graph.quirks, quirks);
  const response = await fetch(`${graph.url}/${to}`, {
    method,
    headers: { authorization: 'Bearer a', 'content-type': 'application/json' },
    ...(method === 'GET' || method === 'DELETE' ? {} : { body: '{"osVersion":"1"}' }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, json: text ? JSON.parse(text) : null };
}

const error = (code: string, message: string): object => ({
  error: { code, message: expect.stringContaining(message) as unknown },
});

describe('a quirk', () => {
  it('can be given at the start', async () => {
    const other = await startEmulator({ quirks: { pageSize: 7 } });
    expect(other.quirks).toEqual({ ...defaultQuirks, pageSize: 7 });
    await other.stop();
  });

  it('filterRefused and expandRefused answer as Intune does', async () => {
    const filtered = await call({ filterRefused: true }, 'GET', `${path}?$filter=osVersion eq null`);
    expect([filtered.status, filtered.json]).toMatchObject([
      400,
      error('BadRequest', "Query option 'Filter' is not allowed"),
    ]);
    const expanded = await call({ expandRefused: true }, 'GET', `${path}/${id}?$expand=categorySummaries`);
    expect([expanded.status, expanded.json]).toMatchObject([
      400,
      error('BadRequest', "Query option 'Expand' is not allowed"),
    ]);
  });

  it('filterIgnored answers all rows in their own order', async () => {
    const all = graph.accountSummaries().map((row) => ({ id: row.id }));
    const { json } = await call({ filterIgnored: true }, 'GET', `${path}?$filter=id eq 'x'&$orderby=deviceName`);
    expect(json).toMatchObject({ value: all });
  });

  const named = async (quirks: Partial<Quirks>, filter: string): Promise<{ status: number; json: unknown }> =>
    call(quirks, 'GET', `${path}?$select=id&$filter=${encodeURIComponent(filter)}`);

  it.each(["contains(tolower(deviceName),'a')", "not startswith(deviceName,'a')"])(
    'functionsRefused answers %s with 500, and other filters as usual',
    async (filter) => {
      const { status, json } = await named({ functionsRefused: true }, filter);
      expect([status, json]).toMatchObject([500, error('InternalServerError', '')]);
      expect((await named({}, `id eq '${id}'`)).json).toMatchObject({ value: [{ id }] });
    },
  );

  it('functionsIgnored takes a condition with a function as true', async () => {
    const { json } = await named({ functionsIgnored: true }, `contains(deviceName,'absent') and id eq '${id}'`);
    expect(json).toMatchObject({ value: [{ id }] });
  });

  it.each([
    ["deviceName eq 'EXAMPLE '", true],
    ["deviceName in ('ëxample')", true],
    ["startswith(deviceName,'ÉX')", true],
    ["contains(deviceName,'AMP')", true],
    ["contains(deviceName,'le ')", false],
    ["deviceName ne 'EXAMPLE'", false],
    ["not (deviceName in ('other','Example'))", false],
  ])('looseTexts takes %s as %j for "exâmple"', async (filter, holds) => {
    const [own] = graph.accountSummaries();
    const headers = { authorization: 'Bearer a', 'content-type': 'application/json' };
    const rename = (deviceName: unknown): Promise<unknown> =>
      fetch(`${graph.url}/${path}/${id}`, { method: 'PATCH', headers, body: JSON.stringify({ deviceName }) });
    await rename('exâmple');
    const { json } = await named({ looseTexts: true }, `(${filter}) and id eq '${id}'`);
    const strict = await named({ looseTexts: false }, `(${filter}) and id eq '${id}'`);
    await rename(own?.['deviceName']);
    expect(json).toMatchObject({ value: holds ? [{ id }] : [] });
    expect(strict.json).toMatchObject({ value: filter.includes(' ne ') || filter.startsWith('not') ? [{ id }] : [] });
  });

  it('selectIgnored answers all properties', async () => {
    const { json } = await call({ selectIgnored: true }, 'GET', `${path}/${id}?$select=id`);
    expect(json).toHaveProperty('deviceName');
  });

  it('wrappedGet wraps one object, as the reference shows', async () => {
    const { json } = await call({ wrappedGet: true }, 'GET', `${path}/${id}`);
    expect(json).toEqual({ value: graph.accountSummaries()[0] });
  });

  it('patchNoContent changes the object and returns no body', async () => {
    const { status, json } = await call({ patchNoContent: true }, 'PATCH', `${path}/${id}`);
    expect([status, json, graph.accountSummaries()[0]?.['osVersion']]).toEqual([204, null, '1']);
  });

  it('throttleCalls counts down, with Retry-After or without', async () => {
    const first = await call({ throttleCalls: 2, retryAfterSeconds: 3 }, 'GET', path);
    const second = await call({ retryAfterSeconds: null }, 'GET', path);
    const third = await call({}, 'GET', path);
    expect([first, second, third].map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual([
      [429, '3'],
      [429, null],
      [200, null],
    ]);
    expect(first.json).toMatchObject(error('TooManyRequests', ''));
  });

  it('claimsChallenge counts down, and asks for claims as Graph does', async () => {
    const first = await call({ claimsChallenge: 1 }, 'GET', path);
    const second = await call({}, 'GET', path);

    expect([first.status, second.status]).toEqual([401, 200]);
    expect(first.json).toMatchObject(error('InvalidAuthenticationToken', 'Continuous access evaluation'));
    const claims = Buffer.from(challengedClaims).toString('base64');
    expect(first.headers.get('www-authenticate')).toMatch(
      new RegExp(
        `^Bearer realm="", authorization_uri="https://[^"]+", error="insufficient_claims", claims="${claims}"$`,
      ),
    );
  });

  it.each([
    ['POST', path, '~/singleton/navigation'],
    ['PATCH', `${path}/x`, '~/singleton/navigation/key'],
    ['DELETE', `${path}/x/categorySummaries/y`, '~/singleton/navigation/key/navigation/key'],
  ])('operationNotOffered refuses %s %s', async (method, to, template) => {
    const { status, json } = await call({ operationNotOffered: true }, method, to);
    expect([status, json]).toMatchObject([
      400,
      error('No method match route template', `route exists that match template ${template} with http verb ${method} `),
    ]);
    expect((await call({}, 'GET', path)).status).toBe(200);
  });
});

describe('at the command line, a quirk', () => {
  it.each<[string, Partial<Quirks>]>([
    ['filterRefused', { filterRefused: true }],
    ['filterRefused=false', { filterRefused: false }],
    ['latencyMs=50', { latencyMs: 50 }],
    ['retryAfterSeconds=2.128', { retryAfterSeconds: 2.128 }],
    ['retryAfterSeconds=null', { retryAfterSeconds: null }],
  ])('%s is read', (text, quirks) => {
    expect(parseQuirk(text)).toEqual(quirks);
  });

  it.each(['nothing', 'toString', 'latencyMs', 'latencyMs=-1', 'pageSize=0', 'throttleCalls=1.5', 'skipLinks=2'])(
    '%s is rejected with a sentence',
    (text) => {
      expect(() => parseQuirk(text)).toThrow(/quirk '\w+'/);
    },
  );

  it.each([
    ['consentMissing', { consentMissing: true }],
    ['status=503', { status: 503 }],
    ['retryAfterSeconds=null', { retryAfterSeconds: null }],
    ['interactionRequired={"a":1}', { interactionRequired: '{"a":1}' }],
  ])('%s of the authority is read', (text, quirks) => {
    expect(parseAuthorityQuirk(text)).toEqual(quirks);
  });

  it.each(['filterRefused', 'status', 'status=200', 'hang=2', 'tokenLifetimeSeconds=0'])(
    '%s of the authority is refused with a sentence',
    (text) => {
      expect(() => parseAuthorityQuirk(text)).toThrow(/quirk '\w+'/);
    },
  );

  it('is listed by --help, and a wrong one ends the start', () => {
    const help = execFileSync(process.execPath, ['dist/demo/main.js', '--help'], { encoding: 'utf8' });
    for (const name of Object.keys({ ...quirkDescriptions, ...authorityQuirkDescriptions }))
      expect(help).toMatch(new RegExp(`  ${name} +\\S`));
    expect(help).toContain('--macs=25');
    const wrong = spawnSync(process.execPath, ['dist/demo/main.js', '--quirk=nothing'], { encoding: 'utf8' });
    expect([wrong.status, wrong.stderr]).toEqual([1, expect.stringContaining("Unknown quirk 'nothing'")]);
  });
});

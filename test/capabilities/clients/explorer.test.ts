/** The explorer and Apollo Sandbox: what a browser gets, in the demo, in development and in production. */
import { readdirSync, readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fastify } from 'fastify';
import { startEmulator } from '../../../src/emulator/graph/index.js';
import { startProcess } from '../../support/process.js';
import { gatewayOver, type TestGateway } from '../../support/start.js';

type Graph = Awaited<ReturnType<typeof startEmulator>>;
let graph: Graph;
let demo: TestGateway;
let development: TestGateway;
let production: TestGateway;
beforeAll(async () => {
  graph = await startEmulator({ macs: 25 });
  demo = await gatewayOver(graph.url, { NODE_ENV: 'development' }, { demoToken: 'token-of-the-demo' });
  development = await gatewayOver(graph.url, { NODE_ENV: 'development' });
  production = await gatewayOver(graph.url, { NODE_ENV: 'production' }, { demoToken: 'token-of-the-demo' });
});
afterAll(async () => {
  for (const part of [demo, development, production, graph]) await part.stop();
});

const get = (gateway: TestGateway, path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(new URL(path, gateway.url), { headers: { 'accept-encoding': 'identity', ...headers } });

/** What Node finds instead of GraphiQL's files. */
const withoutGraphiql = `
  import { registerHooks } from 'node:module';
  registerHooks({
    resolve(specifier, context, next) {
      if (!specifier.includes('render-graphiql')) return next(specifier, context);
      throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
    },
  });
`;

const keyForm = /^explorer-[0-9a-f]{32}$/;
const keysForm = /explorer-[0-9a-f]{32}/g;

interface Options {
  readonly query?: string;
  readonly variables?: string;
  readonly endpoint: string;
  readonly shouldPersistHeaders: boolean;
  readonly headers?: string;
  readonly defaultTabs: readonly { readonly query: string; readonly variables?: string; readonly headers?: string }[];
}

/** What the start script gives to GraphiQL, on a page at `href`. */
async function optionsOf(gateway: TestGateway, where: Where = {}): Promise<ReturnType<typeof optionsFrom>> {
  return optionsFrom(await (await get(gateway, '/explorer/start.js')).text(), where);
}

interface Where {
  readonly href?: string;
  readonly tabState?: string;
}

function optionsFrom(
  script: string,
  { href = 'http://host.test/explorer', tabState }: Where = {},
): { options: Options; workerOf: (label: string) => string } {
  const rendered: Options[] = [];
  const stored: Record<string, string> = tabState === undefined ? {} : { 'graphiql:tabState': tabState };
  const page: Record<string, unknown> = {
    URL,
    location: { href },
    crypto,
    localStorage: {
      getItem: (name: string) => stored[name] ?? null,
      setItem: (name: string, value: string) => (stored[name] = value),
    },
    document: { querySelector: () => ({}) },
    YogaGraphiQL: { renderYogaGraphiQL: (_root: unknown, options: Options) => rendered.push(options) },
    addEventListener: (_type: string, listener: () => void) => {
      listener();
    },
  };
  runInNewContext(script, page);
  const { getWorkerUrl } = page['MonacoEnvironment'] as { getWorkerUrl: (module: string, label: string) => string };
  return { options: rendered[0] as Options, workerOf: (label) => getWorkerUrl('', label) };
}

describe('GET /explorer', () => {
  it('is a page that loads from this gateway alone, under a policy of its own', async () => {
    const page = await get(demo, '/explorer');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).toBe(
      "default-src 'none';script-src 'self';style-src 'self' 'unsafe-inline';font-src data:;img-src 'self' data:;connect-src 'self';worker-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none'",
    );
    const html = await page.text();
    const addresses = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address);
    expect(addresses).toEqual(['data:,', 'explorer/graphiql.css', 'explorer/start.js', 'explorer/graphiql.js']);
    expect(html).not.toContain('token-of-the-demo');
  });

  it.each([
    ['graphiql.js', 'text/javascript; charset=utf-8', 'YogaGraphiQL'],
    ['graphiql.css', 'text/css; charset=utf-8', '.graphiql-container'],
    ['editor.worker.js', 'text/javascript; charset=utf-8', 'onmessage'],
    ['json.worker.js', 'text/javascript; charset=utf-8', 'onmessage'],
    ['graphql.worker.js', 'text/javascript; charset=utf-8', 'onmessage'],
  ])('has the file %s, compressed and not, which a browser keeps and asks for', async (name, type, part) => {
    const plain = await get(demo, `/explorer/${name}`);
    const text = await plain.text();
    const etag = plain.headers.get('etag') ?? '';
    expect([plain.status, plain.headers.get('content-type'), plain.headers.get('cache-control')]).toEqual([
      200,
      type,
      'no-cache',
    ]);
    expect(plain.headers.get('vary')).toContain('accept-encoding');
    // Not the texts themselves: a failure would print megabytes.
    expect(text.includes(part)).toBe(true);

    const compressed = await get(demo, `/explorer/${name}`, { 'accept-encoding': 'br, gzip;q=0.8' });
    expect([compressed.headers.get('content-encoding'), compressed.headers.get('etag')]).toEqual(['gzip', etag]);
    expect((await compressed.text()) === text).toBe(true);
    const refused = await get(demo, `/explorer/${name}`, { 'accept-encoding': 'gzip;q=0, identity' });
    expect(refused.headers.get('content-encoding')).toBeNull();
    await refused.body?.cancel();

    const known = await get(demo, `/explorer/${name}`, { 'if-none-match': `"x", ${etag}` });
    expect([known.status, await known.text()]).toEqual([304, '']);
  });

  it('starts with every example that needs no key, with its variables, and with the token of the demo', async () => {
    const { options, workerOf } = await optionsOf(demo);
    const files = readdirSync('examples/operations').filter((name) => name.endsWith('.graphql'));
    const texts = files
      .filter((name) => name !== 'read.graphql')
      .map((name) => readFileSync(`examples/operations/${name}`, 'utf8'));
    expect(options.defaultTabs.map(({ query }) => query).toSorted()).toEqual(texts.toSorted());
    const create = options.defaultTabs.find(({ query }) => query.startsWith('mutation Create('));
    expect(JSON.parse(create?.variables ?? '')).toEqual({
      ...(JSON.parse(readFileSync('examples/operations/create.variables.json', 'utf8')) as object),
      key: expect.stringMatching(keyForm) as unknown,
    });
    expect(new Set(options.defaultTabs.map(({ headers }) => headers))).toEqual(
      new Set([JSON.stringify({ authorization: 'Bearer token-of-the-demo' }, null, 2)]),
    );
    // Browsers must not store the token.
    expect(options.shouldPersistHeaders).toBe(false);
    expect((await get(demo, '/explorer/start.js')).headers.get('cache-control')).toBe('no-store');
    expect(workerOf('graphql')).toBe('http://host.test/explorer/graphql.worker.js');
    expect(workerOf('editorWorkerService')).toBe('http://host.test/explorer/editor.worker.js');
  });

  it('gives each creation a key, another one at each visit, also in the tabs of an earlier visit', async () => {
    const texts = ['"key":', '"keys":'];
    const keysIn = (variables = ''): string[] => variables.match(keysForm) ?? [];
    const [first, second] = [await optionsOf(demo), await optionsOf(demo)].map(({ options }) => options);
    const creating = (first?.defaultTabs ?? []).filter(({ query }) => /^mutation/.test(query) && /create/.test(query));
    expect(creating).toHaveLength(3);
    for (const { variables } of creating) expect(texts.some((text) => variables?.includes(text))).toBe(true);
    const all = [first, second].flatMap((options) =>
      (options?.defaultTabs ?? []).flatMap(({ variables }) => keysIn(variables)),
    );
    expect(all).toHaveLength(6);
    expect(new Set(all).size).toBe(6);

    const before = `explorer-${'a'.repeat(32)}`;
    const tabs = [{ query: 'mutation { a }', variables: `{ "key": "${before}" }` }];
    const { options } = await optionsOf(demo, { tabState: JSON.stringify({ activeTabIndex: 0, tabs }) });
    expect(options.variables).toMatch(/^\{ "key": "explorer-[0-9a-f]{32}" \}$/);
    expect(options.variables).not.toContain(before);
  });

  it('runs its first example', async () => {
    const { options } = await optionsOf(demo);
    const { authorization } = JSON.parse(options.headers ?? '{}') as { authorization: string };
    expect(options.query).toBe(options.defaultTabs[0]?.query);
    const { json } = await demo.send(options.query ?? '', {}, { authorization });
    expect(json).toMatchObject({ data: { macOSSoftwareUpdateAccountSummaries: { totalCount: 25 } } });
  });

  it('shows no token outside the demo', async () => {
    const { options } = await optionsOf(development);
    expect(options.defaultTabs.length).toBeGreaterThan(5);
    expect([options.headers, ...options.defaultTabs.map(({ headers }) => headers)].filter(Boolean)).toEqual([]);
  });

  it('finds the gateway below a path of a proxy, and the tab that was open before', async () => {
    const tabState = JSON.stringify({ activeTabIndex: 1, tabs: [{}, { query: '{ a }', variables: '{ "b": 1 }' }] });
    const { options } = await optionsOf(demo, { href: 'https://host.test/reports/explorer?x=1', tabState });
    expect(options).toMatchObject({ endpoint: '/reports/graphql', query: '{ a }', variables: '{ "b": 1 }' });
    for (const broken of ['', 'null', '{}', '[', '{"tabs":[]}']) {
      expect((await optionsOf(demo, { tabState: broken })).options.query).toBe(options.defaultTabs[0]?.query);
    }
  });

  it.each(['/explorer', '/explorer/start.js', '/explorer/graphiql.js', '/explorer/package.json'])(
    'in production %s is an address as any other: 404',
    async (path) => {
      const [answer, other] = await Promise.all([get(production, path), get(production, '/other')]);
      const bodyOf = async (response: Response): Promise<unknown> =>
        ((await response.json()) as { errors: { message: string }[] }).errors.map(({ message }) => message);
      expect([answer.status, await bodyOf(answer)]).toEqual([404, await bodyOf(other)]);
      expect(answer.headers.get('content-security-policy')).toBe(other.headers.get('content-security-policy'));
    },
  );

  it.each(['/explorer/package.json', '/explorer/..%2fstart.js', '/explorer/__proto__', '/explorer/graphiql.js/x'])(
    'has no other file: %s',
    async (path) => {
      expect((await get(demo, path)).status).toBe(404);
    },
  );

  it('starts without examples, as in an image of the demo', async () => {
    const { addExplorer } = await import('../../../src/http/explorer/explorer.js');
    const server = fastify();
    addExplorer(server, { operations: [], token: 'a' });
    const { body } = await server.inject({ url: '/explorer/start.js' });
    expect(optionsFrom(body).options).toEqual({
      title: 'Reports',
      logo: '',
      shouldPersistHeaders: false,
      headers: JSON.stringify({ authorization: 'Bearer a' }, null, 2),
      endpoint: '/graphql',
    });
    await server.close();
  });

  it('is 404 where development dependencies are not installed, and the gateway serves', async () => {
    const command = ['--import', `data:text/javascript,${encodeURIComponent(withoutGraphiql)}`, 'dist/main.js'];
    const gateway = await startProcess({ GRAPH_BASE_URL: graph.url, NODE_ENV: 'development' }, command);
    const statusOf = async (path: string): Promise<number> => (await fetch(new URL(path, gateway.url))).status;
    const paths = ['/explorer', '/explorer/start.js', '/explorer/graphiql.js'];
    expect(await Promise.all(paths.map(statusOf))).toEqual([404, 404, 404]);
    expect(await statusOf('/live')).toBe(200);
    gateway.stop();
    await gateway.exit;
  });
});

describe('Apollo Sandbox', () => {
  const pageOf = async (gateway: TestGateway): Promise<string> =>
    (await get(gateway, '/graphql', { accept: 'text/html' })).text();

  it('starts with an operation that succeeds, and in the demo with its token', async () => {
    const html = await pageOf(demo);
    const { initialState } = JSON.parse(/embeddedSandboxConfig = (\{.*?\});\n/s.exec(html)?.[1] ?? '') as {
      initialState: { document: string; headers: Record<string, string> };
    };
    expect(initialState.document).toBe(readFileSync('examples/operations/page-of-reports.graphql', 'utf8'));
    expect(initialState.headers).toEqual({ authorization: 'Bearer token-of-the-demo' });
    expect(await pageOf(development)).toContain('PageOfReports');
    expect(await pageOf(development)).not.toContain('Bearer');
  });

  it('leads to the explorer while its scripts cannot be loaded, by a link that can be clicked', async () => {
    const html = await pageOf(demo);
    expect(html).toContain('<a href="explorer">The explorer of this gateway</a> needs no network.');
    expect(html).toContain('#embeddableSandbox:empty { pointer-events: none; }');
  });
});

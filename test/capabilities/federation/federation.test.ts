/** What a router gets from the subgraph: its SDL, and on request the times of an operation's fields. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Trace } from '@apollo/usage-reporting-protobuf';
import { listQuery, verifiedGateway, type Mode } from '../../support/authority.js';
import {
  gatewayOver,
  gatewayOverEmulator,
  scriptedGraph,
  token,
  type Answer,
  type TestGateway,
} from '../../support/start.js';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});
const start = async (environment: Record<string, string> = {}) => {
  const gateway = await gatewayOverEmulator({ macs: 3 }, environment);
  running.push(gateway);
  return gateway;
};
const sdlOf = async (gateway: TestGateway): Promise<string> => {
  // A router asks without a token.
  const { json } = await gateway.send('{ _service { sdl } }', {}, {});
  return (json.data?.['_service'] as { sdl: string }).sdl;
};
const scopesIn = (sdl: string): string[] =>
  [...new Set([...sdl.matchAll(/@requiresScopes\(scopes: ([^)]+)\)/g)].map(([, scopes = '']) => scopes))].sort();

describe('the SDL of the subgraph', () => {
  it('is the committed schema.graphql, also in production', async () => {
    const gateway = await start({ NODE_ENV: 'production' });
    expect((await sdlOf(gateway)).trim()).toBe(readFileSync('schema.graphql', 'utf8').trim());
  });

  it("names Graph's permissions, of which a caller needs one", async () => {
    const read = '[["DeviceManagementConfiguration.Read.All"], ["DeviceManagementConfiguration.ReadWrite.All"]]';
    const write = '[["DeviceManagementConfiguration.ReadWrite.All"]]';
    expect(scopesIn(await sdlOf(await start()))).toEqual([read, write]);
  });

  it.each<Mode>(['on-behalf-of', 'application'])(
    'names the permissions for the gateway itself in %s mode',
    async (mode) => {
      const gateway = await verifiedGateway(mode, { AUTH_READ_PERMISSIONS: 'Reports.Read,Reports.Write' });
      running.push(gateway);
      const sdl = await sdlOf(gateway);
      // The last one is on the types: a caller who may only write may see the result.
      expect(scopesIn(sdl)).toEqual(
        [
          '[["MacUpdates.ReadWrite.All"]]',
          '[["Reports.Read"], ["Reports.Write"]]',
          '[["Reports.Read"], ["Reports.Write"], ["MacUpdates.ReadWrite.All"]]',
        ].sort(),
      );
      expect(sdl).not.toContain('DeviceManagementConfiguration');
    },
  );

  it('requires nothing of callers with FEDERATION_AUTHORIZATION=off; the gateway still does', async () => {
    const gateway = await start({ FEDERATION_AUTHORIZATION: 'off' });
    const sdl = await sdlOf(gateway);
    expect(sdl).not.toMatch(/@authenticated|@requiresScopes/);
    expect(sdl).toContain('@tag(name: "write")');
    const { status } = await gateway.send(listQuery, {}, {});
    expect([status, gateway.graph.requests]).toEqual([401, []]);
  });

  it('is written to a file without authorization by an option of `npm run schema`', () => {
    const folder = mkdtempSync(join(tmpdir(), 'schema-'));
    const write = (...options: string[]): string => {
      const file = join(folder, 'subgraph.graphql');
      execFileSync(process.execPath, ['scripts/write-schema.js', ...options, file]);
      return readFileSync(file, 'utf8');
    };
    const committed = readFileSync('schema.graphql', 'utf8');
    expect(write()).toBe(committed);
    const without = write('--authorization=off');
    expect(without).toBe(
      committed
        .replace(', "@authenticated", "@requiresScopes"', '')
        .replace(/ @authenticated @requiresScopes\([^)]+\)/g, ''),
    );
    expect(() =>
      execFileSync(process.execPath, ['scripts/write-schema.js', '--authorization=off'], { stdio: 'pipe' }),
    ).toThrow('another file than schema.graphql');
    rmSync(folder, { recursive: true });
  });
});

describe('federated tracing', () => {
  const ask = (gateway: TestGateway, query = listQuery): Promise<Answer> =>
    gateway.send(query, {}, { authorization: `Bearer ${token}`, 'apollo-federation-include-trace': 'ftv1' });
  const traceOf = ({ json }: Answer): string | undefined =>
    (json as { extensions?: { ftv1?: string } }).extensions?.ftv1;

  it('is off: a client that requests it gets the response alone', async () => {
    const answer = await ask(await start());
    expect(answer.json.data).toBeDefined();
    expect(answer.json).not.toHaveProperty('extensions');
  });

  it('reports the fields and their times with FEDERATION_TRACING=on, only to clients that request it', async () => {
    const gateway = await start({ FEDERATION_TRACING: 'on' });
    const trace = Trace.decode(Buffer.from(traceOf(await ask(gateway)) ?? '', 'base64'));
    const [list] = trace.root?.child ?? [];
    expect([list?.responseName, list?.parentType]).toEqual(['macOSSoftwareUpdateAccountSummaries', 'Query']);
    expect(list?.endTime).toBeGreaterThan(list?.startTime ?? Infinity);
    expect((await gateway.send(listQuery)).json).not.toHaveProperty('extensions');
  });

  it("contains no token, no value and none of Graph's words", async () => {
    const secret = 'Contoso says: no';
    const graph = await scriptedGraph((_request, response) => {
      response.writeHead(403, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { code: 'Forbidden', message: secret } }));
    });
    const gateway = await gatewayOver(graph.url, { FEDERATION_TRACING: 'on' });
    running.push(gateway, graph);
    const answer = await ask(gateway, '{ macOSSoftwareUpdateAccountSummary(id: "secret-id") { displayName } }');
    expect(answer.json.errors?.[0]?.message).toContain(secret);
    const bytes = Buffer.from(traceOf(answer) ?? '', 'base64');
    const [failed] = Trace.decode(bytes).root?.child ?? [];
    expect(failed?.error?.map(({ message }) => message)).toEqual(['<masked>']);
    for (const text of [token, secret, 'secret-id', 'Forbidden', '127.0.0.1']) {
      expect(bytes.includes(text)).toBe(false);
    }
  });
});

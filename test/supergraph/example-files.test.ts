/** The files of examples/supergraph: those that are generated, and the configurations of routers that do not run here. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readConfig } from '../../src/config/config.js';
import { schemaShape } from '../../src/graphql/schema/build-schema.js';
import { folder, read } from './support/example.js';
import { relayedHeaders } from './support/relayed-headers.js';

describe('the files of the example', () => {
  const ports = { reports: 4401, devices: 4402, users: 4403 };

  it('are what npm run supergraph:compose writes', () => {
    expect(read('subgraphs/reports.graphql').trim()).toBe(schemaShape('off').sdl.trim());
    const directory = mkdtempSync(join(tmpdir(), 'supergraph-'));
    const file = join(directory, 'supergraph.graphql');
    const { status, stderr } = spawnSync(process.execPath, [`${folder}/compose.ts`, file], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    expect(readFileSync(file, 'utf8')).toBe(read('supergraph.graphql'));
    rmSync(directory, { recursive: true });
  });

  it('name the subgraphs of npm run supergraph, for rover and for wgc', () => {
    const rover = parse(read('apollo-router/supergraph.yaml')) as { subgraphs: Record<string, Source> };
    const cosmo = parse(read('cosmo/graph.yaml')) as { subgraphs: (Source & { name: string })[] };
    for (const [name, port] of Object.entries(ports)) {
      const wanted = {
        routing_url: `http://127.0.0.1:${port}/graphql`,
        schema: { file: `../subgraphs/${name}.graphql` },
      };
      expect(rover.subgraphs[name]).toEqual(wanted);
      expect(cosmo.subgraphs).toContainEqual({ name, ...wanted });
    }
    expect([Object.keys(rover.subgraphs), cosmo.subgraphs.length]).toEqual([Object.keys(ports), 3]);
  });

  it('relay, in every router, the token and the correlation headers', () => {
    // These two enable the times of fields by settings, not for any client that sends the header.
    const relayed = relayedHeaders.filter((name) => name !== 'apollo-federation-include-trace');
    expect(parse(read('apollo-router/router.yaml'))).toMatchObject({
      supergraph: { listen: '127.0.0.1:4400' },
      headers: { all: { request: { operations: relayed.map((named) => ({ propagate: { named } })) } } },
    });
    // In the spelling of Go's HTTP library.
    const cosmoHeaders = relayed.map((name) => name.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase()));
    expect(parse(read('cosmo/config.yaml'))).toMatchObject({
      listen_addr: '127.0.0.1:4400',
      headers: { all: { request: cosmoHeaders.map((named) => ({ op: 'propagate', named })) } },
    });
  });

  it('let Apollo Router wait longer than REQUEST_DEADLINE_MS of the reports', () => {
    const { traffic_shaping: shaping } = parse(read('apollo-router/router.yaml')) as {
      traffic_shaping: Record<'all' | 'router', { timeout: string }>;
    };
    const [subgraph = 0, operation = 0] = [shaping.all, shaping.router].map(({ timeout }) =>
      Number(/^(\d+)s$/.exec(timeout)?.[1]),
    );
    expect(subgraph * 1000).toBeGreaterThan(readConfig({}).http.requestDeadlineMs);
    expect(operation).toBeGreaterThan(subgraph);
  });

  it.each([
    ['cosmo/config.yaml', 'COSMO_TELEMETRY_DISABLED=true ./router '],
    ['cosmo/graph.yaml', 'COSMO_TELEMETRY_DISABLED=true npx wgc '],
    ['apollo-router/router.yaml', 'APOLLO_TELEMETRY_DISABLED=true ./router '],
    ['apollo-router/supergraph.yaml', 'APOLLO_TELEMETRY_DISABLED=true rover '],
  ])('have commands that report nothing: %s', (file, command) => {
    expect(read(file)).toContain(`\n#   ${command}`);
  });
});

interface Source {
  readonly routing_url: string;
  readonly schema: { readonly file: string };
}

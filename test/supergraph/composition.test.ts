import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { schemaShape } from '../../src/graphql/schema/build-schema.js';
import { compose, composers, type Subgraph } from './compose.js';
import { coordinatesOf } from './coordinates.js';

/** The addresses of the subgraphs of devices and users. */
const joined = 'examples/supergraph/subgraphs';
const fixtures = 'test/supergraph/fixtures';

const subgraph = (name: string, folder: string): Subgraph => ({
  name,
  sdl: readFileSync(`${folder}/${name}.graphql`, 'utf8'),
});
const reports: Subgraph = { name: 'reports', sdl: readFileSync('schema.graphql', 'utf8') };
const unguarded: Subgraph = { name: 'reports', sdl: schemaShape('off').sdl };
const devices = subgraph('devices', joined);
const users = subgraph('users', joined);
/** Has its own `PageInfo` and `DateTimeOffset`, and refers to reports. */
const tickets = subgraph('tickets', fixtures);
/** Computes a field of reports from one that requires permissions. */
const risks = subgraph('risks', fixtures);
/** Adds fields to categories and states, and leads to them by their keys. */
const notes = subgraph('notes', fixtures);

const combinations: [string, Subgraph[]][] = [
  ['alone', [reports]],
  ['alone, without authorization', [unguarded]],
  ['with devices and users', [reports, devices, users]],
  ['with a PageInfo and a DateTimeOffset of another subgraph', [reports, tickets]],
  ['with a field of another subgraph that requires one of a report', [reports, risks]],
  ['with fields and keys of categories and states in another subgraph', [reports, notes]],
  ['with all of them', [reports, devices, users, tickets, risks, notes]],
  ['with all of them, without authorization', [unguarded, devices, users, tickets, risks, notes]],
];

describe.each(composers)('the subgraph in a supergraph by %s', (composer) => {
  it.each(combinations)('composes %s, without errors, hints or warnings', (_with, subgraphs) => {
    const { supergraphSdl, problems } = compose(composer, subgraphs);
    expect(problems).toEqual([]);
    expect(supergraphSdl).toContain('createMacOSSoftwareUpdateAccountSummary');
  });

  it('would report a composition that fails', () => {
    const other = { name: 'other', sdl: reports.sdl.replaceAll('userPrincipalName: String', 'userPrincipalName: Int') };
    const { supergraphSdl, problems } = compose(composer, [reports, other]);
    expect(problems).not.toEqual([]);
    expect(supergraphSdl).toBe('');
  });

  const { supergraphSdl, routerConfiguration } = compose(composer, [reports, devices, users, tickets, notes]);
  const composed = coordinatesOf(supergraphSdl);
  const own = [...coordinatesOf(reports.sdl)];

  it('keeps every description', () => {
    const described = own.filter(([, { description }]) => description !== undefined);
    expect(described.length).toBeGreaterThan(150);
    const lost = described.filter(([at, { description }]) => composed.get(at)?.description !== description);
    expect(lost.map(([at]) => at)).toEqual([]);
    expect(composed.get('ManagedDevice')?.description).toBe('A Mac under management.');
  });

  const kept = (name: string): string[] => {
    const bearing = own.flatMap(([at, { directives }]) =>
      directives.filter((text) => new RegExp(`^@${name}\\b`).test(text)).map((text) => [at, text] as const),
    );
    expect(bearing).not.toHaveLength(0);
    return bearing.filter(([at, text]) => !composed.get(at)?.directives.includes(text)).map(([at]) => at);
  };

  it.each(['tag', 'authenticated', 'requiresScopes'])('keeps every @%s', (name) => {
    expect(kept(name)).toEqual([]);
  });

  it('keeps @specifiedBy where it keeps any', () => {
    // WunderGraph's supergraphs have none.
    expect(kept('specifiedBy')).toEqual(composer === 'wundergraph' ? ['DateTimeOffset'] : []);
  });

  it('gives the router every cost and size', () => {
    if (routerConfiguration === undefined) {
      expect([kept('cost'), kept('listSize')]).toEqual([[], []]);
      return;
    }
    expect(routerConfiguration.costs).toMatchObject({
      fieldWeights: {
        'Query.macOSSoftwareUpdateAccountSummaries': { weight: 10 },
        'Mutation.createMacOSSoftwareUpdateAccountSummaries': { argumentWeights: { inputs: 10 }, weight: 0 },
        'MacOSSoftwareUpdateAccountSummaryConnection.nodes': { weight: 0 },
      },
      listSizes: {
        'Query.macOSSoftwareUpdateAccountSummaries': { slicingArguments: ['first'], sizedFields: ['nodes', 'edges'] },
        'MacOSSoftwareUpdateAccountSummary.categorySummaries': { assumedSize: 4 },
      },
    });
  });

  it('protects what another subgraph leads to, by its type', () => {
    for (const kind of ['Account', 'Category', 'State']) {
      const { directives = [] } = composed.get(`MacOSSoftwareUpdate${kind}Summary`) ?? {};
      expect(directives.some((text) => text.startsWith('@requiresScopes'))).toBe(true);
    }
    if (routerConfiguration !== undefined) {
      expect(routerConfiguration.guarded).toEqual(
        expect.arrayContaining(['Ticket.report', 'Note.category', 'Note.state']),
      );
    }
  });

  it('requires nothing of callers if authorization is switched off', () => {
    const off = compose(composer, [unguarded, devices, users, tickets]);
    expect(/@(authenticated|requiresScopes)/.exec(off.supergraphSdl)).toBeNull();
    expect(off.routerConfiguration?.guarded ?? []).toEqual([]);
    expect(off.supergraphSdl).toContain('@tag(name: "write")');
  });
});

it('links the newest federation version that all of them know', () => {
  const later = { name: 'reports', sdl: reports.sdl.replace('federation/v2.9', 'federation/v2.10') };
  expect(later.sdl).not.toBe(reports.sdl);
  expect(composers.filter((composer) => compose(composer, [later]).problems.length > 0)).toEqual(['the guild']);
});

it('links the federation once, and imports what is used and nothing else', () => {
  for (const { sdl } of [reports, unguarded]) {
    const [, names = ''] = /@link\(url: "[^"]+", import: \[([^\]]*)\]\)/.exec(sdl) ?? [];
    expect(sdl.match(/@link\(/g)).toHaveLength(1);
    const standard = ['@specifiedBy', '@deprecated'];
    const used = [...coordinatesOf(sdl).values()].flatMap(({ directives }) =>
      directives.map((text) => text.replace(/\(.*/, '')).filter((name) => !standard.includes(name)),
    );
    expect(
      names
        .split(', ')
        .map((name) => name.replaceAll('"', ''))
        .sort(),
    ).toEqual([...new Set(used)].sort());
  }
});

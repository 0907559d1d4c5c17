/**
 * Three subgraphs to one supergraph, from their committed SDL.
 *
 * As a program it writes `supergraph.graphql`, or another file, for routers that read one. `npm run supergraph:compose` does both: it writes
 * the SDL of the reports' subgraph, without permissions (reports.ts says why), and composes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compositionHasErrors, composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { defaultPorts } from './ports.ts';

const sdlOf = {
  reports: 'subgraphs/reports.graphql',
  devices: 'subgraphs/devices.graphql',
  users: 'subgraphs/users.graphql',
};

export type SubgraphUrls = Readonly<Record<keyof typeof sdlOf, string>>;

/** Throws an Error with the composer's messages. */
export function compose(urls: SubgraphUrls): string {
  const names = Object.keys(sdlOf) as (keyof typeof sdlOf)[];
  const result = composeServices(
    names.map((name) => ({
      name,
      url: urls[name],
      typeDefs: parse(readFileSync(new URL(sdlOf[name], import.meta.url), 'utf8')),
    })),
  );
  if (!compositionHasErrors(result)) return result.supergraphSdl;
  throw new Error(`The subgraphs do not compose:\n${result.errors.map(({ message }) => `  - ${message}`).join('\n')}`);
}

export const defaultUrls: SubgraphUrls = {
  reports: `http://127.0.0.1:${defaultPorts.reports}/graphql`,
  devices: `http://127.0.0.1:${defaultPorts.devices}/graphql`,
  users: `http://127.0.0.1:${defaultPorts.users}/graphql`,
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = process.argv[2] ?? new URL('supergraph.graphql', import.meta.url);
  writeFileSync(file, `${compose(defaultUrls).trim()}\n`);
}

/** Composes running subgraphs into a supergraph: each tells its own SDL, as a registry or a router's development mode asks for it. */
import { composeServices as composeAsApollo } from '@apollo/composition';
import { composeServices as composeAsTheGuild } from '@theguild/federation-composition';
import { parse } from 'graphql';
import type { Subgraph } from './subgraph.js';

/** `_service` of a running subgraph. No token: an SDL is no secret of a caller. */
export async function sdlOf({ url }: Subgraph): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ _service { sdl } }' }),
  });
  const { data } = (await response.json()) as { data: { _service: { sdl: string } } };
  return data._service.sdl;
}

async function withSdl(subgraphs: readonly Subgraph[]) {
  return Promise.all(
    subgraphs.map(async (subgraph) => ({
      name: subgraph.name,
      url: subgraph.url,
      typeDefs: parse(await sdlOf(subgraph)),
    })),
  );
}

/** What `rover supergraph compose` runs. */
export async function apolloSupergraph(subgraphs: readonly Subgraph[]): Promise<string> {
  const { supergraphSdl, errors } = composeAsApollo(await withSdl(subgraphs));
  if (supergraphSdl === undefined) throw new AggregateError(errors ?? [], 'the subgraphs do not compose');
  return supergraphSdl;
}

/** What Hive's registry and its `mesh-compose` run. */
export async function hiveSupergraph(subgraphs: readonly Subgraph[]): Promise<string> {
  const { supergraphSdl, errors } = composeAsTheGuild(await withSdl(subgraphs));
  if (supergraphSdl === undefined) throw new AggregateError(errors ?? [], 'the subgraphs do not compose');
  return supergraphSdl;
}

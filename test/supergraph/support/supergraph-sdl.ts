/** The supergraph of running subgraphs: each serves its own SDL, as for a registry or a router's development mode. */
import { compose, type Composer } from '../compose.js';
import type { Subgraph } from './subgraph.js';

export async function supergraphSdl(composer: Composer, subgraphs: readonly Subgraph[]): Promise<string> {
  const services = await Promise.all(
    subgraphs.map(async (subgraph) => ({ name: subgraph.name, url: subgraph.url, sdl: await sdlOf(subgraph) })),
  );
  const { supergraphSdl: sdl, problems } = compose(composer, services);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return sdl;
}

/** `_service` of a running subgraph. Without a token, because registries and routers have none. */
export async function sdlOf({ url, sdlUrl = url }: Subgraph): Promise<string> {
  const response = await fetch(sdlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ _service { sdl } }' }),
  });
  const { data } = (await response.json()) as { data: { _service: { sdl: string } } };
  return data._service.sdl;
}

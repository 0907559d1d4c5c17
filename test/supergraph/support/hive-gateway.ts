/** Hive Gateway's runtime on node:http, on a free port. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { relayCancellation, relayChallenge, relayHeaders } from './hive-relay.js';
import type { RouterMake } from './router.js';
import { supergraphSdl } from './supergraph-sdl.js';

export const hiveGateway: RouterMake = {
  name: 'Hive Gateway',
  environment: {},
  async start(subgraphs, { relay = true, hive } = {}) {
    const runtime = createGatewayRuntime({
      supergraph: await supergraphSdl('the guild', subgraphs),
      logging: false,
      propagateHeaders: relayHeaders,
      ...hive,
      upstreamCancellation: relay && relayCancellation,
      plugins: () => (relay ? [relayChallenge()] : []),
    });
    const server = createServer((request, response) => void runtime(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
      async stop() {
        await new Promise<void>((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        });
        await runtime[Symbol.asyncDispose]();
      },
    };
  },
};

/** Serves a supergraph by Hive Gateway's runtime, as gateway.config.ts says. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { gatewayConfig } from './gateway.config.ts';
import { graceMs } from './grace.ts';
import type { Subgraph } from './subgraphs/serve.ts';

export async function serveGateway(supergraph: string, port: number): Promise<Subgraph> {
  const runtime = createGatewayRuntime({ ...gatewayConfig, supergraph, logging: 'error' });
  const server = createServer((request, response) => void runtime.handle(request, response));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, gatewayConfig.host, resolve));
  return {
    url: `http://${gatewayConfig.host}:${(server.address() as AddressInfo).port}/graphql`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      // A new connection without a request does not count as idle.
      setTimeout(() => server.closeAllConnections(), graceMs).unref();
      await closed;
      await runtime[Symbol.asyncDispose]();
    },
  };
}

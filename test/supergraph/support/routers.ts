/** The real gateways that the tests put in front of this subgraph, each composed with its own maker's composer. */
import { startApolloGateway } from './apollo-gateway.js';
import { startHiveGateway } from './hive-gateway.js';
import type { StartRouter } from './router.js';

export const routers: readonly (readonly [name: string, start: StartRouter])[] = [
  ['@apollo/gateway', startApolloGateway],
  ['Hive Gateway', startHiveGateway],
];

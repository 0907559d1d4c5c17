/** The real gateways that the tests put in front of this subgraph, each with its vendor's composer. */
import { apolloGateway } from './apollo-gateway.js';
import { hiveGateway } from './hive-gateway.js';
import type { RouterMake } from './router.js';

export const routers: readonly RouterMake[] = [apolloGateway, hiveGateway];

/** Every check, in the order in which they run. Each builds on what the ones before it have found. */
import type { Check } from './check.js';
import { authorityClock, authorityKeys } from './checks/authority-keys.js';
import { batch } from './checks/batch.js';
import { caller, exchange } from './checks/caller.js';
import { callerToken } from './checks/caller-token.js';
import { latency, throttling } from './checks/calls.js';
import { children } from './checks/children.js';
import { graphClock } from './checks/clock.js';
import { configuration, protections } from './checks/configuration.js';
import { count } from './checks/count.js';
import { credential } from './checks/credential.js';
import { expand } from './checks/expand.js';
import { filter } from './checks/filter.js';
import { functions, texts } from './checks/functions.js';
import { graphToken } from './checks/graph-token.js';
import { list } from './checks/list.js';
import { nameOf } from './checks/name.js';
import { order } from './checks/order.js';
import { links, top } from './checks/pages.js';
import { proxyTo } from './checks/proxy.js';
import { readOne } from './checks/read-one.js';
import { eviction, persistence, redis } from './checks/redis.js';
import { select } from './checks/select.js';
import { tlsOf } from './checks/tls.js';
import { mayWrite, writes } from './checks/writes.js';

export const checks: readonly Check[] = [
  ...[configuration, protections],
  ...(['graph', 'authority'] as const).flatMap((host) => [proxyTo(host), nameOf(host), tlsOf(host)]),
  ...[authorityKeys, authorityClock, credential, callerToken, caller, exchange, graphToken],
  ...[list, readOne, children, top, select, filter, order, count, expand, batch, mayWrite, latency, graphClock],
  ...[links, functions, texts, throttling],
  ...[writes],
  ...[redis, persistence, eviction],
];

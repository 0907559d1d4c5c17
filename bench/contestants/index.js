/** The contestants: the floor, this gateway as shipped, and what else people build GraphQL servers with. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { manifestPath } from './manifest.js';

const dockerfile = readFileSync(new URL('../../Dockerfile', import.meta.url), 'utf8');
const imageEnvironment = Object.fromEntries(
  Array.from(dockerfile.matchAll(/\b(NODE_OPTIONS|MALLOC_\w+)=(\S+)/g), ([, key, value]) => [key, value]),
);

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** The gateway as shipped: default settings, and what the image sets for Node and the C library. */
const gatewayOf = (name, title, main, environment = {}) => ({
  name,
  title,
  script: main,
  speaks: 'graphql',
  ready: '/ready',
  environment: { ...imageEnvironment, ...environment },
});

const proxy = (name, title) => ({ name, title, script: here('proxy.js'), speaks: 'rest' });

/** Their collector is the upstream, which takes everything. */
const tracing = (main) => [
  { ...gatewayOf('other-traces', 'this gateway, traces at 1 %', main), hasCollector: true },
  {
    ...gatewayOf('other-all-traces', 'this gateway, 50 traces a second', main, { OTEL_TRACES_SAMPLER: 'always_on' }),
    hasCollector: true,
  },
];

const both = (main) => ({
  ...gatewayOf('other-both', 'this gateway, `METRICS_PORT` and traces at 1 %', main, { METRICS_PORT: '0' }),
  hasCollector: true,
});

/**
 * `gateway` and `compare` are paths: another `main.js`, or a directory with its own `dist` to run as well.
 * @param {{ gateway?: string, compare: readonly string[], metrics?: boolean, traces?: boolean }} options
 */
export function contestantsWith({ gateway, compare, metrics = false, traces = false }) {
  const main = resolve(gateway ?? here('../../dist/main.js'));
  const others = compare.map((directory, index) =>
    gatewayOf(`other${index || ''}`, `gateway of ${directory}`, resolve(directory, 'dist/main.js')),
  );
  return [
    proxy('proxy', 'bare proxy'),
    proxy('proxy-again', 'bare proxy, a second process'),
    gatewayOf('gateway', 'this gateway', main),
    gatewayOf('gateway-again', 'this gateway, a second process', main),
    {
      ...gatewayOf('trusted', 'this gateway, trusted documents', main, { TRUSTED_DOCUMENTS: manifestPath() }),
      speaks: 'ids',
    },
    ...others,
    ...(metrics ? [gatewayOf('other-metrics', 'this gateway, `METRICS_PORT`', main, { METRICS_PORT: '0' })] : []),
    ...(traces ? tracing(main) : []),
    ...(metrics && traces ? [both(main)] : []),
    gatewayOf('expanding', 'this gateway, `GRAPH_EXPAND=nested`', main, { GRAPH_EXPAND: 'nested' }),
    { name: 'apollo', title: 'Apollo standalone + datasource-rest', script: here('apollo.js'), speaks: 'graphql' },
    { name: 'yoga', title: 'GraphQL Yoga + fetch', script: here('yoga.js'), speaks: 'graphql' },
    { name: 'mercurius', title: 'Mercurius + jit + undici', script: here('mercurius.js'), speaks: 'graphql' },
  ];
}

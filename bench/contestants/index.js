/** The contestants: the floor, this gateway as shipped, and what else people build GraphQL servers with. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** The gateway as shipped, with default settings only. */
const gatewayOf = (name, title, main, environment = {}) => ({
  name,
  title,
  script: main,
  speaks: 'graphql',
  ready: '/ready',
  environment,
});

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
    { name: 'proxy', title: 'bare proxy', script: here('proxy.js'), speaks: 'rest' },
    gatewayOf('gateway', 'this gateway', main),
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

/**
 * What each part of `src` may import besides itself: the arrows of ARCHITECTURE.md, checked while you type.
 *
 * Imports point down. A part that is missing here may import nothing but itself, so a new folder has to be added.
 */
import { readdirSync } from 'node:fs';

/** Files and folders directly below `src`, without their ending. */
export const arrows = {
  main: ['config', 'gateway', 'core', 'telemetry'],
  demo: ['config', 'gateway', 'emulator', 'telemetry'],
  gateway: ['config', 'auth', 'graph', 'graphql', 'http', 'summaries', 'redis', 'core', 'telemetry'],
  // The rate limit counts in Redis.
  http: ['graphql', 'redis', 'core', 'telemetry'],
  graphql: ['summaries', 'core', 'telemetry'],
  summaries: ['graph', 'core', 'telemetry'],
  graph: ['core', 'telemetry'],
  auth: ['core', 'telemetry'],
  redis: ['core', 'telemetry'],
  core: ['telemetry'],
  config: [],
  telemetry: [],
  emulator: [],
  'health-check': [],
  'write-schema': ['graphql', 'summaries'],
};

/** The parts that exist. */
export const parts = readdirSync(new URL('src', import.meta.url)).map((name) => name.replace(/\.ts$/, ''));

const pathOf = (part) => [`./src/${part}`, `./src/${part}.ts`];

/** Zones for `import-x/no-restricted-paths`. */
export const zones = parts.map((part) => ({
  target: pathOf(part),
  from: parts.filter((other) => other !== part && !(arrows[part] ?? []).includes(other)).flatMap(pathOf),
  message: `src/${part} may import ${(arrows[part] ?? []).join(', ') || 'nothing but itself'} (eslint.arrows.js).`,
}));

/**
 * What each part of `src` may import besides itself: the arrows of ARCHITECTURE.md, checked while you type.
 *
 * Imports point down. A part that is not listed here may import nothing but itself, so a new folder must be added.
 */
import { readdirSync } from 'node:fs';

/** Files and folders directly below `src`, without their ending. */
export const arrows = {
  main: ['node-version', 'run'],
  run: ['config', 'gateway', 'core', 'telemetry'],
  demo: ['node-version', 'config', 'gateway', 'doctor', 'emulator', 'started-parts', 'telemetry'],
  gateway: [
    'config',
    'started-parts',
    'auth',
    'graph',
    'graphql',
    'http',
    'summaries',
    'idempotency',
    'redis',
    'core',
    'telemetry',
  ],
  // The rate limit counts in Redis.
  http: ['graphql', 'idempotency', 'redis', 'core', 'telemetry'],
  graphql: ['summaries', 'idempotency', 'core', 'telemetry'],
  summaries: ['graph', 'idempotency', 'core', 'telemetry'],
  // The pace and the pauses of all replicas.
  graph: ['redis', 'core', 'telemetry'],
  auth: ['core', 'telemetry'],
  // The records of keys are in Redis.
  idempotency: ['redis', 'core', 'telemetry'],
  redis: ['core', 'telemetry'],
  core: ['telemetry'],
  config: [],
  'started-parts': [],
  telemetry: [],
  emulator: [],
  'health-check': ['config'],
  // It measures with the gateway's own parts, and no part knows it.
  doctor: ['node-version', 'config', 'auth', 'graph', 'redis', 'core', 'telemetry'],
  'node-version': [],
};

/**
 * The same for types alone. The types of credentials and of the modes of authentication are declared once, in `config`,
 * which reads them from the environment. `auth` takes them as they are, and reads nothing.
 */
export const typeArrows = { auth: ['config'] };

/** The parts that exist. */
export const parts = [
  ...new Set(readdirSync(new URL('src', import.meta.url)).map((name) => name.replace(/\.ts$/, ''))),
];

const allowed = (part) => [...(arrows[part] ?? []), ...(typeArrows[part] ?? [])];

const pathOf = (part) => [`./src/${part}`, `./src/${part}.ts`];

/** Zones for `import-x/no-restricted-paths`. */
export const zones = parts.map((part) => ({
  target: pathOf(part),
  from: parts.filter((other) => other !== part && !allowed(part).includes(other)).flatMap(pathOf),
  message: `src/${part} may import ${allowed(part).join(', ') || 'nothing but itself'} (eslint.arrows.js).`,
}));

/** Configurations of `@typescript-eslint/no-restricted-imports`, one for each part with such arrows. */
export const typeZones = Object.entries(typeArrows).map(([part, others]) => ({
  files: [`src/${part}/**/*.ts`],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: others.map((other) => ({
          group: [`**/${other}/**`],
          allowTypeImports: true,
          message: `src/${part} may import types alone from ${other} (eslint.arrows.js).`,
        })),
      },
    ],
  },
}));

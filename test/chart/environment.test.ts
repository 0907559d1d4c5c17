/** The gateway starts with the environment of each rendered pod. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from '@jest/globals';
import { environment as keys } from '../../src/config/environment.js';
import { lastStage, variablesOf } from '../support/image-recipe.js';
import { startProcess } from '../support/process.js';
import { mountedFolder, withWebhook, writeMounted } from './support/mounted.js';
import { releaseOf } from './support/pod.js';
import { valuesFiles } from './support/values.js';

const folder = mkdtempSync(join(tmpdir(), 'mounted-'));
const started: { readonly stop: () => void; readonly exit: Promise<unknown> }[] = [];
afterEach(async () => {
  for (const { stop, exit } of started.splice(0)) {
    stop();
    await exit;
  }
  rmSync(folder, { recursive: true, force: true });
});

it.each(valuesFiles)('%s', async (file) => {
  const { environment, container, podLabels, pod, find } = await releaseOf('--values', file);
  expect(
    container.env.map(({ name }) => name).filter((name) => name !== 'NODE_EXTRA_CA_CERTS' && !(name in keys)),
  ).toEqual([]);
  // A key that is there twice has the last value, which no reader expects.
  expect(container.env).toHaveLength(Object.keys(environment).length);
  await writeMounted(environment, folder);
  const token = join(folder, 'azure-identity-token');
  writeFileSync(token, 'a.b.c');
  const { annotations = {} } = find('ServiceAccount', pod.serviceAccountName)?.metadata ?? {};
  const variables = { ...variablesOf(lastStage), ...withWebhook(environment, podLabels, annotations, token) };
  const here = Object.entries(variables).map(([key, value]) => [key, value.replace(mountedFolder, folder)]);
  const gateway = await startProcess({
    ...(Object.fromEntries(here) as Record<string, string>),
    // Free ports, and no network but this machine's.
    PORT: '0',
    ...(environment['METRICS_PORT'] ? { METRICS_PORT: '0' } : {}),
    HTTPS_PROXY: 'http://127.0.0.1:9',
  });
  started.push(gateway);
  const { port } = new URL(gateway.url);
  expect((await fetch(`http://127.0.0.1:${port}/ready`)).status).toBe(200);
  expect(gateway.output()).not.toContain('The configuration may be wrong');
  expect(gateway.output().includes('"metricsUrl"')).toBe('METRICS_PORT' in environment);
});

it('values that the chart accepts and the gateway rejects are found', async () => {
  const values = 'image.repository=a,config.GRAPH_PACE_WRITES=2,config.GRAPH_PACE_REQUESTS=1';
  const { environment } = await releaseOf('--set', values);
  const starting = startProcess({ ...environment, PORT: '0', METRICS_PORT: '0' });
  await expect(starting).rejects.toThrow('the gateway ended with 78');
});

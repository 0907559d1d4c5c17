/** The doctor as a program: its streams, its exit code, signals, Azure's command line, and its demo. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startEmulator, type Emulator } from '../../src/emulator/graph/index.js';
import { doctorToken } from '../support/doctor.js';
import { until } from '../support/until.js';

let graph: Emulator;
let variables: Record<string, string>;
beforeAll(async () => {
  graph = await startEmulator({ macs: 5 });
  variables = { GRAPH_BASE_URL: graph.url, DOCTOR_TOKEN: doctorToken };
});
afterAll(() => graph.stop());

it('a reader that has left, as with `| head`, and a Ctrl-C do not leave a report behind', async () => {
  const other = await startEmulator({ macs: 1 });
  const child = spawn(process.execPath, ['dist/doctor.js', '--write', '--yes'], {
    env: { PATH: process.env['PATH'], ...variables, GRAPH_BASE_URL: other.url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.destroy();
  const isCreated = (): boolean => other.requests.some(({ method, path }) => method === 'POST' && path !== '/$batch');
  const closed = new Promise((resolve) => child.once('close', resolve));
  await until(isCreated);
  // So that the signal comes before the report is deleted.
  other.quirks.latencyMs = 1000;
  child.kill('SIGINT');
  expect(await closed).toBe(0);
  expect(other.accountSummaries()).toHaveLength(1);
  await other.stop();
});

interface Ran {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

async function run(words: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> {
  const child = spawn(process.execPath, [...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output, errors };
}

it('as a program: JSON on standard output alone, and its exit code', async () => {
  const { code, output, errors } = await run(['dist/doctor.js', '--json'], { PATH: process.env['PATH'], ...variables });
  expect([code, errors]).toEqual([0, '']);
  expect(JSON.parse(output)).toMatchObject({ format: 1, outcome: 'well', exitCode: 0 });
});

it('--azure-cli takes the token of the user who is signed in there, for Graph, and does not show it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-az-'));
  const answer = { accessToken: doctorToken, expires_on: 4_102_444_800, expiresOn: '2100-01-01 00:00:00.000000' };
  writeFileSync(
    join(folder, 'az'),
    `#!/bin/sh\necho "$*" > ${join(folder, 'asked')}\ncat <<'E'\n${JSON.stringify(answer)}\nE\n`,
    {
      mode: 0o755,
    },
  );
  const before = graph.requests.length;
  const { output } = await run(['dist/doctor.js', '--json', '--azure-cli'], {
    PATH: `${folder}:${process.env['PATH']}`,
    GRAPH_BASE_URL: graph.url,
  });
  const asked = readFileSync(join(folder, 'asked'), 'utf8');
  rmSync(folder, { recursive: true });
  expect(asked).toContain('account get-access-token');
  expect(asked).toContain('https://graph.microsoft.com');
  expect(graph.requests[before]?.headers['authorization']).toBe(`Bearer ${doctorToken}`);
  expect(output).toContain('from azure-cli, for https://graph.microsoft.com/.default');
  expect(output).not.toContain(doctorToken);
});

it.each(['forward', 'on-behalf-of', 'application'])('--demo needs no tenant, in %s mode', async (mode) => {
  const words = ['dist/demo/doctor.js', '--demo', `--auth=${mode}`, '--quirk=selectIgnored', '--json'];
  // The operator's own variables must not reach it.
  const env = {
    PATH: process.env['PATH'],
    GRAPH_BASE_URL: 'https://graph.microsoft.com/beta',
    AZURE_CLIENT_SECRET: 'mine',
  };
  const { code, output, errors } = await run(words, env);
  expect([code, errors]).toEqual([0, '']);
  const { findings } = JSON.parse(output) as { findings: { id: string; status: string }[] };
  expect(findings.find(({ id }) => id === 'graph.select')?.status).toBe('note');
});

/**
 * Pods as a node runs them, without Docker: bubblewrap gives the gateway a file system of its own that it cannot write, the user
 * 1000 without capabilities, no network, and exactly the environment and the files of the rendered pod.
 */
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { commandOf, lastStage, variablesOf } from '../support/image-recipe.js';
import { mountedFolder, writeMounted } from './support/mounted.js';
import { releaseOf } from './support/pod.js';
import { valuesFiles } from './support/values.js';

const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The programs' libraries, and what the image's last stage has. */
function fileSystem(mounted: string): string[] {
  const readable = (from: string, to = from): string[] => (existsSync(from) ? ['--ro-bind', from, to] : []);
  return [
    ...['/usr', '/lib', '/lib64', '/bin'].flatMap((path) => readable(path)),
    ...readable(process.execPath, '/opt/node'),
    ...['dist', 'node_modules', 'package.json'].flatMap((path) => readable(resolve(path), `/app/${path}`)),
    ...readable(resolve('test/chart/support/life.js'), '/opt/life.mjs'),
    ...readable(mounted, mountedFolder),
    ...['--proc', '/proc', '--dev', '/dev', '--dir', '/tmp', '--remount-ro', '/'],
  ];
}
const restricted = ['--unshare-all', '--uid', '1000', '--gid', '1000', '--cap-drop', 'ALL', '--die-with-parent'];
const canRun = spawnSync('bwrap', [...restricted, '--ro-bind', '/', '/', 'true']).status === 0;

interface Life {
  readonly output: string;
  readonly [what: string]: unknown;
}

async function lifeOf(name: string, stops: boolean, more: readonly string[] = []): Promise<Life> {
  const file = valuesFiles.find((each) => each.endsWith(`/${name}-values.yaml`)) ?? '';
  const { environment, pod } = await releaseOf('--values', file);
  const mounted = join(folder, name);
  await writeMounted(environment, mounted);
  const variables = Object.entries({ ...variablesOf(lastStage), ...environment });
  const parameters = [
    ...restricted,
    ...fileSystem(mounted),
    ...more,
    ...['--clearenv', ...variables.flatMap(([key, value]) => ['--setenv', key, value])],
    ...['--chdir', '/app', '/opt/node', '/opt/life.mjs'],
    ...[String(stops ? pod.terminationGracePeriodSeconds : 0), environment['METRICS_PORT'] ?? ''],
    ...commandOf(lastStage),
  ];
  return new Promise((fulfil, reject) => {
    execFile('bwrap', parameters, { maxBuffer: 16 * 1024 * 1024 }, (error, output, problems) =>
      error === null ? fulfil(JSON.parse(output) as Life) : reject(new Error(problems)),
    );
  });
}

if (!canRun) {
  it('bubblewrap is not installed here, or may not be used: this is left to a machine that has it, as CI does', () => {
    expect(canRun).toBe(false);
  });
} else {
  describe('in a sandbox', () => {
    it.each(['forward', 'application-secret', 'redis', 'everything'])(
      '%s: it starts with nothing to write, as user 1000, and its health check passes',
      async (name) => {
        const { output, ...life } = await lifeOf(name, false);
        expect(life).toEqual({ ready: 200, metrics: 200, healthCheck: '', writable: [], user: 1000 });
        expect(output).not.toContain('The configuration may be wrong');
      },
    );

    it('a folder that can be written would be found', async () => {
      expect(await lifeOf('forward', false, ['--tmpfs', '/tmp'])).toMatchObject({ writable: ['/tmp'] });
    });

    it('on SIGTERM it serves for the delay, says that it drains, and ends by itself within the grace period', async () => {
      const { exitCode, whileItDrains } = await lifeOf('forward', true);
      expect({ exitCode, whileItDrains }).toEqual({ exitCode: 0, whileItDrains: [503, 200] });
    });
  });
}

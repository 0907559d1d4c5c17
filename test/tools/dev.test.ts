/**
 * `npm run dev`, as processes, on a copy of the sources: it restarts after a change, and leaves nothing running however
 * it ends.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';

const copied = ['package.json', 'scripts', 'src', 'tsconfig.json', 'tsconfig.build.json', 'tsconfig.dev.json'];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dev-'));
  for (const name of copied) cpSync(name, join(folder, name), { recursive: true });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  // Without type checks, which would take longer than all the rest and are not tested here.
  const project = join(folder, 'tsconfig.dev.json');
  writeFileSync(project, readFileSync(project, 'utf8').replace('"incremental": true', '"noCheck": true'));
});
afterAll(() => rmSync(folder, { recursive: true }));

let running: ChildProcess | undefined;
afterEach(() => void running?.kill('SIGKILL'));

interface Development {
  readonly process: ChildProcess;
  /** The whole output once the text has occurred the given number of times. */
  printed(text: string, times?: number): Promise<string>;
  /** Resolves when every process that has the output has ended. */
  readonly ended: Promise<unknown>;
}

function start(command: string, ...parameters: string[]): Development {
  const child = spawn(command, parameters, {
    cwd: folder,
    env: { PATH: process.env['PATH'], PORT: '0', EMULATOR_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running = child;
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return {
    process: child,
    async printed(text, times = 1) {
      while (output.split(text).length <= times) await once(child.stdout, 'data');
      return output;
    },
    ended: once(child.stdout, 'close'),
  };
}

/** Of the gateway and of the emulator, for each time that they were started. */
const portsIn = (output: string): number[] =>
  [...output.matchAll(/^(?:Gateway|Emulated Graph|Local authority) +http:\/\/127\.0\.0\.1:(\d+)/gm)].map(([, port]) =>
    Number(port),
  );

const isOpen = (port: number): Promise<boolean> =>
  new Promise((answer) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      answer(true);
    }).on('error', () => answer(false));
  });

it('starts the demo again with a changed source, and ends it on SIGTERM', async () => {
  const dev = start(process.execPath, 'scripts/dev.js', '--macs=3');
  expect(await dev.printed('Create a report:')).toContain('with 3 reports');

  const welcome = join(folder, 'src/demo/welcome.ts');
  writeFileSync(welcome, readFileSync(welcome, 'utf8').replace('Create a report:', 'Make one:'));
  const ports = portsIn(await dev.printed('Make one:'));
  expect(await Promise.all(ports.map(isOpen))).toEqual([false, false, true, true]);

  const exit = once(dev.process, 'exit');
  dev.process.kill('SIGTERM');
  expect(await exit).toEqual([0, null]);
  await dev.ended;
  expect(await Promise.all(ports.map(isOpen))).toEqual([false, false, false, false]);
});

it.each<[string, NodeJS.Signals, ...string[]]>([
  ['npm is ended, and its shell with it', 'SIGTERM', 'npm', 'run', 'dev'],
  ['it is killed itself', 'SIGKILL', process.execPath, 'scripts/dev.js'],
])('leaves nothing running when %s', async (_how, signal, command, ...parameters) => {
  const dev = start(command, ...parameters);
  const ports = portsIn(await dev.printed('curl '));
  expect(await Promise.all(ports.map(isOpen))).toEqual([true, true]);

  dev.process.kill(signal);

  await dev.ended;
  expect(await Promise.all(ports.map(isOpen))).toEqual([false, false]);
});

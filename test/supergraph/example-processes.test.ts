/**
 * `npm run supergraph` as processes: its messages when it cannot start, and that nothing keeps running when it ends.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { freePort } from '../support/ports.js';
import type { GatewayProcess } from '../support/process.js';
import { until } from '../support/until.js';
import { anyPort, blocks, knock, portsOf, program, send, start, startMs } from './support/example.js';

const settings = ['PORT', 'REPORTS_PORT', 'DEVICES_PORT', 'USERS_PORT', 'EMULATOR_PORT'] as const;
const path = { PATH: process.env['PATH'] };
const nothingOpen = settings.map(() => 'ECONNREFUSED');
const knockAt = (ports: readonly number[]): Promise<string[]> => Promise.all(ports.map(knock));

async function freePorts(): Promise<Record<(typeof settings)[number], string>> {
  const ports = await Promise.all(settings.map(freePort));
  return Object.fromEntries(settings.map((setting, index) => [setting, String(ports[index])])) as never;
}

let supergraph: GatewayProcess | undefined;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  supergraph?.signal('SIGTERM');
  await supergraph?.exit;
  supergraph = undefined;
});

describe('npm run supergraph, on a signal', () => {
  it(
    'ends with all its parts on SIGTERM, though idle connections are open',
    async () => {
      supergraph = await start(await freePorts());
      const ports = portsOf(supergraph);
      expect(ports.length).toBe(settings.length);
      for (const port of ports) {
        const socket = connect(port, '127.0.0.1').on('error', () => undefined);
        sockets.push(socket);
        await once(socket, 'connect');
      }
      supergraph.signal('SIGTERM');
      expect(await supergraph.exit).toBe(0);
      expect(await knockAt(ports)).toEqual(nothingOpen);
    },
    startMs,
  );

  it(
    'ends with what runs by then, while it is still starting',
    async () => {
      const ports = await freePorts();
      const child = spawn(process.execPath, [program], { env: { ...path, ...ports }, stdio: 'ignore' });
      const exit = once(child, 'exit');
      await until(async () => (await knock(Number(ports.REPORTS_PORT))) === 'open');
      child.kill('SIGTERM');
      expect(await exit).toEqual([0, null]);
      expect(await knockAt(Object.values(ports).map(Number))).toEqual(nothingOpen);
    },
    startMs,
  );

  it(
    'ends when npm and its shell are gone',
    async () => {
      const ports = await freePorts();
      const shell = spawn('sh', ['-c', `"${process.execPath}" ${program}; exit $?`], {
        env: { ...path, ...ports, npm_lifecycle_event: 'supergraph' },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      await once(shell.stdout, 'data');
      // The program has the other end too.
      const ended = once(shell.stdout, 'close');
      shell.kill('SIGTERM');
      await ended;
      expect(await knockAt(Object.values(ports).map(Number))).toEqual(nothingOpen);
    },
    startMs,
  );
});

describe('npm run supergraph, when something is wrong', () => {
  it.each(settings)(
    'says that %s is taken and what to set, and leaves nothing running',
    async (setting) => {
      const ports = await freePorts();
      const server = createServer().listen(Number(ports[setting]), '127.0.0.1');
      await once(server, 'listening');
      const second = spawnSync(process.execPath, [program], { env: { ...path, ...ports }, encoding: 'utf8' });
      server.close();
      expect([second.status, second.stderr]).toEqual([
        1,
        expect.stringMatching(
          `^npm run supergraph failed: .*listen EADDRINUSE.* Set ${setting} to another port, or to 0 for any that is free.\n$`,
        ),
      ]);
      expect(await knockAt(Object.values(ports).map(Number))).toEqual(nothingOpen);
    },
    startMs,
  );

  it(
    'ends with exit code 1, and says so, when the process of the reports dies',
    async () => {
      const child = spawn(process.execPath, [program], { env: { ...path, ...anyPort } });
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      const closed = once(child, 'close');
      await until(() => stdout.includes('curl'));
      const { stdout: reports } = spawnSync('pgrep', ['-P', String(child.pid)], { encoding: 'utf8' });
      process.kill(Number(reports), 'SIGKILL');
      expect(await closed).toEqual([1, null]);
      expect(stderr).toBe('npm run supergraph failed: The subgraph of the reports ended by itself (SIGKILL).\n');
    },
    startMs,
  );
});

describe('GRAPH_BASE_URL of npm run supergraph', () => {
  it(
    'counts as absent when it is empty: the emulator starts',
    async () => {
      supergraph = await start({ GRAPH_BASE_URL: '' });
      expect(supergraph.output()).toMatch(/They read from Graph at +http:\/\/127\.0\.0\.1:\d+\/beta/);
      expect(portsOf(supergraph).length).toBe(settings.length);
    },
    startMs,
  );

  it(
    'may end with a slash',
    async () => {
      const graph = await start();
      supergraph = await start({ GRAPH_BASE_URL: `http://127.0.0.1:${portsOf(graph).at(-1)}/beta/` });
      const answer = await send(supergraph, blocks('graphql')[0] ?? '');
      graph.signal('SIGTERM');
      await graph.exit;
      expect(answer.json).toEqual(JSON.parse(blocks('json')[0] ?? ''));
    },
    startMs,
  );
});

/**
 * The gateway as a separate process, as in production (`node dist/main.js`) or as the scripts of package.json run it.
 */
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { withoutHaste } from './start.js';

export interface GatewayProcess {
  readonly url: string;
  /** Everything that it has printed so far. */
  readonly output: () => string;
  /** What reads its standard output. Paused, it is a reader that stalls; destroyed, one that is gone. */
  readonly reader: Readable;
  readonly exit: Promise<number | null>;
  /** Resolves when the log has this text. */
  readonly logged: (text: string) => Promise<void>;
  readonly signal: (name: NodeJS.Signals) => void;
  readonly stop: () => void;
}

/** A pipe for its standard output, instead of the socket that Node.js makes. */
export interface Pipe {
  readonly writeEnd: number;
  readonly reader: Readable;
}

/** Node compiles the product once for all processes of the tests, which saves a sixth of a start. */
const compiled = { NODE_COMPILE_CACHE: 'node_modules/.cache/compiled' };

export async function startProcess(
  environment: Record<string, string>,
  command: readonly string[] = ['dist/main.js'],
  says = 'The gateway listens',
  pipe?: Pipe,
): Promise<GatewayProcess> {
  const child = spawn(process.execPath, ['--enable-source-maps', ...command], {
    env: { PATH: process.env['PATH'], PORT: '0', ...compiled, ...withoutHaste(environment) },
    stdio: ['pipe', pipe?.writeEnd ?? 'pipe', 'pipe'],
  });
  const reader = pipe?.reader ?? child.stdout;
  if (reader === null) throw new Error('nothing reads what the gateway prints');
  let log = '';
  const waiting: { text: string; found: () => void }[] = [];
  reader.on('data', (chunk: Buffer) => {
    log += chunk.toString();
    for (const { text, found } of waiting) if (log.includes(text)) found();
  });
  const logged = (text: string): Promise<void> =>
    new Promise((found) => {
      waiting.push({ text, found });
      if (log.includes(text)) found();
    });
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await Promise.race([
    logged(says),
    exit.then((code) => {
      throw new Error(`the gateway ended with ${code}`);
    }),
  ]);
  return {
    url: /http:\/\/[^\s"]+\/graphql/.exec(log)?.[0] ?? '',
    output: () => log,
    reader,
    exit,
    logged,
    signal: (name) => void child.kill(name),
    stop: () => void child.kill('SIGKILL'),
  };
}

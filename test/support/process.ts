/** The gateway as a process of its own, as in production (`node dist/main.js`) or as the scripts of package.json run it. */
import { spawn } from 'node:child_process';
import { withoutLoadShedding } from './start.js';

export interface GatewayProcess {
  readonly url: string;
  /** Everything that it has printed so far. */
  readonly output: () => string;
  readonly exit: Promise<number | null>;
  /** Resolves when the log has this text. */
  readonly logged: (text: string) => Promise<void>;
  readonly signal: (name: NodeJS.Signals) => void;
  readonly stop: () => void;
}

export async function startProcess(
  environment: Record<string, string>,
  command: readonly string[] = ['dist/main.js'],
  says = 'The gateway listens',
): Promise<GatewayProcess> {
  const child = spawn(process.execPath, ['--enable-source-maps', ...command], {
    env: { PATH: process.env['PATH'], PORT: '0', ...withoutLoadShedding, ...environment },
  });
  let log = '';
  const waiting: { text: string; found: () => void }[] = [];
  child.stdout.on('data', (chunk: Buffer) => {
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
    exit,
    logged,
    signal: (name) => void child.kill(name),
    stop: () => void child.kill('SIGKILL'),
  };
}

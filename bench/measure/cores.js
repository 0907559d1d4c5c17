/** Core 0 is for the measured process, core 1 for everything else, if `taskset` is available. */
import { execFileSync, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

export const pinned =
  process.platform === 'linux' &&
  availableParallelism() > 1 &&
  spawnSync('taskset', ['-c', '0', 'true'], { stdio: 'ignore' }).status === 0;

/** The command that runs another command on one core, or on several as in `0,1`. */
export const onCore = (core, [command, ...parameters]) =>
  pinned ? ['taskset', '-c', String(core), command, ...parameters] : [command, ...parameters];

/** This process and the processes that it starts from now on. */
export function moveAside() {
  if (pinned) execFileSync('taskset', ['-a', '-c', '-p', '1', String(process.pid)], { stdio: 'ignore' });
}

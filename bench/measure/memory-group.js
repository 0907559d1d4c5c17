/** Control groups of Linux: a memory limit as that of a container. They need root. */
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Version 2 of control groups has one hierarchy for all, version 1 one for memory. */
const hierarchy = existsSync('/sys/fs/cgroup/cgroup.controllers')
  ? { root: '/sys/fs/cgroup', limit: 'memory.max', peak: 'memory.peak' }
  : { root: '/sys/fs/cgroup/memory', limit: 'memory.limit_in_bytes', peak: 'memory.max_usage_in_bytes' };

export function canLimitMemory() {
  try {
    accessSync(hierarchy.root, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** A new group. `remove` needs all its processes to have ended. */
export function memoryGroup(mebibytes) {
  const group = join(hierarchy.root, `gateway-${process.pid}-${mebibytes}`);
  mkdirSync(group);
  writeFileSync(join(group, hierarchy.limit), String(mebibytes * 1024 * 1024));
  return {
    /** The command that runs another command within the limit. */
    within: (command) => ['sh', '-c', `echo $$ > ${group}/cgroup.procs && exec "$0" "$@"`, ...command],
    peakMiB: () => Math.round(Number(readFileSync(join(group, hierarchy.peak), 'utf8')) / 1024 / 1024),
    remove: () => rmdirSync(group),
  };
}

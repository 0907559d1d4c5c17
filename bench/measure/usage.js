/** What a process has used, seen from outside, so that nothing is added to what is measured. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/**
 * User and system time in microseconds. Linux counts the nanoseconds of each thread; elsewhere `ps` knows hundredths of a
 * second, or whole seconds.
 */
export function cpuMicroseconds(pid) {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    return tasks.reduce((sum, task) => sum + firstNumber(`/proc/${pid}/task/${task}/schedstat`) / 1000, 0);
  } catch {
    const parts = ps(pid, 'time').split(/[-:]/).reverse().map(Number);
    return [1, 60, 3600, 86_400].reduce((sum, unit, index) => sum + (parts[index] ?? 0) * unit * 1e6, 0);
  }
}

const firstNumber = (path) => Number(readFileSync(path, 'utf8').split(' ', 1)[0]);

/** Resident memory in MiB. */
export function residentMiB(pid) {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
  } catch {
    return Number(ps(pid, 'rss')) / 1024;
  }
}

function ps(pid, column) {
  return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();
}

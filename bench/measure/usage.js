/** The resources that a process and its children have used, measured from outside, so that nothing is added to them. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/**
 * User and system time in microseconds. Linux counts the nanoseconds of each thread; elsewhere `ps` has hundredths of a
 * second, or whole seconds.
 */
export function cpuMicroseconds(pid) {
  try {
    return familyOf(pid).reduce((sum, member) => sum + nanosecondsOf(member) / 1000, 0);
  } catch {
    const parts = ps(pid, 'time').split(/[-:]/).reverse().map(Number);
    return [1, 60, 3600, 86_400].reduce((sum, unit, index) => sum + (parts[index] ?? 0) * unit * 1e6, 0);
  }
}

/** Resident memory in MiB. */
export function residentMiB(pid) {
  try {
    return familyOf(pid).reduce((sum, member) => sum + kibibytesOf(member) / 1024, 0);
  } catch {
    return Number(ps(pid, 'rss')) / 1024;
  }
}

const text = (path) => readFileSync(path, 'utf8');
const threadsOf = (pid) => readdirSync(`/proc/${pid}/task`);

function familyOf(pid) {
  const children = threadsOf(pid).flatMap((thread) => {
    try {
      return text(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean);
    } catch {
      return []; // a kernel without this file
    }
  });
  return [pid, ...children.flatMap(familyOf)];
}

function nanosecondsOf(pid) {
  return threadsOf(pid).reduce(
    (sum, thread) => sum + Number(text(`/proc/${pid}/task/${thread}/schedstat`).split(' ', 1)[0]),
    0,
  );
}

const kibibytesOf = (pid) => Number(/^VmRSS:\s+(\d+) kB$/m.exec(text(`/proc/${pid}/status`))?.[1]);

function ps(pid, column) {
  return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();
}

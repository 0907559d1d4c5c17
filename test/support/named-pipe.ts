/**
 * A pipe as a container platform or a shell creates it; between two Node.js processes Node.js uses a socket instead.
 */
import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pipe } from './process.js';

export function namedPipe(): Pipe & { readonly stop: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'pipe-'));
  const path = join(folder, 'standard-output');
  execFileSync('mkfifo', [path]);
  const reader = new Socket({ fd: openSync(path, constants.O_RDONLY | constants.O_NONBLOCK), readable: true });
  const writeEnd = openSync(path, constants.O_WRONLY);
  return {
    writeEnd,
    reader,
    stop: () => {
      reader.destroy();
      closeSync(writeEnd);
      rmSync(folder, { recursive: true });
    },
  };
}

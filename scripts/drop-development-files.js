/**
 * `node scripts/drop-development-files.js DIRECTORY …`: deletes source maps and type declarations below each directory.
 *
 * No program reads them at run time, and they are almost half of the size of the production dependencies. It is meant
 * for an image, not for a checkout that is in use.
 */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const unread = /\.(?:map|d\.[cm]?ts)$/;

for (const directory of process.argv.slice(2)) {
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && unread.test(entry.name)) rmSync(join(entry.parentPath, entry.name));
  }
}

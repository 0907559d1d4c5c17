/**
 * `npm run check:generated`: runs `npm run generate`, and fails if that changes, adds or deletes any file of the
 * repository.
 *
 * Files are compared by content, before and after, so that changes need not be committed or staged to be checked.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

/** Every file that is in the repository, or would be with `git add --all`. */
function snapshot() {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  });
  const files = listed.split('\0').filter((file) => file !== '' && existsSync(file));
  return new Map(files.map((file) => [file, createHash('sha256').update(readFileSync(file)).digest('hex')]));
}

const before = snapshot();
// As one text, because npm is a script of the shell on Windows.
execFileSync('npm run --silent generate', { stdio: 'inherit', shell: true });
const after = snapshot();
const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
  (file) => before.get(file) !== after.get(file),
);
if (changed.length > 0) {
  console.error(
    `These files were out of date and have been written; commit them:\n${changed.map((file) => `  ${file}\n`).join('')}`,
  );
  process.exitCode = 1;
}

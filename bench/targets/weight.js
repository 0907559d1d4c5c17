/**
 * The size of an installation: what `npm run build` writes, and what `npm ci --omit=dev` installs, package by package.
 * Once as npm installs it, once as in the image, without files that no program reads.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Returns { dist, packages: [[name, bytes, bytes in the image]], total, image } in bytes, the largest packages first.
 */
export function weight() {
  const directory = mkdtempSync(join(tmpdir(), 'bench-weight-'));
  try {
    for (const file of ['package.json', 'package-lock.json', '.npmrc'])
      copyFileSync(join(root, file), join(directory, file));
    // As one text, because npm is a script of the shell on Windows.
    execFileSync('npm ci --omit=dev --no-audit --no-fund --loglevel=error', {
      cwd: directory,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: true,
    });
    const modules = join(directory, 'node_modules');
    const shipped = join(directory, 'dist');
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const build = [compiler, '-p', join(root, 'tsconfig.build.json'), '--outDir', shipped];
    execFileSync(process.execPath, build, { stdio: ['ignore', 'inherit', 'inherit'] });
    const [dist, total, installed] = [bytesIn(shipped), bytesIn(modules) + bytesIn(shipped), packagesIn(modules, '')];
    execFileSync(process.execPath, [join(root, 'scripts/drop-development-files.js'), modules, shipped]);
    const image = bytesIn(modules) + bytesIn(shipped);
    const slim = new Map(packagesIn(modules, ''));
    const packages = installed
      // The image drops some packages whole.
      .map(([name, bytes]) => [name, bytes, slim.get(name) ?? 0])
      .toSorted(([, one], [, other]) => other - one);
    return { dist: [dist, bytesIn(shipped)], packages, total, image };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Each package with the packages inside it. */
function packagesIn(modules, scope) {
  return readdirSync(modules)
    .filter((name) => existsSync(join(modules, name, 'package.json')) || name.startsWith('@'))
    .flatMap((name) =>
      name.startsWith('@') && scope === ''
        ? packagesIn(join(modules, name), `${name}/`)
        : [[`${scope}${name}`, bytesIn(join(modules, name))]],
    );
}

function bytesIn(path) {
  const status = lstatSync(path);
  if (!status.isDirectory()) return status.isSymbolicLink() ? 0 : status.size;
  return readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0);
}

/** The image cannot be built where the tests run, so they read its Dockerfile and run its steps. */
import { execSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

export const recipe = readFileSync('Dockerfile', 'utf8');
export const lastStage = recipe.slice(recipe.lastIndexOf('\nFROM '));

export function stageOf(name: string): string {
  return new RegExp(`^FROM .* AS ${name}$[^]*?(?=^FROM )`, 'm').exec(recipe)?.[0] ?? '';
}

/** What the image's programs find in their environment. */
export function variablesOf(stage: string): Record<string, string> {
  const lines = [...stage.matchAll(/^ENV (.*)$/gm)].map(([, line = '']) => line).join(' ');
  return Object.fromEntries(
    [...lines.matchAll(/(\w+)=(\S+)/g)].map(([, key = '', value = '']) => [key, value] as const),
  );
}

/** Of `CMD`, without `node` itself. */
export function commandOf(stage: string): string[] {
  const [, command = '[]'] = /^CMD (\[.*\])$/m.exec(stage) ?? [];
  return (JSON.parse(command) as string[]).slice(1);
}

/** Runs the steps of a stage, with the packages of this checkout if it has none. */
export function build(directory: string, name: string, steps: readonly string[] = ['COPY', 'RUN']): void {
  const packages = join(directory, 'node_modules');
  if (!existsSync(packages)) symlinkSync(resolve('node_modules'), packages);
  for (const [, step = '', words = ''] of stageOf(name).matchAll(/^(COPY|RUN) (?!npm ci)(.*)$/gm)) {
    if (!steps.includes(step)) continue;
    if (step === 'RUN') execSync(words, { cwd: directory, stdio: 'pipe' });
    else copyInto(directory, words.split(' '));
  }
}

/** The last stage, whose other stages are in folders with their names below `stages`. */
export function assemble(directory: string, stages: string): void {
  for (const [, from, words = ''] of lastStage.matchAll(/^COPY (?:--from=(\w+) )?(.*)$/gm)) {
    const source = from === undefined ? undefined : join(stages, from);
    const within = (path: string): string => path.replace(/^\/app/, source ?? '');
    copyInto(
      directory,
      words.split(' ').map((word, at, { length }) => (at + 1 < length ? within(word) : word)),
    );
  }
}

/** What `npm ci --omit=dev` installs: it puts each package where the lock says. */
export function copyProductionPackages(directory: string): void {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean }>;
  };
  for (const [path, { dev, devOptional }] of Object.entries(packages)) {
    if (path === '' || dev === true || devOptional === true || !existsSync(path)) continue;
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    // Nested packages have entries of their own.
    cpSync(path, join(directory, path), {
      recursive: true,
      filter: (file) => file === path || basename(file) !== 'node_modules',
    });
  }
}

/** COPY of a Dockerfile: a folder's contents, or files into a folder. */
function copyInto(directory: string, words: readonly string[]): void {
  const destination = join(directory, words.at(-1) ?? '');
  for (const source of words.slice(0, -1)) {
    const isFolder = statSync(source).isDirectory();
    cpSync(source, isFolder ? destination : join(destination, basename(source)), { recursive: true });
  }
}

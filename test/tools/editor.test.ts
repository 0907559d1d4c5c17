/** What the settings for VS Code start exists. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

interface Launch {
  readonly name: string;
  readonly runtimeExecutable: string;
  readonly program: string;
  readonly preLaunchTask?: string;
}

const { configurations } = JSON.parse(readFileSync('.vscode/launch.json', 'utf8')) as { configurations: Launch[] };
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

it.each(configurations.map((launch) => [launch.name, launch] as const))('%s', (_name, launch) => {
  for (const path of [launch.runtimeExecutable, launch.program]) {
    expect([path, existsSync(path.replace('${workspaceFolder}/', ''))]).toEqual([path, true]);
  }
  if (launch.preLaunchTask !== undefined) expect(scripts).toHaveProperty(launch.preLaunchTask.replace(/^npm: /, ''));
});

it('every npm script that docs/development.md names exists', () => {
  const names = [...readFileSync('docs/development.md', 'utf8').matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !Object.hasOwn(scripts, name ?? ''))).toEqual([]);
});

/** A Node that is too old is reported in one sentence, before it loads what it may not understand. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { nodeFault } from '../../src/node-version.js';

const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };

it.each(['22.19.0', '22.20.1', '23.0.0', '24.21.0', '100.1.0'])('Node %s will do', (version) => {
  expect(nodeFault(version)).toBeUndefined();
});

it.each(['20.20.2', '22.18.9', '22.2.0', '0.12.18', '8.0.0'])('Node %s is too old', (version) => {
  expect(nodeFault(version)).toBe(`The gateway needs Node 22.19 or newer; this is Node ${version}.`);
});

it('the oldest Node is that of package.json', () => {
  expect(engines.node).toBe('>=22.19');
});

describe.each([
  ['main', 78],
  ['demo/main', 1],
])('dist/%s.js', (program, code) => {
  it(`ends with the sentence and exit code ${code}, though its configuration is wrong too`, () => {
    const older = 'data:text/javascript,Object.defineProperty(process.versions, "node", { value: "20.20.2" })';
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', older, `dist/${program}.js`], {
      encoding: 'utf8',
      env: { PORT: 'x' },
    });
    expect([status, stdout, stderr]).toEqual([
      code,
      '',
      'The gateway needs Node 22.19 or newer; this is Node 20.20.2.\n',
    ]);
  });

  it('imports nothing before that but the check, which imports nothing', () => {
    const importsOf = (file: string): string[] =>
      ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles.map(({ fileName }) => fileName);
    expect(importsOf(`dist/${program}.js`)).toEqual([expect.stringMatching(/^\.\.?\/node-version\.js$/), './run.js']);
    expect(readFileSync(`dist/${program}.js`, 'utf8')).toContain("await import('./run.js')");
    expect(importsOf('dist/node-version.js')).toEqual([]);
  });
});

/** The inner loop: some tests, immediately, without flags. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

const environment = { PATH: process.env['PATH'], CI: 'true' };
const run = (...parameters: string[]): { status: number | null; stderr: string } =>
  spawnSync(process.execPath, parameters, { encoding: 'utf8', env: environment });
const file = 'test/units/retry-budget.test.ts';
const jest = 'node_modules/.bin/jest';
const testOnly = 'scripts/test-only.js';

it('jest without a flag runs a file, and ends with its exit code', () => {
  const { status, stderr } = run(jest, file);
  expect([status, stderr]).toEqual([0, expect.stringMatching(/^Tests: +\d+ passed, \d+ total$/m)]);
  expect(run(jest, 'no-test-has-this-name').status).toBe(1);
});

it('test:only finds the file of a test by its name alone', () => {
  const [, name = ''] = /it\('([^']+)'/.exec(readFileSync(file, 'utf8')) ?? [];
  expect(name.length).toBeGreaterThan(10);
  const { status, stderr } = run(testOnly, '-t', name);
  expect([status, stderr]).toEqual([0, expect.stringMatching(/^Tests: +\d+ skipped, 1 passed, \d+ total$/m)]);
  expect(stderr).toContain('Test Suites: 1 passed, 1 total');
});

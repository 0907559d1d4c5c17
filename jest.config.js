/**
 * Jest finds and reports the tests. They run in Node itself instead of Jest's sandbox, which loads every module again for
 * each test file: docs/adr/0029-tests-run-in-node.md.
 */
import { availableParallelism } from 'node:os';

export default {
  runner: 'jest-light-runner',
  setupFiles: ['<rootDir>/test/runner/setup.js'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // They have separate configurations: `npm run test:supergraph`, `test:clients` and so on.
  testPathIgnorePatterns: [
    '/node_modules/',
    ...['supergraph', 'clients', 'browser', 'tools', 'processes', 'observability', 'scale', 'chart'].map(
      (name) => `<rootDir>/test/${name}/`,
    ),
  ],
  watchPathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/coverage/'],
  // `npm run mutation` copies the repository to this folder.
  modulePathIgnorePatterns: ['<rootDir>/coverage/'],
  // For `--watch`, which finds the tests of a changed file.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  // Many tests mostly wait, so more workers than cores are quicker.
  maxWorkers: availableParallelism() + 2,
  globalSetup: '<rootDir>/test/support/fresh-build.js',
};

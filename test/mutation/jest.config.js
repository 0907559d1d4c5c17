/**
 * The tests that judge a change: those of the changed rules alone, which take milliseconds, load little and need no build.
 *
 * Stryker changes the sources and follows which test reaches what, so here Jest's own sandbox runs the sources.
 */
import { changed, testsOf } from './rules.js';

export default {
  rootDir: '../..',
  testEnvironment: 'node',
  setupFiles: ['reflect-metadata'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': '<rootDir>/test/mutation/transform.js',
  },
  testMatch: testsOf(changed).map((file) => `<rootDir>/${file}`),
  // Stryker's copies of the repository are in this folder.
  modulePathIgnorePatterns: ['<rootDir>/coverage/'],
  // A busy machine may be ten times slower than an idle one.
  testTimeout: 120_000,
};

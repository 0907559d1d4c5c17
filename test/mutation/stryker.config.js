/** `npm run mutation`: changes the pure rules, one place at a time, and sees whether a test notices. */
import { rules } from './rules.js';

// Property tests try less than they do elsewhere: each of them runs hundreds of times here.
process.env.FUZZ_RUNS ??= '100';

export default {
  mutate: rules,
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  plugins: ['@stryker-mutator/jest-runner'],
  jest: { projectType: 'custom', configFile: 'test/mutation/jest.config.js' },
  coverageAnalysis: 'perTest',
  // A change of a constant is looked at by all tests of its file, which takes long and is worth it.
  warnings: { slow: false },
  thresholds: { high: 95, low: 90, break: 90 },
  ignorePatterns: ['/bench', '/docs', '/examples', '/test/supergraph', '/test/capabilities', '/test/contract'],
  // `-- --incremental` looks at what has changed since the last run alone.
  incrementalFile: 'coverage/mutation/incremental.json',
  tempDirName: 'coverage/mutation/sandbox',
  reporters: ['clear-text', 'progress-append-only', 'json', 'html'],
  clearTextReporter: { logTests: false, reportTests: false },
  jsonReporter: { fileName: 'coverage/mutation/report.json' },
  htmlReporter: { fileName: 'coverage/mutation/report.html' },
};

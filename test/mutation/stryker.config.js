/** One run of Stryker: run.js starts one for each rule. */
import { changed } from './rules.js';

const report = process.env.MUTATION_REPORT ?? 'coverage/mutation/all.json';

// Property tests try less than they do elsewhere: each of them runs hundreds of times here.
process.env.FUZZ_RUNS ??= '100';

export default {
  mutate: changed,
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  plugins: ['@stryker-mutator/jest-runner'],
  jest: { projectType: 'custom', configFile: 'test/mutation/jest.config.js' },
  coverageAnalysis: 'perTest',
  // A busy machine may be many times slower than it was in the first run, and a test that is late counts as one that noticed.
  timeoutMS: 10_000,
  // Jest never frees the ES modules of a run, and a process that has grown by gigabytes only collects garbage.
  maxTestRunnerReuse: 30,
  // A change of a constant is judged by all tests of the rule, which takes long and is worth it.
  warnings: { slow: false },
  // run.js judges the score.
  thresholds: { high: 95, low: 90, break: null },
  ignorePatterns: [
    '/bench',
    '/coverage',
    '/docs',
    '/examples',
    '/test/supergraph',
    '/test/capabilities',
    '/test/contract',
  ],
  tempDirName: report.replace(/\.json$/, '-sandbox'),
  reporters: ['clear-text', 'progress-append-only', 'json', 'html'],
  clearTextReporter: { logTests: false, reportTests: false },
  jsonReporter: { fileName: report },
  htmlReporter: { fileName: report.replace(/\.json$/, '.html') },
};

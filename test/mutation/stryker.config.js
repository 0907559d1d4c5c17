/**
 * `npm run mutation`: changes the pure rules, one place at a time, and sees whether a test notices.
 *
 * A rule belongs here when it decides something without waiting for anything: it has tests in test/units that take
 * milliseconds, since they run once for each change. Nothing of what runs here needs a server.
 */
import { existsSync } from 'node:fs';

const rules = [
  'src/core/challenge.ts',
  'src/core/claims.ts',
  'src/core/cut.ts',
  'src/core/retry-after.ts',
  'src/core/secret.ts',
  'src/core/token-spelling.ts',
  'src/graph/graph-list.ts',
  'src/graph/graph-words.ts',
  'src/graph/object-id.ts',
  'src/graph/odata.ts',
  'src/graph/option-rejection.ts',
  'src/graph/page-link.ts',
  'src/graph/page-sizes.ts',
  'src/graph/paging.ts',
  'src/graph/policies/may-retry.ts',
  'src/graph/policies/retry-budget.ts',
  'src/graph/relayed-challenge.ts',
  'src/graphql/limits/json-bytes.ts',
  'src/summaries/listing/cursor.ts',
  'src/summaries/listing/filter-condition.ts',
  'src/summaries/listing/filter-size.ts',
  'src/summaries/listing/instant.ts',
  'src/summaries/listing/marks.ts',
  'src/summaries/listing/matching.ts',
  'src/summaries/listing/order-check.ts',
  'src/summaries/listing/order.ts',
  'src/summaries/resource/wire-reader.ts',
  'src/summaries/schema/date-time-offset.ts',
];

// Stryker only warns of a file that was moved, and then counts fewer changes.
const missing = rules.filter((file) => !existsSync(file));
if (missing.length > 0) throw new Error(`stryker.config.js lists files that do not exist: ${missing.join(', ')}`);

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

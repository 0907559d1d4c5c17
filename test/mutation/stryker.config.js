/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: ["src/core/challenge.ts","src/core/claims.ts","src/core/cut.ts","src/core/retry-after.ts","src/core/secret.ts","src/core/token-spelling.ts","src/graph/graph-list.ts","src/graph/graph-words.ts","src/graph/object-id.ts","src/graph/odata.ts","src/graph/paging.ts","src/graph/relayed-challenge.ts","src/graph/policies/may-retry.ts","src/graph/policies/retry-budget.ts","src/summaries/listing/cursor.ts","src/summaries/listing/filter-condition.ts","src/summaries/listing/filter-size.ts","src/summaries/listing/instant.ts","src/summaries/listing/matching.ts","src/summaries/listing/order.ts","src/summaries/resource/wire-reader.ts","src/summaries/schema/date-time-offset.ts","src/graphql/limits/json-bytes.ts"],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  plugins: ['@stryker-mutator/jest-runner'],
  jest: { projectType: 'custom', configFile: 'test/mutation/jest.config.js' },
  coverageAnalysis: 'perTest',
  reporters: ['clear-text', 'progress-append-only', 'json', 'html'],
  thresholds: { high: 95, low: 90, break: 90 },
  concurrency: 2,
};

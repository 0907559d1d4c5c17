/** The tests that judge a change: those of the pure rules alone, which take milliseconds, load little and need no build. */
import gateway from '../../jest.config.js';

const tests = [
  'challenge',
  'conditions',
  'cursor',
  'cut',
  'filter-condition',
  'graph-words',
  'json-bytes',
  'list-bounds',
  'marks',
  'matching',
  'may-retry',
  'object-id',
  'odata',
  'order',
  'order-check',
  'page-sizes',
  'paging',
  'retry-after',
  'retry-budget',
  'secret',
  'timestamps',
  'token-spelling',
  'wire-reader',
];

export default {
  ...gateway,
  rootDir: '../..',
  globalSetup: null,
  testMatch: tests.map((name) => `<rootDir>/test/units/${name}.test.ts`),
};

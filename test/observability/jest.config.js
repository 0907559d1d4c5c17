/** `npm run test:observability`: the tests that need Prometheus and Redis, as Debian has them. */
import gateway from '../../jest.config.js';

export default {
  ...gateway,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/observability/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  // Each file starts programs that keep a core busy.
  maxWorkers: '100%',
};

/** `npm run test:browser`: the dashboard and the explorer in Chromium, which have packages of their own. */
import gateway from '../../jest.config.js';

export default {
  ...gateway,
  rootDir: '../..',
  // The rules of the dashboard without a browser are next to their source.
  testMatch: ['<rootDir>/{test/browser,examples/web/test}/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  // Each file starts programs that keep a core busy.
  maxWorkers: '100%',
};

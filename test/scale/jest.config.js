/** `npm run test:scale`: several gateway processes behind HAProxy with one Redis, and faults. */
import gateway from '../../jest.config.js';

export default {
  ...gateway,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/scale/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  // Each file starts programs that keep a core busy.
  maxWorkers: '100%',
};

/** `npm run test:supergraph`: the tests that need packages of their own. */
import gateway from '../../jest.config.js';

export default {
  ...gateway,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/supergraph/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};

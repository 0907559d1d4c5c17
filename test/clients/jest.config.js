/** `npm run test:clients`: the tests with the clients of front ends, which have a package of their own. */
import gateway from '../../jest.config.js';

export default {
  ...gateway,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/clients/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};

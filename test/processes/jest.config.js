/** `npm run test:processes`: the tests that start the gateway, the demo or the doctor as their users do, alone and behind proxies. */
import gateway from '../../jest.config.js';

export default {
  ...gateway,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/processes/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};

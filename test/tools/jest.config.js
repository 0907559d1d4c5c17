/** `npm run test:tools`: the tests of what surrounds the product, which start compilers, npm and many processes. */
import gateway from '../../jest.config.js';

export default {
  ...gateway,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/tools/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};

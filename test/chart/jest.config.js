/** `npm run test:chart`: the Helm chart, the composition and the workflows, without a cluster, Docker or GitHub. */
import gateway from '../../jest.config.js';

export default {
  ...gateway,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/chart/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/chart/support/unpack.js',
};

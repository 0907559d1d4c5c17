/** The tests that judge a mutant: those of the pure rules alone, which take milliseconds. */
import gateway from '../../jest.config.js';

const { globalSetup: _build, ...rules } = gateway;

export default {
  ...rules,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/units/**/*.test.ts'],
};

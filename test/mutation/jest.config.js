/** The tests that judge a change: those of the pure rules alone, which take milliseconds, load little and need no build. */
import gateway from '../../jest.config.js';
import { tests } from './rules.js';

export default {
  ...gateway,
  rootDir: '../..',
  globalSetup: null,
  testMatch: tests.map((file) => `<rootDir>/${file}`),
};

/** The tests that judge a change: those of the changed rules alone, which take milliseconds, load little and need no build. */
import gateway from '../../jest.config.js';
import { changed, testsOf } from './rules.js';

export default {
  ...gateway,
  rootDir: '../..',
  globalSetup: null,
  testMatch: testsOf(changed).map((file) => `<rootDir>/${file}`),
};

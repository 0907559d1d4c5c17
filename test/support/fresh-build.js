/** Before the tests, and before each run of a watch: tests that start something of `dist` start what `src` says. */
import { buildIfChanged } from '../../scripts/build-dev.js';

export default function freshBuild() {
  // A test can run although a type is wrong somewhere else: it has been printed, and `npm test` and `npm run check` refuse it.
  buildIfChanged();
}

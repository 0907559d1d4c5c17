/** For Jest's own sandbox. */
import { transpile } from '../runner/transpile.js';

export default { process: (text, fileName) => ({ code: transpile(text, fileName) }) };

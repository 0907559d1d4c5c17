/**
 * `npm run doctor [-- OPTION …]`: builds what has changed, then runs the doctor: over the configured Graph, or with `--demo`
 * over an emulated one.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfChanged } from './build-dev.js';

// Paths in the environment are relative to where the operator is.
const place = process.cwd();
process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
if (buildIfChanged()) {
  process.chdir(place);
  await import(process.argv.includes('--demo') ? '../dist/demo/doctor.js' : '../dist/doctor.js');
} else {
  process.exitCode = 2;
}

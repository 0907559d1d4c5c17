/**
 * `node scripts/release-chart.js FOLDER REPOSITORY DIGEST`: copies the chart into the folder, with the image of a release as its
 * default, so that it can be installed without naming an image.
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, repository, digest] = process.argv.slice(2);
if (folder === undefined || repository === undefined || !/^sha256:[0-9a-f]{64}$/.test(digest ?? '')) {
  console.error('Usage: node scripts/release-chart.js FOLDER REPOSITORY sha256:DIGEST');
  process.exit(2);
}
const chart = join(folder, 'macos-software-update-gateway');
mkdirSync(folder, { recursive: true });
cpSync('deploy/helm/macos-software-update-gateway', chart, { recursive: true });
const file = join(chart, 'values.yaml');
const values = readFileSync(file, 'utf8');
const released = values
  .replace("repository: ''", `repository: ${repository}`)
  .replace("digest: ''", `digest: ${digest}`);
if (!released.includes(repository) || !released.includes(`digest: ${digest}`)) {
  throw new Error(`${file} has no empty image.repository and image.digest`);
}
writeFileSync(file, released);

/**
 * `node scripts/drop-development-files.js DIRECTORY …`: deletes what no program reads while it runs, below each directory.
 *
 * It is meant for an image, not for a checkout that is in use. docs/performance.md has what remains;
 * test/tools/pruned-image.test.ts starts the gateway from it.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Source maps, TypeScript, Flow, and texts for people. Licences stay, whatever their ending. */
const unreadFile = /\.(?:map|[cm]?tsx?|flow|md|markdown)$/i;
const licence = /licen[cs]e|notice|copying|patents|authors/i;

/** Directly below a package. */
const unreadFolder = /^(?:tests?|__tests__|examples?|bench(?:mark)?s?|docs?|\.github|integration)$/;

/** Builds for other platforms, below `dist`. Packages have them next to the one for Node.js. */
const otherPlatform = /^(?:browser|react-native|workerd)$/;

/**
 * Packages, and parts of packages, that Node.js never loads for this gateway. Each must exist: a path that a new version
 * of a package has moved would otherwise stay in the image.
 */
const unreadPaths = [
  // @azure/identity imports it in browsers only.
  '@azure/msal-browser',
  // Declarations alone.
  '@types',
  'undici-types',
  // Builds for bundlers: Node.js reads `main`.
  'class-validator/bundles',
  'class-validator/esm2015',
  'class-validator/esm5',
  '@azure/msal-common/dist-browser',
  'validator/es',
  'validator/validator.js',
  'validator/validator.min.js',
  // For its entry `incubating`, which no package loads.
  ...['experimental_attributes', 'experimental_metrics', 'index-incubating'].flatMap((name) =>
    ['cjs', 'mjs'].map((ending) => `@opentelemetry/semantic-conventions/dist/${name}.${ending}`),
  ),
  // class-validator loads `max`, with `core` and `build`, when it starts, for a rule that the gateway does not use.
  ...['bundle', 'es6', 'es6-modern', 'min', 'mobile', 'source'].map((name) => `libphonenumber-js/${name}`),
  ...['full', 'min', 'mobile'].flatMap((name) => [
    `libphonenumber-js/metadata.${name}.json`,
    `libphonenumber-js/metadata.${name}.json.js`,
  ]),
];

/** @param {string} path */
function drop(path) {
  rmSync(path, { recursive: true });
}

/**
 * @param {string} directory
 * @param {boolean} belowDist
 */
function prune(directory, belowDist) {
  const entries = readdirSync(directory, { withFileTypes: true });
  const isPackage = entries.some(({ name }) => name === 'package.json');
  for (const entry of entries) {
    const { name } = entry;
    const path = join(directory, name);
    if (entry.isDirectory()) {
      if ((isPackage && unreadFolder.test(name)) || (belowDist && otherPlatform.test(name))) drop(path);
      else prune(path, belowDist || name === 'dist');
    } else if (unreadFile.test(name) && !licence.test(name)) drop(path);
  }
}

for (const directory of process.argv.slice(2)) {
  if (basename(directory) === 'node_modules') {
    for (const path of unreadPaths) {
      if (!existsSync(join(directory, path))) throw new Error(`${path} does not exist: correct ${process.argv[1]}`);
      drop(join(directory, path));
    }
  }
  prune(directory, false);
}

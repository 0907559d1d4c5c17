/**
 * What Node needs to run the tests: their TypeScript, the built product in place of `src`, and the functions of Jest.
 *
 * The tests run `dist`, which is what users run, and which Jest has just built. `dist` has no tests, so Node gets those
 * from the compiler, file by file. Modules are loaded once for all test files of a worker.
 */
import { readFileSync, statSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
// src/run.ts does it first; a test may begin with a part of the product.
import 'reflect-metadata';
import { transpile } from './transpile.js';

const root = new URL('../../', import.meta.url).href;
const functionsOfJest = 'jest:functions';
const names = 'afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest, test';

process.setSourceMapsEnabled(true);

const isOurs = (url) => url?.startsWith(root) && !url.includes('/node_modules/');
const isRelative = (specifier) => /^\.{1,2}\//.test(specifier);

/** The sources of the dashboard, which Vite bundles, name no suffix. */
const spellings = (href) => [href, href.replace(/\.js$/, '.ts'), `${href}.ts`];
const exists = (href) => statSync(fileURLToPath(href), { throwIfNoEntry: false })?.isFile() === true;

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === '@jest/globals') return { url: functionsOfJest, format: 'module', shortCircuit: true };
    if (!isRelative(specifier) || !isOurs(context.parentURL)) return next(specifier, context);
    const { href } = new URL(specifier, context.parentURL);
    if (href.startsWith(`${root}src/`)) return next(href.replace(`${root}src/`, `${root}dist/`), context);
    return next(spellings(href).find(exists) ?? href, context);
  },
  load(url, context, next) {
    if (url === functionsOfJest) {
      return { format: 'module', source: `export const { ${names} } = globalThis;`, shortCircuit: true };
    }
    if (!url.startsWith('file:') || !new URL(url).pathname.endsWith('.ts')) return next(url, context);
    const source = transpile(readFileSync(fileURLToPath(url), 'utf8'), fileURLToPath(url));
    return { format: 'module', source, shortCircuit: true };
  },
});

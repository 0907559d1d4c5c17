/**
 * `npm run schema`: writes the subgraph's SDL, generated from the decorated classes of the build.
 *
 * `npm run schema -- --authorization=off subgraph.graphql` writes it to another file, without `@authenticated` and
 * `@requiresScopes`.
 */
import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { schemaShape } from '../dist/graphql/schema/build-schema.js';

const committed = 'schema.graphql';
const usage = `Usage: npm run schema [-- --authorization=on|off] [-- FILE]; without authorization another file than ${committed}`;

const [authorization, file] = readArguments() ?? [];
if (authorization === undefined || file === undefined) {
  console.error(usage);
  process.exitCode = 64;
} else {
  await writeFile(file, schemaShape(authorization).sdl);
}

/**
 * Undefined if they are not valid.
 *
 * @returns {['on' | 'off', string] | undefined}
 */
function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      options: { authorization: { type: 'string', default: 'on' } },
      allowPositionals: true,
    });
    const [name = committed, ...others] = positionals;
    if (others.length > 0) return undefined;
    if (values.authorization === 'on') return ['on', name];
    return values.authorization === 'off' && name !== committed ? ['off', name] : undefined;
  } catch {
    return undefined;
  }
}

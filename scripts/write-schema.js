/**
 * `npm run schema`: writes the subgraph's SDL, generated from the decorated classes of the build, and the schema that clients
 * see, for tools that cannot read federation's directives.
 *
 * `npm run schema -- --authorization=off subgraph.graphql` writes it to another file, without `@authenticated` and
 * `@requiresScopes`.
 */
import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { filterSchema } from '@graphql-tools/utils';
import { isSpecifiedDirective, printSchema } from 'graphql';
import { schemaShape } from '../dist/graphql/schema/build-schema.js';

const committed = 'schema.graphql';
const ofClients = 'schema.api.graphql';
const usage = `Usage: npm run schema [-- --authorization=on|off] [-- FILE]; without authorization another file than ${committed}`;

const [authorization, file] = readArguments() ?? [];
if (authorization === undefined || file === undefined) {
  console.error(usage);
  process.exitCode = 64;
} else {
  const { sdl, schema } = schemaShape(authorization);
  await writeFile(file, sdl);
  if (file === committed) await writeFile(ofClients, apiSdl(schema));
}

/**
 * Without what a federation router alone uses.
 *
 * @param {import('graphql').GraphQLSchema} schema
 */
function apiSdl(schema) {
  /** @param {string} name */
  const isOfClients = (name) => !name.startsWith('_') && !name.includes('__');
  const api = filterSchema({
    schema,
    rootFieldFilter: (_operation, name) => isOfClients(name),
    typeFilter: isOfClients,
    directiveFilter: (_name, directive) => isSpecifiedDirective(directive),
  });
  return `${printSchema(api)}\n`;
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

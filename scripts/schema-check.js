/**
 * `npm run schema:check [-- REVISION]`: compares schema.graphql with that of the last release, or of any git revision.
 *
 * It lists breaking and dangerous changes. The exit code is 0 if nothing breaks, or without a release yet; 1 if
 * something breaks; 2 if the revision or its schema cannot be read.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildASTSchema, concatAST, Kind, parse, parseValue, valueFromASTUntyped } from 'graphql';

const file = 'schema.graphql';
const releases = 'v[0-9]*';
const originTimeoutMs = 30_000;

class CannotCompare extends Error {}

const git = (...parameters) =>
  execFileSync('git', parameters, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: originTimeoutMs,
    env: { ...process.env, GIT_TERMINAL_PROMPT: '0' },
  }).trim();

const attempt = (...parameters) => {
  try {
    return git(...parameters);
  } catch {
    return undefined;
  }
};

try {
  if (attempt('rev-parse', '--git-dir') === undefined) throw new CannotCompare('This is not a git repository.');
  const [given] = process.argv.slice(2);
  const base = given === undefined ? lastRelease() : revision(given);
  if (base === undefined) console.log('No release exists yet, so nothing can break.');
  else await compare(base);
} catch (error) {
  if (!(error instanceof CannotCompare)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

function revision(name) {
  const commit = attempt('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`);
  if (commit === undefined) throw new CannotCompare(`This repository has no revision ${JSON.stringify(name)}.`);
  return { name, commit };
}

/** The nearest tag before HEAD. If a clone for CI lacks history or tags, they are fetched from its origin. */
function lastRelease() {
  const nearest = attempt('describe', '--tags', '--abbrev=0', '--match', releases);
  if (nearest) return revision(nearest);
  const isShallow = attempt('rev-parse', '--is-shallow-repository') === 'true';
  const hasOrigin = attempt('remote', 'get-url', 'origin') !== undefined;
  const [latest] = (attempt('tag', '--list', '--sort=-version:refname', releases) ?? '').split('\n');
  // With the complete history, it is a release of another branch.
  if (latest) return isShallow ? revision(latest) : undefined;
  if (!hasOrigin) return undefined;
  const listed = attempt('ls-remote', '--tags', '--refs', '--sort=-version:refname', 'origin', `refs/tags/${releases}`);
  if (listed === undefined) {
    throw new CannotCompare('This clone has no tags, and its origin cannot be asked for them: git fetch --tags.');
  }
  const name = listed.split('\n')[0]?.split('refs/tags/')[1];
  if (!name) return undefined;
  // No reference is written: the tag is for this comparison alone.
  if (attempt('fetch', '--quiet', '--depth=1', 'origin', `refs/tags/${name}`) === undefined) {
    throw new CannotCompare(`The release ${name} cannot be fetched from the origin of this clone.`);
  }
  return { name, commit: git('rev-parse', 'FETCH_HEAD^{commit}') };
}

async function compare({ name, commit }) {
  const before = attempt('show', `${commit}:./${file}`);
  if (before === undefined) throw new CannotCompare(`The revision ${name} has no ${file}.`);
  const changes = await diff(schemaOf(before, name), schemaOf(readFileSync(file, 'utf8'), 'the working tree'), [
    federation,
  ]);
  const listed = [CriticalityLevel.Breaking, CriticalityLevel.Dangerous].map((level) => {
    const found = changes.filter(({ criticality }) => criticality.level === level);
    for (const { path, message } of found) console.log(`${level} ${(path ?? file).replace(/^\./, '')}: ${message}.`);
    return found.length;
  });
  const [broken, dangerous] = listed;
  const others = changes.length - broken - dangerous;
  console.log(`Since ${name}: ${broken} breaking, ${dangerous} dangerous, ${others} other changes of ${file}.`);
  if (broken > 0) process.exitCode = 1;
}

/** The definitions of the federation directives are not in the file and not part of the comparison. */
function schemaOf(sdl, name) {
  try {
    return buildASTSchema(withSchemaDirectives(parse(sdl)), { assumeValidSDL: true, assumeValid: true });
  } catch {
    throw new CannotCompare(`The ${file} of ${name} is not GraphQL.`);
  }
}

/** `extend schema @link` as part of the schema's definition, where a change of it is detected. */
function withSchemaDirectives(document) {
  const extensions = document.definitions.filter(({ kind }) => kind === Kind.SCHEMA_EXTENSION);
  const directives = extensions.flatMap((extension) => extension.directives ?? []);
  const definitions = document.definitions
    .filter(({ kind }) => kind !== Kind.SCHEMA_EXTENSION)
    .map((node) =>
      node.kind === Kind.SCHEMA_DEFINITION
        ? { ...node, directives: [...(node.directives ?? []), ...directives] }
        : node,
    );
  return concatAST([{ kind: Kind.DOCUMENT, definitions }]);
}

/** Changes that supergraphs depend on, whether or not GraphQL alone counts them as breaking. */
function federation({ changes }) {
  const again = new Set(changes.filter(isChangedArgument).map(argumentOf));
  return changes
    .filter((change) => change.type !== 'DIRECTIVE_USAGE_ARGUMENT_REMOVED' || !again.has(argumentOf(change)))
    .map((change) => (isChangedArgument(change) ? asChangedArgument(change) : change))
    .map((change) => {
      const { type, meta } = change;
      if (!type.startsWith('DIRECTIVE_USAGE_') || meta.addedToNewType) return change;
      if (breaksSupergraphs(change)) return { ...change, criticality: { level: CriticalityLevel.Breaking } };
      const isImport =
        meta.directiveName === 'link' && (meta.removedArgumentName ?? meta.addedArgumentName) === 'import';
      return isImport ? { ...change, criticality: { level: CriticalityLevel.NonBreaking } } : change;
    });
}

/** The comparison reports a changed argument twice: as removed, and as added in place of another value. */
function isChangedArgument({ type, meta }) {
  return type === 'DIRECTIVE_USAGE_ARGUMENT_ADDED' && meta.oldArgumentValue !== null;
}

function argumentOf({ path, meta }) {
  return `${path} ${meta.directiveRepeatedTimes}`;
}

function asChangedArgument(change) {
  const { addedArgumentName, directiveName, oldArgumentValue, addedArgumentValue } = change.meta;
  return {
    ...change,
    criticality: { level: CriticalityLevel.Dangerous },
    message: `Argument '${addedArgumentName}' of '@${directiveName}' was changed from ${oldArgumentValue} to ${addedArgumentValue}`,
  };
}

function breaksSupergraphs({ type, meta }) {
  switch (type) {
    case 'DIRECTIVE_USAGE_ARGUMENT_REMOVED':
      return meta.directiveName === 'key' && meta.removedArgumentName === 'fields';
    case 'DIRECTIVE_USAGE_ARGUMENT_ADDED': {
      const { addedArgumentValue: value, oldArgumentValue: old } = meta;
      switch (`${meta.directiveName}.${meta.addedArgumentName}`) {
        case 'key.fields':
          return old !== null;
        case 'key.resolvable':
          return value === 'false';
        case 'requiresScopes.scopes':
          return old !== null && isNarrower(old, value);
        default:
          return false;
      }
    }
    default:
      return (
        ['key', 'shareable'].includes(meta.removedDirectiveName) ||
        ['inaccessible', 'interfaceObject', 'requiresScopes'].includes(meta.addedDirectiveName)
      );
  }
}

/** Whether a caller loses access behind a router that enforces it. The outer list is "any of", the inner ones "all of". */
function isNarrower(before, after) {
  const [held, needed] = [before, after].map(
    (scopes) => /** @type {string[][]} */ (valueFromASTUntyped(parseValue(scopes))),
  );
  return held.some((all) => !needed.some((scopes) => scopes.every((scope) => all.includes(scope))));
}

/** `npm run schema:check`: finds breaking changes of the schema before a release. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

const script = resolve('scripts/schema-check.js');
const schema = readFileSync('schema.graphql', 'utf8');

/** Independent of the surrounding repository and of the user who runs the tests. */
const environment = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
  GIT_CEILING_DIRECTORIES: tmpdir(),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@contoso.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@contoso.com',
};
const git = (cwd: string, ...parameters: string[]): void =>
  void execFileSync('git', parameters, { cwd, env: environment, stdio: 'pipe' });

function check(cwd: string, ...revision: string[]): { code: number | null; said: string[] } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...revision], {
    cwd,
    env: environment,
    encoding: 'utf8',
  });
  return { code: status, said: `${stdout}${stderr}`.trim().split('\n') };
}

let folder = '';
let repository = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'schema-check-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  repository = mkdtempSync(join(folder, 'repository-'));
  git(repository, 'init', '--quiet', '--initial-branch=main');
  commit(schema);
});

function write(sdl: string): void {
  writeFileSync(join(repository, 'schema.graphql'), sdl);
}

function commit(sdl: string): void {
  write(sdl);
  git(repository, 'add', '.');
  git(repository, 'commit', '--quiet', '--allow-empty', '--message=schema');
}

function changed(from: string | RegExp, to: string): string {
  const sdl = schema.replace(from, to);
  expect(sdl).not.toBe(schema);
  return sdl;
}

/** The scopes of one mutation, as its SDL has them. */
const writers = '["DeviceManagementConfiguration.ReadWrite.All"]';
const creation = (scopes: string): string => `@requiresScopes(scopes: [${scopes}])`;
const narrowed = (scopes: string): string =>
  `BREAKING Mutation.createMacOSSoftwareUpdateAccountSummary.@requiresScopes.scopes: Argument 'scopes' of '@requiresScopes' was changed from [${writers}] to [${scopes}].`;

describe('before the first release', () => {
  it('nothing can break', () => {
    git(repository, 'tag', 'not-a-release');
    write('type Query { other: Int }');
    expect(check(repository)).toEqual({
      code: 0,
      said: ['No release exists yet, so nothing can break.'],
    });
  });

  it('a release of another branch does not count', () => {
    git(repository, 'checkout', '--quiet', '--orphan', 'other');
    commit('type Query { other: Int }');
    git(repository, 'tag', 'v9.0.0');
    git(repository, 'checkout', '--quiet', 'main');
    expect(check(repository)).toMatchObject({ code: 0, said: [expect.stringContaining('No release exists yet')] });
  });

  it('any revision can be compared with', () => {
    write(changed('osVersion: String\n', 'version: String\n'));
    expect(check(repository, 'HEAD')).toMatchObject({ code: 1 });
  });
});

describe('since a release', () => {
  beforeEach(() => git(repository, 'tag', 'v1.2.3'));

  it('an unchanged schema breaks nothing', () => {
    expect(check(repository)).toEqual({
      code: 0,
      said: ['Since v1.2.3: 0 breaking, 0 dangerous, 0 other changes of schema.graphql.'],
    });
  });

  it.each<[string, string | RegExp, string, string]>([
    [
      'a field that is gone',
      'osVersion: String\n',
      'version: String\n',
      "BREAKING MacOSSoftwareUpdateAccountSummary.osVersion: Field 'osVersion' was removed from object type 'MacOSSoftwareUpdateAccountSummary'.",
    ],
    [
      'a type that other subgraphs share',
      'type PageInfo @shareable',
      'type PageInfo',
      "BREAKING PageInfo.@shareable: Directive 'shareable' was removed from object 'PageInfo'.",
    ],
    [
      'the key by which others join',
      'type MacOSSoftwareUpdateAccountSummary @key(fields: "id")',
      'type MacOSSoftwareUpdateAccountSummary',
      "BREAKING MacOSSoftwareUpdateAccountSummary.@key: Directive 'key' was removed from object 'MacOSSoftwareUpdateAccountSummary'.",
    ],
    [
      'another key than the one by which others join',
      'type User @key(fields: "id")',
      'type User @key(fields: "id mail")',
      'BREAKING User.@key.fields: Argument \'fields\' of \'@key\' was changed from "id" to "id mail".',
    ],
    [
      'a key that does not resolve any more',
      'type User @key(fields: "id")',
      'type User @key(fields: "id", resolvable: false)',
      "BREAKING User.@key.resolvable: Argument 'resolvable' was added to '@key'.",
    ],
    [
      'another permission than the one that callers have',
      creation(writers),
      creation('["Other"]'),
      narrowed('["Other"]'),
    ],
    [
      'a permission more that is needed besides',
      creation(writers),
      creation('["DeviceManagementConfiguration.ReadWrite.All", "Other"]'),
      narrowed('["DeviceManagementConfiguration.ReadWrite.All", "Other"]'),
    ],
    [
      'one permission less of those of which any will do',
      `MacOSSoftwareUpdateStateSummary @key(fields: "accountSummaryId categorySummaryId id") @authenticated @requiresScopes(scopes: [["DeviceManagementConfiguration.Read.All"], ${writers}])`,
      `MacOSSoftwareUpdateStateSummary @key(fields: "accountSummaryId categorySummaryId id") @authenticated @requiresScopes(scopes: [${writers}])`,
      `BREAKING MacOSSoftwareUpdateStateSummary.@requiresScopes.scopes: Argument 'scopes' of '@requiresScopes' was changed from [["DeviceManagementConfiguration.Read.All"], ${writers}] to [${writers}].`,
    ],
    [
      'a permission where none was needed',
      '  osVersion: String\n',
      '  osVersion: String @requiresScopes(scopes: [["Other"]])\n',
      "BREAKING MacOSSoftwareUpdateAccountSummary.osVersion.@requiresScopes: Directive 'requiresScopes' was added to field 'MacOSSoftwareUpdateAccountSummary.osVersion'.",
    ],
  ])('%s fails the check', (_what, from, to, sentence) => {
    write(changed(from, to));
    const { code, said } = check(repository);
    expect(said).toContain(sentence);
    expect(said.at(-1)).toMatch(/^Since v1\.2\.3: 1 breaking, /);
    expect(code).toBe(1);
  });

  it.each<[string, string | RegExp, string, string]>([
    [
      'a value more in an enum',
      /enum MacOSSoftwareUpdateState \{/,
      '$&\n  postponed',
      "DANGEROUS MacOSSoftwareUpdateState.postponed: Enum value 'postponed' was added to enum 'MacOSSoftwareUpdateState'.",
    ],
    [
      'another permission that will do as well',
      creation(writers),
      creation(`["Other"], ${writers}`),
      narrowed(`["Other"], ${writers}`).replace('BREAKING', 'DANGEROUS'),
    ],
    [
      'a permission that is no longer required',
      creation(writers),
      creation('[]'),
      narrowed('[]').replace('BREAKING', 'DANGEROUS'),
    ],
    [
      'another federation version',
      'federation/v2.9',
      'federation/v2.10',
      'DANGEROUS @link.url: Argument \'url\' of \'@link\' was changed from "https://specs.apollo.dev/federation/v2.9" to "https://specs.apollo.dev/federation/v2.10".',
    ],
  ])('%s is reported as dangerous and passes', (_what, from, to, sentence) => {
    write(changed(from, to));
    const { code, said } = check(repository);
    expect([code, said]).toEqual([0, expect.arrayContaining([sentence])]);
  });

  it('additions and changed descriptions are counted and pass', () => {
    write(
      changed('type PageInfo @shareable {', '"A page."\ntype PageInfo @shareable {\n  size: Int').replace(
        'import: ["@key",',
        'import: ["@key", "@override",',
      ),
    );
    expect(check(repository)).toMatchObject({
      code: 0,
      said: [expect.stringMatching(/^Since v1\.2\.3: 0 breaking, 0 dangerous, [1-9]\d* other changes/)],
    });
  });

  it('the last release counts, not one before', () => {
    commit(changed('osVersion: String\n', 'version: String\n'));
    expect(check(repository)).toMatchObject({ code: 1 });
    git(repository, 'tag', '--annotate', '--message=release', 'v2.0.0');
    expect(check(repository)).toMatchObject({ code: 0 });
    expect(check(repository, 'v1.2.3')).toMatchObject({ code: 1 });
  });

  it('outside a repository the check claims nothing', () => {
    expect(check(folder)).toEqual({ code: 2, said: ['This is not a git repository.'] });
  });

  it.each([
    ['an unknown revision', ['absent'], 'This repository has no revision "absent".'],
    ['what looks like an option', ['--all'], 'This repository has no revision "--all".'],
  ])('%s is reported, with its own exit code', (_what, revision, sentence) => {
    expect(check(repository, ...revision)).toEqual({ code: 2, said: [sentence] });
  });

  it('a release without a schema, or with an unreadable one, is reported as well', () => {
    git(repository, 'rm', '--quiet', 'schema.graphql');
    git(repository, 'commit', '--quiet', '--message=none');
    write(schema);
    expect(check(repository, 'HEAD')).toEqual({ code: 2, said: ['The revision HEAD has no schema.graphql.'] });
    commit('type {');
    expect(check(repository, 'HEAD')).toEqual({ code: 2, said: ['The schema.graphql of HEAD is not GraphQL.'] });
  });
});

describe('in a clone for CI', () => {
  const clone = (...options: string[]): string => {
    const copy = mkdtempSync(join(folder, 'clone-'));
    git(folder, 'clone', '--quiet', ...options, `file://${repository}`, copy);
    return copy;
  };

  it('without tags and history, the release is fetched from its origin, and nothing stays behind', () => {
    git(repository, 'tag', 'v1.2.3');
    commit(changed('osVersion: String\n', 'version: String\n'));
    const copy = clone('--depth=1', '--no-tags');
    expect(check(copy)).toMatchObject({ code: 1, said: expect.arrayContaining([expect.stringContaining('v1.2.3')]) });
    expect(execFileSync('git', ['tag'], { cwd: copy, env: environment, encoding: 'utf8' })).toBe('');
  });

  it('of a repository without a release, nothing can break', () => {
    expect(check(clone('--depth=1'))).toMatchObject({
      code: 0,
      said: [expect.stringContaining('No release exists yet')],
    });
  });

  it.each([
    ['a shallow one', ['--depth=1', '--no-tags']],
    ['one without tags', ['--no-tags']],
  ])('whose origin is gone, %s does not report success', (_what, options) => {
    git(repository, 'tag', 'v1.2.3');
    const copy = clone(...options);
    git(copy, 'remote', 'set-url', 'origin', `file://${join(folder, 'gone')}`);
    expect(check(copy)).toEqual({
      code: 2,
      said: ['This clone has no tags, and its origin cannot be asked for them: git fetch --tags.'],
    });
  });

  it('works from a package in a folder of the repository', () => {
    git(repository, 'tag', 'v1.2.3');
    const inner = join(repository, 'inner');
    mkdirSync(inner);
    writeFileSync(join(inner, 'schema.graphql'), schema);
    git(repository, 'add', '.');
    git(repository, 'commit', '--quiet', '--message=inner');
    expect(check(inner, 'HEAD')).toMatchObject({ code: 0 });
    expect(check(inner)).toEqual({ code: 2, said: ['The revision v1.2.3 has no schema.graphql.'] });
  });
});

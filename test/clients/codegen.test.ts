/** The configuration of docs/clients.md for GraphQL Code Generator, run over the schema: a front end compiles with its types. */
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';

const app = `import type { DocumentType } from './gql/index.js';
import { graphql } from './gql/index.js';
import type { CreateSummaryInput, ListQuery } from './gql/graphql.js';

export const listDocument = graphql(\`
  query List($first: Int, $filter: MacOSSoftwareUpdateAccountSummaryFilter) {
    macOSSoftwareUpdateAccountSummaries(first: $first, filter: $filter) {
      nodes {
        id
        lastUpdatedDateTime
        categorySummaries {
          updateCategory
        }
      }
    }
  }
\`);

type Nodes = NonNullable<DocumentType<typeof listDocument>['macOSSoftwareUpdateAccountSummaries']>['nodes'];

export const instants = (nodes: Nodes): Date[] => nodes.map((node) => new Date(node?.lastUpdatedDateTime ?? 0));

export const createDocument = graphql(\`
  mutation Create($input: CreateSummaryInput!) {
    createMacOSSoftwareUpdateAccountSummary(input: $input) {
      id
      lastUpdatedDateTime
    }
  }
\`);

const input: CreateSummaryInput = {
  displayName: 'Display Name value',
  deviceId: 'Device Id value',
  userId: 'User Id value',
  deviceName: 'Device Name value',
  userPrincipalName: 'User Principal Name value',
  osVersion: 'Os Version value',
  successfulUpdateCount: 5,
  failedUpdateCount: 1,
  totalUpdateCount: 0,
  lastUpdatedDateTime: '2017-01-01T00:00:56.8321556-08:00',
};

// @ts-expect-error A timestamp is a text.
export const wrong: CreateSummaryInput = { ...input, lastUpdatedDateTime: 42 };

export const empty: ListQuery = { macOSSoftwareUpdateAccountSummaries: { nodes: [] } };
`;

const run = promisify(execFile);
let directory: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'typed-app-'));
  mkdirSync(join(directory, 'src'));
  copyFileSync('schema.api.graphql', join(directory, 'schema.api.graphql'));
  copyFileSync('test/clients/snippets/codegen.ts', join(directory, 'codegen.ts'));
  symlinkSync(resolve('node_modules'), join(directory, 'node_modules'), 'junction');
  writeFileSync(join(directory, 'src/app.ts'), app);
  await runTool('@graphql-codegen/cli/cjs/bin.js', '--config', 'codegen.ts');
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const runTool = (bin: string, ...options: string[]) =>
  run(process.execPath, [join('node_modules', bin), ...options], { cwd: directory });

/** What the compiler says of the front end; empty if it compiles. */
async function problems(): Promise<string> {
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--module', 'esnext'];
  const compiled = runTool('typescript/bin/tsc', ...options, '--moduleResolution', 'bundler', 'src/app.ts');
  return compiled.then(
    () => '',
    (error: { stdout?: string }) => String(error.stdout),
  );
}

it('a front end compiles: a timestamp is a text, and nothing else', async () => {
  expect(await problems()).toBe('');
});

it('the types have the names of the schema', () => {
  const generated = readFileSync(join(directory, 'src/gql/graphql.ts'), 'utf8');
  expect(generated).toContain('export type MacOSSoftwareUpdateAccountSummaryFilter = {');
  expect(generated).not.toContain('MacOsSoftware');
});

/** Installing the gateway installs no router, no composer and none of the clients' caches: those are in separate packages. */
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const root = json('package.json') as Record<'dependencies' | 'devDependencies' | 'scripts', Record<string, string>>;
const lock = json('package-lock.json') as { packages: Record<string, { dev?: boolean }> };
const routersAndComposers = [
  '@apollo/composition',
  '@apollo/gateway',
  '@apollo/query-planner',
  '@apollo/rover',
  '@graphql-hive/gateway',
  '@graphql-hive/gateway-runtime',
  '@graphql-mesh/compose-cli',
  '@graphql-mesh/transport-http',
  '@theguild/federation-composition',
  '@wundergraph/composition',
  'wgc',
];
const ofTheDashboard = [
  '@visx/axis',
  '@tanstack/react-virtual',
  'playwright-core',
  'react-dom',
  'react-router',
  'vite',
];

describe('npm ci at the root', () => {
  it('installs no router, no composer, and nothing of the dashboard, at no depth', () => {
    const installed = Object.keys(lock.packages).map((path) => path.replace(/^.*node_modules\//, ''));
    const declared = Object.keys({ ...root.dependencies, ...root.devDependencies });
    expect(
      [...installed, ...declared].filter((name) => [...routersAndComposers, ...ofTheDashboard].includes(name)),
    ).toEqual([]);
    // The lock is the one that npm reads, and holds what the gateway runs on.
    expect(installed).toContain('@apollo/server');
  });

  it('is all that npm start needs', () => {
    expect(root.scripts['start']).toBe('node --enable-source-maps scripts/start.js');
    expect(root.scripts['prestart']).toBeUndefined();
    for (const project of ['tsconfig.build.json', 'tsconfig.dev.json']) {
      expect(readFileSync(project, 'utf8')).not.toContain('test');
    }
  });

  it('is all that npm test needs, and its tests are all but those with a configuration of their own', () => {
    expect([root.scripts['pretest'], root.scripts['test']]).toEqual(['npm run --silent build:dev', 'jest']);
    const testsOf = (...options: string[]): string[] => {
      const jest = ['node_modules/jest/bin/jest.js', '--listTests', ...options];
      const listed = execFileSync(process.execPath, jest, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
      return listed
        .trim()
        .split('\n')
        .map((file) => relative('.', file));
    };
    const own = testsOf();
    const supergraph = testsOf('--config', 'test/supergraph/jest.config.js');
    const clients = testsOf('--config', 'test/clients/jest.config.js');
    const tools = testsOf('--config', 'test/tools/jest.config.js');
    const processes = testsOf('--config', 'test/processes/jest.config.js');
    const browser = testsOf('--config', 'test/browser/jest.config.js');
    const observability = testsOf('--config', 'test/observability/jest.config.js');
    const scale = testsOf('--config', 'test/scale/jest.config.js');
    const chart = testsOf('--config', 'test/chart/jest.config.js');
    expect(
      [
        ...own,
        ...supergraph,
        ...clients,
        ...tools,
        ...processes,
        ...browser,
        ...observability,
        ...scale,
        ...chart,
      ].sort(),
    ).toEqual(globSync('{test,examples/web/test}/**/*.test.ts', { exclude: (name) => name === 'node_modules' }).sort());
    expect(
      own.filter((file) =>
        /^test\/(supergraph|clients|tools|processes|browser|observability|scale|chart)\//.test(file),
      ),
    ).toEqual([]);
    expect(clients.length).toBeGreaterThan(1);
    expect(browser.length).toBeGreaterThan(5);
    expect(observability.length).toBeGreaterThan(1);
    expect(scale.length).toBeGreaterThan(1);
    expect(chart.length).toBeGreaterThan(5);
    expect(tools.length).toBeGreaterThan(5);
    expect(processes.length).toBeGreaterThan(10);
    expect(supergraph.length).toBeGreaterThan(5);
  });

  it.each([
    ['supergraph', ['@apollo/gateway', '@graphql-hive/gateway-runtime']],
    ['chart', ['@aws-cdk/lambda-layer-kubectl-v35', 'kubernetes-models']],
    ['clients', ['@urql/exchange-graphcache', 'apollo-client-3', 'relay-runtime']],
  ])('is followed by the installation of test/%s, before its tests', (name, packages) => {
    expect(root.scripts[`pretest:${name}`]).toContain(`node scripts/ensure-installed.js test/${name}`);
    const { devDependencies } = json(`test/${name}/package.json`) as typeof root;
    expect(Object.keys(devDependencies)).toEqual(expect.arrayContaining(packages));
  });
});

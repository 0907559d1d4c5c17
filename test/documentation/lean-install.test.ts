/** Who installs the gateway installs no router and no composer: those have packages of their own. */
import { readFileSync } from 'node:fs';
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

describe('npm ci at the root', () => {
  it('installs no router and no composer, at no depth', () => {
    const installed = Object.keys(lock.packages).map((path) => path.replace(/^.*node_modules\//, ''));
    const declared = Object.keys({ ...root.dependencies, ...root.devDependencies });
    expect([...installed, ...declared].filter((name) => routersAndComposers.includes(name))).toEqual([]);
    // The lock is the one that npm reads, and holds what the gateway runs on.
    expect(installed).toContain('@apollo/server');
  });

  it('is all that npm start needs', () => {
    expect(root.scripts['start']).toBe('npm run --silent build && node dist/demo/main.js');
    expect(root.scripts['prestart']).toBeUndefined();
    expect(readFileSync('tsconfig.build.json', 'utf8')).not.toContain('test');
  });

  it('is followed by the installation of the tests own package, before the tests of it', () => {
    expect(root.scripts['pretest']).toContain('node scripts/ensure-installed.js test/supergraph');
    const { devDependencies } = json('test/supergraph/package.json') as typeof root;
    expect(Object.keys(devDependencies)).toEqual(
      expect.arrayContaining(['@apollo/gateway', '@graphql-hive/gateway-runtime']),
    );
  });
});

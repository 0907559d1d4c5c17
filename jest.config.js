/** Jest runs the TypeScript of src and test as native ES modules; ts-jest only transpiles, `npm run check` checks types. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename } from 'node:path';
import vm from 'node:vm';

/**
 * Node loads ES modules into Jest's sandbox only with the first flag. Each test file makes many objects that end with it;
 * with more room for them a worker needs about 8 % less time.
 */
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', '--max-semi-space-size=64'];

// `npx jest` and the scripts of package.json start Jest without it; then it starts again.
if (vm.SourceTextModule === undefined && basename(process.argv[1] ?? '').startsWith('jest')) {
  const again = spawn(process.execPath, [...flags, ...process.execArgv, ...process.argv.slice(1)], {
    stdio: 'inherit',
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => again.kill(signal));
  const [code] = await once(again, 'exit');
  process.exit(code ?? 1);
}

export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // They have separate configurations: `npm run test:supergraph`, `test:clients` and so on.
  testPathIgnorePatterns: [
    '/node_modules/',
    ...['supergraph', 'clients', 'browser', 'tools', 'observability', 'scale', 'chart'].map(
      (name) => `<rootDir>/test/${name}/`,
    ),
  ],
  watchPathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/coverage/'],
  // `npm run mutation` copies the repository to this folder.
  modulePathIgnorePatterns: ['<rootDir>/coverage/'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true, tsconfig: 'tsconfig.json' }] },
  // Many tests mostly wait, so one worker for each core is quicker than one less, which is the default.
  maxWorkers: '100%',
  // Node keeps the modules of each test file until its process ends: 3 GB after half of the files.
  workerIdleMemoryLimit: '1GB',
  globalSetup: '<rootDir>/test/support/fresh-build.js',
  // Only for a test that hangs. It does not measure speed: a busy machine may be ten times slower than an idle one.
  testTimeout: 120_000,
};

/** Jest runs the TypeScript of src and test as native ES modules; ts-jest only transpiles, `npm run check` checks types. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true, tsconfig: 'tsconfig.json' }] },
  // Only for a test that hangs. It is no measure of speed: a busy machine may be ten times slower than an idle one.
  testTimeout: 120_000,
};

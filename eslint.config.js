import js from '@eslint/js';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';
import { typeZones, zones } from './eslint.arrows.js';

export default tseslint.config(
  { ignores: ['dist', 'coverage', 'test/operations/generated.ts'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  },
  {
    files: ['**/*.js'],
    languageOptions: {
      globals: {
        AbortSignal: 'readonly',
        Buffer: 'readonly',
        URL: 'readonly',
        clearTimeout: 'readonly',
        console: 'readonly',
        fetch: 'readonly',
        performance: 'readonly',
        process: 'readonly',
        setTimeout: 'readonly',
      },
    },
  },
  {
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createNodeResolver({ extensionAlias: { '.js': ['.ts', '.js'] } })],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/extensions': ['.ts', '.js'],
    },
    rules: {
      'import-x/no-cycle': 'error',
      'import-x/no-self-import': 'error',
      'import-x/no-unresolved': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
    },
  },
  {
    // Code that reads the environment uses src/config, so that each key has one meaning and one default.
    files: ['src/**/*.ts'],
    ignores: ['src/run.ts', 'src/health-check.ts', 'src/doctor.ts', 'src/demo/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Take a group of Config (src/config) instead.' },
      ],
    },
  },
  {
    // Other parts report events. Only this folder knows the libraries that write, count and trace them.
    files: ['src/**/*.ts'],
    ignores: ['src/telemetry/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['pino', 'pino/*', '@prometheus-io/*', '@opentelemetry/*'],
              message: 'Use src/telemetry instead.',
            },
          ],
        },
      ],
    },
  },
  {
    // Each log line is an event, so that its level, its fields and its sentence are written once.
    files: ['src/**/*.ts'],
    ignores: ['src/telemetry/events/**', 'src/demo/**', 'src/emulator/**'],
    rules: {
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'MemberExpression[property.name=/^(trace|debug|info|warn|error|fatal)$/]:matches([object.name=/^log(ger)?$/], [object.property.name=/^#?log(ger)?$/])',
          message: 'Add a function to src/telemetry/events/, and call that.',
        },
      ],
    },
  },
  ...typeZones,
);

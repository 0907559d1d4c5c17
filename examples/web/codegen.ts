/** Typed documents: each operation in a `.graphql` file becomes a value whose data and variables TypeScript knows. */
import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: '../../schema.api.graphql',
  documents: 'src/**/*.graphql',
  generates: {
    'src/api/generated/': {
      preset: 'client',
      // Fragments here only share a selection, they do not hide it.
      presetConfig: { fragmentMasking: false },
      config: {
        // The default would write MacOsSoftware…
        namingConvention: 'keep',
        enumsAsTypes: true,
        useTypeImports: true,
        // A timestamp stays text, as the schema says.
        scalars: { DateTimeOffset: 'string' },
      },
    },
  },
};

export default config;

import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: 'schema.api.graphql',
  documents: 'src/**/*.ts',
  generates: {
    'src/gql/': {
      preset: 'client',
      config: {
        // Without these lines a timestamp is `unknown`, and MacOS… becomes MacOs….
        scalars: { DateTimeOffset: 'string' },
        namingConvention: 'keep',
        useTypeImports: true,
      },
    },
  },
};

export default config;

/** TypeScript as JavaScript, file by file and without a look at its types, which `npm run check` checks. */
import ts from 'typescript';

/** What matters of tsconfig.json. */
const compilerOptions = {
  target: ts.ScriptTarget.ES2024,
  module: ts.ModuleKind.ESNext,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  inlineSourceMap: true,
};

export const transpile = (text, fileName) => ts.transpileModule(text, { fileName, compilerOptions }).outputText;

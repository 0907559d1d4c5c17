/**
 * `npm run test:only -- FILE`, `-- FILE -t NAME` or `-- -t NAME`: runs some tests immediately, with any other option of
 * Jest.
 *
 * With a name alone, Jest would load every test file to look for it. This script searches the files first, and passes
 * on those with the name in their text. A name that is composed at run time is in none of them; then Jest gets all
 * files.
 */
import { globSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { run } from 'jest';

const given = process.argv.slice(2);
const { values, positionals } = parseArgs({
  args: given,
  options: { testNamePattern: { type: 'string', short: 't' } },
  allowPositionals: true,
  strict: false,
});
const name = values.testNamePattern;
await run(typeof name === 'string' && positionals.length === 0 ? [...given, ...filesWith(name)] : given);

function filesWith(text) {
  const asTyped = [text, text.replaceAll("'", "\\'"), text.replaceAll('\\', '')];
  const files = globSync('test/**/*.test.ts', {
    exclude: ['test/{supergraph,clients,tools,processes,browser,observability,scale,chart}/**'],
  });
  return files.filter((file) => {
    const source = readFileSync(file, 'utf8');
    return asTyped.some((each) => source.includes(each));
  });
}

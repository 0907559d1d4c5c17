/**
 * The pure rules, which `npm run mutation` changes, and the tests that judge the changes: those of test/units that
 * import the rule.
 *
 * A rule belongs here when it decides something without waiting for anything. Its tests run once for each change, so
 * they take milliseconds, and need neither a server nor a build.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const rules = [
  'src/core/challenge.ts',
  'src/core/claims.ts',
  'src/core/cut.ts',
  'src/core/retry-after.ts',
  'src/core/secret.ts',
  'src/core/token-spelling.ts',
  'src/graph/graph-list.ts',
  'src/graph/graph-words.ts',
  'src/graph/object-id.ts',
  'src/graph/odata.ts',
  'src/graph/page-link.ts',
  'src/graph/page-sizes.ts',
  'src/graph/paging.ts',
  'src/graph/policies/may-retry.ts',
  'src/graph/policies/retry-budget.ts',
  'src/graph/relayed-challenge.ts',
  'src/graphql/limits/json-bytes.ts',
  'src/summaries/listing/cursor.ts',
  'src/summaries/listing/filter-condition.ts',
  'src/summaries/listing/filter-size.ts',
  'src/summaries/schema/instant.ts',
  'src/summaries/listing/marks.ts',
  'src/summaries/listing/matching.ts',
  'src/summaries/listing/order-check.ts',
  'src/summaries/listing/order.ts',
  'src/graph/option-rejection.ts',
  'src/summaries/resource/wire-reader.ts',
  'src/summaries/schema/date-time-offset.ts',
];

const root = join(import.meta.dirname, '../..');
const units = join(root, 'test/units');

/** Each test file of test/units with the modules that it imports, as in `src/core/cut.ts`. */
const imports = readdirSync(units)
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => {
    const text = readFileSync(join(units, name), 'utf8');
    const modules = [...text.matchAll(/from '\.\.\/\.\.\/(src\/[^']+)\.js'/g)].map(([, module]) => `${module}.ts`);
    return { name, modules };
  });

/** The tests that import one of these rules. */
export function testsOf(some) {
  return imports
    .filter(({ modules }) => some.some((rule) => modules.includes(rule)))
    .map(({ name }) => `test/units/${name}`);
}

/** The rules of this run. */
export const changed = process.env.MUTATED_RULE === undefined ? rules : [process.env.MUTATED_RULE];

// Stryker only warns of a file that was moved, and then counts fewer changes.
const missing = rules.filter((file) => !existsSync(join(root, file)));
if (missing.length > 0) throw new Error(`test/mutation/rules.js lists files that do not exist: ${missing.join(', ')}`);
const untested = rules.filter((file) => testsOf([file]).length === 0);
if (untested.length > 0) throw new Error(`No file of test/units imports ${untested.join(', ')}`);

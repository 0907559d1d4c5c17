/**
 * `npm run mutation`, or `npm run mutation -- src/core/claims.ts …`: changes the pure rules, one place at a time, and
 * checks whether a test notices.
 *
 * Each rule has a run of its own, with the tests that import it. All tests that reach a rule would take ten times as
 * long, and a rule without tests of its own would seem to be tested.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { rules } from './rules.js';

/** Shares of the changes that a test must notice. */
const least = { ofRule: 85, ofAll: 90 };
const folder = 'coverage/mutation';
const stryker = 'test/mutation/node_modules/@stryker-mutator/core/bin/stryker.js';

const chosen = process.argv.slice(2);
const unknown = chosen.filter((rule) => !rules.includes(rule));
if (unknown.length > 0) throw new Error(`test/mutation/rules.js does not list ${unknown.join(', ')}`);

/** What became of the changes of one rule. */
function judge(rule) {
  const report = `${folder}/${basename(rule, '.ts')}.json`;
  rmSync(report, { force: true });
  const { status } = spawnSync(process.execPath, [stryker, 'run', 'test/mutation/stryker.config.js'], {
    env: { ...process.env, MUTATED_RULE: rule, MUTATION_REPORT: report },
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`Stryker failed for ${rule}`);
  const { mutants } = JSON.parse(readFileSync(report, 'utf8')).files[rule];
  const count = (...names) => mutants.filter((mutant) => names.includes(mutant.status)).length;
  return { rule, noticed: count('Killed', 'Timeout'), unnoticed: count('Survived', 'NoCoverage') };
}

const scoreOf = ({ noticed, unnoticed }) => (100 * noticed) / (noticed + unnoticed);
const lineOf = (result) => `${scoreOf(result).toFixed(1).padStart(5)} %  ${result.rule}`;

mkdirSync(folder, { recursive: true });
const results = (chosen.length > 0 ? chosen : rules).map(judge);
const all = results.reduce(
  (sum, { noticed, unnoticed }) => ({ ...sum, noticed: sum.noticed + noticed, unnoticed: sum.unnoticed + unnoticed }),
  { rule: 'all of them', noticed: 0, unnoticed: 0 },
);
for (const result of [...results, all]) console.log(lineOf(result));

const weak = results.filter((result) => scoreOf(result) < least.ofRule);
if (weak.length > 0) console.error(`Less than ${least.ofRule} % noticed:\n${weak.map(lineOf).join('\n')}`);
if (scoreOf(all) < least.ofAll) console.error(`Less than ${least.ofAll} % of all changes noticed.`);
process.exitCode = weak.length > 0 || scoreOf(all) < least.ofAll ? 1 : 0;

/** Words that STYLE.md rules out do not come back: in comments, names of tests, sentences and documentation. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

/** What to write instead. */
const words: Readonly<Record<string, string>> = {
  told: 'reported, returned, sent',
  tell: 'say, report, distinguish',
  tells: 'says, reports, shows',
  telling: 'saying, reporting',
  whoever: 'a thing that exists in the code',
  somebody: 'a caller, a user, an operator',
  nobody: 'no caller, none',
  everybody: 'all callers',
  'so many': 'a number, this many',
  anew: 'again',
  'at hand': 'available, cached',
  'is no': 'is not a',
  'are no': 'are not',
};
/** "is no longer" is plain English. */
const flagged = new RegExp(`\\b(?:${Object.keys(words).join('|')})\\b(?! longer)`, 'gi');

/** `<file>: <line>` in which a word may stand, with the reason. */
const allowed: readonly (readonly [file: string, pattern: RegExp])[] = [
  // The rule itself, and this list.
  ['STYLE.md', /./],
  ['test/documentation/plain-english.test.ts', /./],
];

const texts = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.(?:ts|js|md|ya?ml|sh)$|^(?:Dockerfile|schema\.graphql|package\.json|\.ci\/run)$/.test(file))
  .filter((file) => !/generated|package-lock|results/.test(file));

/** `<file>:<line>: <word> (write: …)` for each flagged word. */
function findings(): string[] {
  return texts.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, index) => {
        if (allowed.some(([name, pattern]) => name === file && pattern.test(line))) return [];
        return [...line.matchAll(flagged)].map(([word]) => {
          const instead = words[word.toLowerCase()] ?? '';
          return `${file}:${index + 1}: "${word}"; write ${instead}`;
        });
      }),
  );
}

it('no flagged word is in any text of the repository', () => {
  expect(texts.length).toBeGreaterThan(300);
  expect(findings()).toEqual([]);
});

it.each(['It is told.', 'WHOEVER calls', 'that is no JSON', 'there are no rows', 'so many calls', 'made anew'])(
  'a flagged word is found in: %s',
  (line) => {
    expect(line.match(flagged)).toHaveLength(1);
  },
);

it.each(['a tale', 'retold', 'it is no longer', 'is nothing', 'are noted', 'bodyguard', 'is not a JSON'])(
  'none is found in: %s',
  (line) => {
    expect(line.match(flagged)).toBeNull();
  },
);

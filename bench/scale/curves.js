/**
 * How the cost of an operation grows: with its document, with the inputs of a bulk creation, with the rows of a page.
 */
import assert from 'node:assert/strict';
import { account, accountFields, accountId, createdId, newReport, only } from '../data.js';
import { listOf } from '../jobs/reads.js';
import { createMany } from '../jobs/texts.js';

const base = { kind: 'load', connections: 16 };

const readOf = (query, data) => ({ ...base, graphql: { query }, expected: { data } });

function fields(count) {
  const text = accountFields.split(' ').slice(0, count).join(' ');
  const id = accountId(7);
  return readOf(`query Read { macOSSoftwareUpdateAccountSummary(id: "${id}") { ${text} } }`, {
    macOSSoftwareUpdateAccountSummary: only(text, account(id)),
  });
}

/** Reports read in one document. Graph gets one call, which is a batch from two reports on. */
function aliases(count) {
  const ids = Array.from({ length: count }, (_, index) => accountId(index));
  const reads = ids.map(
    (id, index) => `r${index}: macOSSoftwareUpdateAccountSummary(id: "${id}") { ${accountFields} }`,
  );
  const data = Object.fromEntries(ids.map((id, index) => [`r${index}`, only(accountFields, account(id))]));
  return readOf(`query Reads {\n${reads.join('\n')}\n}`, data);
}

/** As {@link aliases}, but no document repeats: a comment numbers them. */
function newDocuments(count) {
  const { graphql, ...rest } = aliases(count);
  return { ...rest, graphql: { query: `# 00000000\n${graphql.query}` }, fresh: true };
}

function inputs(count) {
  const all = Array.from({ length: count }, (_, index) => newReport(index));
  return {
    ...base,
    connections: count > 100 ? 4 : 16,
    graphql: { query: createMany, variables: { inputs: all } },
    check: ({ data, errors }) => {
      assert.equal(errors, undefined);
      assert.deepEqual(
        data.createMacOSSoftwareUpdateAccountSummaries,
        all.map((input, index) => ({ index, summary: only(accountFields, { ...input, id: createdId }), error: null })),
      );
    },
  };
}

const rows = (count) => ({ ...listOf(count), connections: count > 100 ? 4 : 16 });

const curve = (name, title, unit, job, counts) => ({
  title,
  unit,
  points: counts.map((count) => ({ count, job: { name: `${name}-${count}`, ...job(count) } })),
});

export const curves = [
  curve('fields', 'Fields of one report', 'field', fields, [1, 3, 6, 11]),
  curve('aliases', 'Reports in one document, eleven fields each, by alias', 'report', aliases, [1, 5, 10, 20]),
  curve('new', 'The same, each document a new one', 'report', newDocuments, [1, 5, 10, 20]),
  curve('inputs', 'Inputs of one creation in bulk', 'input', inputs, [1, 10, 20, 100, 200, 500, 1000]),
  curve('rows', 'Rows of one page, eleven fields each', 'row', rows, [1, 10, 50, 100, 200, 500, 1000]),
];

/** docs/audit.md and docs/audit.schema.json agree with each other and with the catalogue of errors. */
import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { errorCodes } from '../../src/core/gateway-error.js';
import { auditLines, auditSchema } from '../support/audit.js';

const page = readFileSync('docs/audit.md', 'utf8');

it('the example of docs/audit.md is a line of the audit', () => {
  const [, example = ''] = /```json\n(.+?)```/s.exec(page) ?? [];
  const line = JSON.stringify(JSON.parse(example));
  expect(auditLines(line)).toHaveLength(1);
});

it('a write can end with every code except that of a read, or well', () => {
  const codes = Object.keys(errorCodes).filter((code) => code !== 'GRAPH_BAD_RESPONSE');
  expect(auditSchema.properties.outcome.enum.toSorted()).toEqual(['OK', ...codes].toSorted());
});

it('docs/audit.md explains every field that is not in all lines of the log', () => {
  const everywhere = ['level', 'service', 'msg', 'log', 'span_id', 'trace_flags'];
  const fields = Object.keys(auditSchema.properties).filter((field) => !everywhere.includes(field));
  const explained = [...page.matchAll(/^\| ((?:`\w+`(?:, )?)+) +\|/gm)].flatMap(([, names = '']) =>
    [...names.matchAll(/\w+/g)].map(([name]) => name),
  );
  expect(explained).toEqual(expect.arrayContaining(fields));
});

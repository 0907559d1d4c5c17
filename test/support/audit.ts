/** The lines of the audit in a log. Each line is checked against the schema that docs/audit.md publishes. */
import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { expect } from '@jest/globals';
import type { AuditFields } from '../../src/telemetry/audit-line.js';

export interface AuditLine extends AuditFields {
  readonly reqId: string;
  readonly time: string;
}

export const auditSchema = JSON.parse(readFileSync('docs/audit.schema.json', 'utf8')) as {
  readonly properties: { readonly outcome: { readonly enum: readonly string[] } };
};

const conforms: ValidateFunction = new Ajv({
  allErrors: true,
  strict: true,
  allowUnionTypes: true,
  strictRequired: false,
}).compile(auditSchema);

export function auditLines(log: string): AuditLine[] {
  const lines = log.split('\n').filter((line) => line.includes('"log":"audit"'));
  return lines.map((line) => {
    const parsed = JSON.parse(line) as AuditLine;
    expect([line, conforms(parsed), conforms.errors]).toEqual([line, true, null]);
    return parsed;
  });
}

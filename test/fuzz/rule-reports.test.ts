/** The report of broken rules is class-validator's, for every input class and any values. */
import { expect, it } from '@jest/globals';
import { getMetadataStorage, validateSync } from 'class-validator';
import * as fc from 'fast-check';
import type { GraphQLInputObjectType } from 'graphql';
import { schemaShape } from '../../src/graphql/schema/build-schema.js';
import { inputClassesOf } from '../../src/graphql/schema/input-classes.js';
import { brokenRulesOf, type PropertyReport } from '../../src/summaries/schema/rule-checks.js';
import { anyJson, anyText, count, goodText, timestamp, tries } from '../support/fuzz.js';

const { schema } = schemaShape();
const classes = [...inputClassesOf(schema)];

const anyValue = fc.oneof(
  fc.constantFrom<unknown>(
    ...[undefined, null, '', ' ', '\ud800', 'a'.repeat(121), 'a'.repeat(1025), '$property', '$&', '$value', 'a/b', '.'],
    ...[-1, 2 ** 31, 1.5, Number.NaN, [], [null], ['a', '\ud800'], {}, true],
  ),
  goodText,
  count,
  timestamp,
  anyText,
  anyJson,
);

/** What validate-input.ts reads, with the order of the sentences. */
const read = ({ constraints, contexts = {}, ...report }: PropertyReport): unknown => ({
  property: report.property,
  value: report.value as unknown,
  constraints: Object.entries(constraints ?? {}),
  contexts,
});

it.each(classes)('the broken rules of a %s are those that class-validator reports', (name, InputClass) => {
  const fields = Object.keys((schema.getType(name) as GraphQLInputObjectType).getFields());
  const anyObject = fc.record(Object.fromEntries(fields.map((field) => [field, anyValue])), { requiredKeys: [] });
  let broken = 0;
  fc.assert(
    fc.property(anyObject, (members) => {
      const input = Object.assign(new InputClass(), members);
      const reports = brokenRulesOf(input);
      const errors = validateSync(input, { validationError: { target: false }, forbidUnknownValues: false });
      broken += errors.length;
      expect(reports?.map(read)).toEqual(errors.map(read));
    }),
    tries(300),
  );
  const hasRules = getMetadataStorage().getTargetValidationMetadatas(InputClass, '', false, false).length > 0;
  expect(broken > 0).toBe(hasRules);
});

/** The doctor judges $filter by the properties that clients can filter by. */
import { isInputObjectType } from 'graphql';
import { expect, it } from '@jest/globals';
import { properties } from '../../src/doctor/checks/properties.js';
import { schemaShape } from '../../src/graphql/schema/build-schema.js';

/** The type of the filter of each kind of literal. */
const kinds: Readonly<Record<string, string>> = {
  IDFilter: 'string',
  StringFilter: 'string',
  NullableStringFilter: 'string',
  IntFilter: 'number',
  DateTimeOffsetFilter: 'date',
};

it('they are all there, with their kinds', () => {
  const filter = schemaShape().schema.getType('MacOSSoftwareUpdateAccountSummaryFilter');
  if (!isInputObjectType(filter)) throw new Error('the schema has another name for the filter');
  const fields = Object.values(filter.getFields())
    .map(({ name, type }) => [name, kinds[String(type)]])
    .filter(([, kind]) => kind !== undefined);
  expect(Object.fromEntries(fields)).toEqual(properties);
});

/**
 * `Edm.DateTimeOffset` as lossless text: `2017-01-01T00:00:56.8321556-08:00` is returned digit for digit.
 *
 * It never becomes a `Date`, which keeps three digits and no offset. As an input any string is accepted here and
 * `IsDateTimeOffset` checks it, so that an invalid date is reported together with the other broken rules of its input.
 */
import { GraphQLScalarType, Kind, valueFromASTUntyped } from 'graphql';
import { isDateTimeOffset } from './date-time-offset.js';

function text(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('DateTimeOffset must be a string');
  return value;
}

export const DateTimeOffset = new GraphQLScalarType<string, string>({
  name: 'DateTimeOffset',
  description:
    'A date and time with its offset from UTC, as text that is passed on unchanged: RFC 3339 in capital letters with a mandatory offset and up to 12 fractional digits, for example `2017-01-01T00:00:56.8321556-08:00`.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  serialize(value) {
    const date = text(value);
    if (!isDateTimeOffset(date)) throw new TypeError('DateTimeOffset must be a date and time with an offset');
    return date;
  },
  parseValue: text,
  parseLiteral: (node, variables) =>
    text(node.kind === Kind.STRING ? node.value : valueFromASTUntyped(node, variables)),
});

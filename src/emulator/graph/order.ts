/** `$orderby` as a comparison of rows. Ties keep the order of creation, because sorting is stable. */
import { badQuery } from './answers.js';
import { propertyOf, type EntityType } from './entity-type.js';
import type { Row } from './entity.js';
import { compare, comparable } from './values.js';

type Comparison = (left: Row, right: Row) => number;

export function parseOrder(type: EntityType, orderBy: string): Comparison {
  const comparisons = orderBy.split(',').map((clause) => comparisonOf(type, clause.trim()));
  return (left, right) => {
    for (const comparison of comparisons) {
      const difference = comparison(left, right);
      if (difference !== 0) return difference;
    }
    return 0;
  };
}

function comparisonOf(type: EntityType, clause: string): Comparison {
  const parts = /^(\w+)(?:\s+(asc|desc))?$/.exec(clause);
  if (parts === null) throw badQuery(`Syntax error in the order '${clause}'.`);
  const [, name = '', direction] = parts;
  const property = propertyOf(type, name);
  if (property === undefined) throw badQuery(`Could not find a property named '${name}' on type '${type.name}'.`);
  const sign = direction === 'desc' ? -1 : 1;
  return (left, right) => sign * compare(comparable(property, left[name]), comparable(property, right[name]));
}

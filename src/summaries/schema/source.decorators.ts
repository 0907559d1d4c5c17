/**
 * The properties of Graph's object that a computed field needs, as decorators, so that `$select` and `$expand` are
 * derived from the fields (resource/selected-properties.ts). Every field resolver has one; build-schema.ts rejects one
 * without.
 */
import { Extensions } from 'type-graphql';
import { applyDecorators } from './apply-decorators.js';
import { CostsChildren, CostsNothing } from './cost.decorators.js';

/** Name of the extension with the property that a field needs. */
export const sourceExtension = 'source';
/** Name of the extension of a field whose rows are contained in the object: a navigation property of the same name. */
export const childrenExtension = 'children';
/** Name of the extension of a field that is the key of an object above. */
export const keyAboveExtension = 'keyAbove';

/** Name of the extension of a field that is computed from a property of every row in a list. */
export const rowPropertyExtension = 'rowProperty';

/** On a field that is computed from one property of its object. */
export function ReadsProperty(property: string): MethodDecorator {
  return Extensions({ [sourceExtension]: property });
}

/** On a field that joins another subgraph's entity by a property, without a call. */
export function Joins(property: string): MethodDecorator {
  return applyDecorators(ReadsProperty(property), CostsNothing());
}

/**
 * On a key of an object that contains this one: it is known from the address, so Graph is asked for the object's own key
 * alone.
 */
export function KeyAbove(): PropertyDecorator {
  return applyDecorators(ReadsProperty('id'), Extensions({ [keyAboveExtension]: true }));
}

/** On a list of contained objects: read by one call, or included by `$expand`. */
export function Children(): MethodDecorator {
  return applyDecorators(ReadsProperty('id'), Extensions({ [childrenExtension]: true }), CostsChildren());
}

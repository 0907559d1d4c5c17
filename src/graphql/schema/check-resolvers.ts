/** Rejects resolvers that type-graphql would accept but that would fail, or do nothing, when they are called. */
import { getMetadataStorage } from 'type-graphql';
import { sourceExtension } from '../../summaries/schema/source.decorators.js';

/** `classes`: those of all resolvers. Throws an Error that names the class and the field. */
export function checkResolvers(classes: readonly unknown[]): void {
  const { resolverClasses, fieldResolvers, fieldExtensions } = getMetadataStorage();
  for (const each of classes) {
    const isResolver = resolverClasses.some(({ target }) => target === each);
    if (!isResolver) throw new Error(`${nameOf(each)} is listed as a resolver and has no @Resolver()`);
  }
  const lineage = new Set(classes.flatMap(withParents));
  for (const { kind, target, methodName } of fieldResolvers) {
    if (kind !== 'external' || !lineage.has(target)) continue;
    const hasSource = fieldExtensions.some(
      (each) => each.target === target && each.fieldName === methodName && sourceExtension in each.extensions,
    );
    if (!hasSource) {
      throw new Error(
        `${nameOf(target)}.${methodName} must say which property of Graph it needs: @ReadsProperty(), @Joins() or @Children()`,
      );
    }
  }
}

/** A class and its base classes. */
function withParents(type: unknown): unknown[] {
  return typeof type === 'function' && type !== Function.prototype
    ? [type, ...withParents(Object.getPrototypeOf(type))]
    : [];
}

function nameOf(type: unknown): string {
  return typeof type === 'function' ? type.name : String(type);
}

/** The keys of every entity, read from the directives that routers read: `@key(fields: "accountSummaryId id")`. */
import { Kind, visit, type ConstDirectiveNode, type DocumentNode } from 'graphql';

/** Name of an entity -> names of the fields that identify it. */
export type EntityKeys = ReadonlyMap<string, readonly string[]>;

export function entityKeys(document: DocumentNode): EntityKeys {
  const keys = new Map<string, readonly string[]>();
  visit(document, {
    [Kind.OBJECT_TYPE_DEFINITION]({ name, directives = [] }) {
      const given = directives.filter(isResolvedKey);
      if (given.length === 0) return false;
      const [fields] = given
        .flatMap((directive) => directive.arguments ?? [])
        .filter((each) => each.name.value === 'fields');
      if (given.length > 1 || fields?.value.kind !== Kind.STRING || /[{}]/.test(fields.value.value)) {
        throw new Error(`${name.value}: an entity must have one @key with plain fields, as in "accountSummaryId id"`);
      }
      keys.set(name.value, fields.value.value.trim().split(/[\s,]+/));
      return false;
    },
  });
  return keys;
}

/** With `resolvable: false` another subgraph resolves the entity. */
function isResolvedKey({ name, arguments: given = [] }: ConstDirectiveNode): boolean {
  const isOff = given.some(
    (each) => each.name.value === 'resolvable' && each.value.kind === Kind.BOOLEAN && !each.value.value,
  );
  return name.value === 'key' && !isOff;
}

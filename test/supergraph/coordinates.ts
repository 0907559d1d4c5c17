/** A schema as a table of coordinates, as in `Query.user(id:)`. */
import { Kind, parse, print, visit, type ASTNode } from 'graphql';

export interface Entry {
  readonly description: string | undefined;
  /** As text, as in `@tag(name: "write")`. */
  readonly directives: readonly string[];
}

const named = new Set<string>([
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.ENUM_VALUE_DEFINITION,
  Kind.SCALAR_TYPE_DEFINITION,
  Kind.FIELD_DEFINITION,
  Kind.INPUT_VALUE_DEFINITION,
]);

export function coordinatesOf(sdl: string): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  visit(parse(sdl), {
    [Kind.DIRECTIVE_DEFINITION]: () => false,
    enter(node, _key, _parent, _path, ancestors) {
      if (!named.has(node.kind)) return undefined;
      const above = ancestors.filter((each): each is ASTNode => 'kind' in each && named.has(each.kind));
      const coordinate = [...above, node].map((each) => ('name' in each ? (each.name?.value ?? '') : '')).join('.');
      const { description, directives = [] } = node as { description?: { value: string }; directives?: ASTNode[] };
      // Composers print differently; the parsed form is the same.
      const texts = directives.map((directive) => print(sorted(directive)).replace(/\s+/g, ''));
      entries.set(coordinate, { description: description?.value, directives: texts });
      return undefined;
    },
  });
  return entries;
}

/** Arguments in the order of their names. */
function sorted(directive: ASTNode): ASTNode {
  if (directive.kind !== Kind.DIRECTIVE || directive.arguments === undefined) return directive;
  const byName = [...directive.arguments].sort((a, b) => (a.name.value < b.name.value ? -1 : 1));
  return { ...directive, arguments: byName };
}

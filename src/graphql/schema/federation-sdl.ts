/**
 * A schema -> the SDL that composers and routers read: with the `@link` that names the federation version and its
 * imports, with the permissions of each operation, and without descriptions that belong to other subgraphs.
 */
import { getDocumentNodeFromSchema } from '@graphql-tools/utils';
import {
  isObjectType,
  Kind,
  parse,
  print,
  visit,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import type { Access } from '../../core/token-source.js';
import { accessExtension } from '../../summaries/schema/access.js';
import { describedElsewhereExtension } from '../../summaries/schema/described-elsewhere.js';

/** The permissions; a caller needs one of them. */
export type Scopes = Readonly<Record<Access, readonly string[]>>;

/** docs/adr/0012-one-federation-version.md says why it is not a later one. */
const federation = 'https://specs.apollo.dev/federation/v2.9';
const federationDirectives = [
  'key',
  'shareable',
  'tag',
  'authenticated',
  'requiresScopes',
  'cost',
  'listSize',
] as const;

export interface FederationSdl {
  /** What composers and routers read. */
  readonly sdl: string;
  /** The same with every description, for users of the subgraph itself. */
  readonly typeDefs: DocumentNode;
}

/** `scopes` undefined: for routers that do not know `@authenticated` and `@requiresScopes`. */
export function federationSdl(schema: GraphQLSchema, scopes: Scopes | undefined): FederationSdl {
  const plain = getDocumentNodeFromSchema(schema);
  const document = scopes === undefined ? plain : withAuthorization(plain, schema, scopes);
  const text = (definitions: DocumentNode): string => `${link(document)}\n\n${print(definitions)}\n`;
  return { sdl: text(withOwnDescriptions(document, schema)), typeDefs: parse(text(document)) };
}

function link(document: DocumentNode): string {
  const used = new Set<string>();
  visit(document, { Directive: ({ name }) => void used.add(name.value) });
  const names = federationDirectives.filter((name) => used.has(name)).map((name) => `"@${name}"`);
  return `extend schema @link(url: "${federation}", import: [${names.join(', ')}])`;
}

function withAuthorization(document: DocumentNode, schema: GraphQLSchema, scopes: Scopes): DocumentNode {
  const asked = { read: directives(scopes.read), write: directives(scopes.write) };
  // A caller who may write a report may also see the result.
  const seen = directives([...new Set([...scopes.read, ...scopes.write])]);
  return mapObjects(document, schema, (node, extensions) => {
    const access = extensions[accessExtension] as Access | undefined;
    if (access === undefined) return node;
    const added = node.kind === Kind.OBJECT_TYPE_DEFINITION ? seen : asked[access];
    return { ...node, directives: [...(node.directives ?? []), ...added] };
  });
}

function withOwnDescriptions(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  return mapObjects(document, schema, (node, extensions) => {
    if (extensions[describedElsewhereExtension] !== true) return node;
    const bare = { ...node };
    delete (bare as { description?: unknown }).description;
    return bare;
  });
}

/** Object types and their fields, each with the extensions of its class. */
function mapObjects(
  document: DocumentNode,
  schema: GraphQLSchema,
  map: <Node extends ObjectTypeDefinitionNode | FieldDefinitionNode>(
    node: Node,
    extensions: Readonly<Record<string, unknown>>,
  ) => Node,
): DocumentNode {
  return visit(document, {
    [Kind.OBJECT_TYPE_DEFINITION](node) {
      const type = schema.getType(node.name.value);
      if (!isObjectType(type)) return undefined;
      const members = type.getFields();
      const fields = (node.fields ?? []).map((field) => map(field, members[field.name.value]?.extensions ?? {}));
      return map({ ...node, fields }, type.extensions);
    },
  });
}

/** Any one of the permissions is enough, so each is a set of its own. */
function directives(permissions: readonly string[]): readonly ConstDirectiveNode[] {
  const sets = JSON.stringify(permissions.map((permission) => [permission]));
  const [definition] = parse(`type T @authenticated @requiresScopes(scopes: ${sets}) { t: ID }`).definitions;
  return (definition as { directives: readonly ConstDirectiveNode[] }).directives;
}

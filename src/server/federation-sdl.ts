/**
 * A schema -> the SDL that composers and routers read: with the `@link` that names the federation version and imports
 * what is used, and with what each operation asks of its caller.
 */
import { getDocumentNodeFromSchema } from '@graphql-tools/utils';
import { Kind, parse, print, visit, type ConstDirectiveNode, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { Access } from '../graph/token-source.js';
import { accessExtension } from '../summaries/shared/access.js';

/** The permissions of which a caller needs one. */
export type Scopes = Readonly<Record<Access, readonly string[]>>;

/** docs/adr/0012-one-federation-version.md tells why not a later one. */
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

/** `scopes` undefined: for gateways that do not know `@authenticated` and `@requiresScopes`. */
export function federationSdl(schema: GraphQLSchema, scopes: Scopes | undefined): string {
  const plain = getDocumentNodeFromSchema(schema);
  const document = scopes === undefined ? plain : withAuthorization(plain, schema, scopes);
  return `${link(document)}\n\n${print(document)}\n`;
}

function link(document: DocumentNode): string {
  const used = new Set<string>();
  visit(document, { Directive: ({ name }) => void used.add(name.value) });
  const names = federationDirectives.filter((name) => used.has(name)).map((name) => `"@${name}"`);
  return `extend schema @link(url: "${federation}", import: [${names.join(', ')}])`;
}

function withAuthorization(document: DocumentNode, schema: GraphQLSchema, scopes: Scopes): DocumentNode {
  const asked = { read: directives(scopes.read), write: directives(scopes.write) };
  const markOf = (extensions: Readonly<Record<string, unknown>> | undefined): readonly ConstDirectiveNode[] =>
    asked[extensions?.[accessExtension] as Access] ?? [];
  return visit(document, {
    [Kind.OBJECT_TYPE_DEFINITION](node) {
      const type = schema.getType(node.name.value);
      if (type === undefined || !('getFields' in type)) return undefined;
      const members = type.getFields();
      const fields = (node.fields ?? []).map((field) => {
        const added = markOf(members[field.name.value]?.extensions);
        return added.length === 0 ? field : { ...field, directives: [...(field.directives ?? []), ...added] };
      });
      return { ...node, fields, directives: [...(node.directives ?? []), ...markOf(type.extensions)] };
    },
  });
}

/** Any one of the permissions will do, so each is a set of its own. */
function directives(permissions: readonly string[]): readonly ConstDirectiveNode[] {
  const sets = JSON.stringify(permissions.map((permission) => [permission]));
  const [definition] = parse(`type T @authenticated @requiresScopes(scopes: ${sets}) { t: ID }`).definitions;
  return (definition as { directives: readonly ConstDirectiveNode[] }).directives;
}

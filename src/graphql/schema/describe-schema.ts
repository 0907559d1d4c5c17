/**
 * Descriptions of what no class of this gateway defines: the schema, its root types, and federation's own types. Tools
 * show them next to those of the reports.
 *
 * They are visible in this subgraph alone. Every subgraph has these types, and composers warn about two different
 * descriptions of one.
 */
import { isObjectType, type GraphQLSchema } from 'graphql';

const ofSchema =
  'The reports of Intune about software updates of Macs, read from Microsoft Graph and written to it with the permissions of the caller.';

const ofTypes: Readonly<Record<string, string>> = {
  Query:
    'What can be read. Each field succeeds or fails alone: a part that fails is null, with an error that names it.',
  Mutation:
    'What can be written. The fields of an operation run one after the other; `extensions.written` of an error lists what the earlier ones have stored.',
  _Any: 'A reference to an entity: its `__typename` and the fields of one of its keys.',
  _Entity: 'The types to which other subgraphs can refer.',
  _Service: 'What a federation router reads of a subgraph.',
  federation__ContextFieldValue: 'A field of a context in a federation directive.',
  federation__FieldSet: 'Fields of a key in a federation directive, as in `accountSummaryId id`.',
  federation__Policy: 'The name of a policy that a router evaluates.',
  federation__Scope: 'A permission that the token of a caller can have.',
  link__Import: 'The name of a definition that `@link` imports.',
  link__Purpose: 'What a linked specification is needed for.',
};

const ofFields: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Query: {
    _entities: 'For federation routers: the entities of the references, in their order.',
    _service: 'For federation routers: this subgraph.',
  },
  _Service: { sdl: 'The schema of this subgraph, with its federation directives.' },
};

const ofArguments: Readonly<Record<string, string>> = {
  representations: 'The references.',
};

/** A description that is there already stays. */
export function describeSchema(schema: GraphQLSchema): void {
  schema.description ??= ofSchema;
  for (const [name, type] of Object.entries(schema.getTypeMap())) {
    type.description ??= ofTypes[name];
    if (!isObjectType(type)) continue;
    for (const [fieldName, description] of Object.entries(ofFields[name] ?? {})) {
      const field = type.getFields()[fieldName];
      if (field === undefined) continue;
      field.description ??= description;
      for (const argument of field.args) argument.description ??= ofArguments[argument.name];
    }
  }
}

/**
 * What a client learns about a document that does not fit the schema, from the messages of graphql-js.
 *
 * No value of the caller is repeated. In production, where the schema is hidden, a message contains only names that the
 * caller has sent. An unknown message becomes a sentence without names.
 */
import { cut } from '../../core/cut.js';

const maxCharacters = 300;
const unknown = 'The document does not fit the schema.';

type Rewriting = readonly [pattern: RegExp, message: string];

/** Values are removed; a sentence gets its full stop. */
const everywhere: readonly Rewriting[] = [
  [/^(Maximum introspection depth exceeded)$/, '$1.'],
  [/^(Expected value of type "[^"]+"), found .*$/s, '$1.'],
  [
    /^(Int|Float|String|Boolean|ID) cannot represent (?:an? )?(non[^:]*) value: .*$/s,
    '$1 cannot represent a $2 value.',
  ],
  [
    /^Enum "(\w+)" cannot represent .*?(?:\.( Did you mean the enum value [\w", ]+\?)|)$/s,
    'Enum "$1" has no such value.$2',
  ],
  [
    /^Value "\w+" does not exist in "(\w+)" enum\.( Did you mean the enum value [\w", ]+\?)?$/,
    'Enum "$1" has no such value.$2',
  ],
];

/** Each pattern matches a whole message. The kept parts are names from the document. */
const inProduction: readonly Rewriting[] = [
  [/^(Cannot query field "\w+") on type "\w+"\.$/, '$1.'],
  [/^(Fragment(?: "\w+")? cannot condition on non composite type "\w+"\.)$/, '$1'],
  [/^(Unknown argument "\w+" on field ")\w+\.(\w+"\.)$/, '$1$2'],
  [/^(Unknown argument "\w+" on directive "@\w+"\.)$/, '$1'],
  [/^(Unknown directive "@\w+"\.)$/, '$1'],
  [/^(Directive "@\w+" may not be used on [A-Z_]+\.)$/, '$1'],
  [/^(Unknown (?:fragment|type) "\w+"\.)$/, '$1'],
  [/^(The (?:schema|"\w+") definition is not executable\.)$/, '$1'],
  [/^(This anonymous operation must be the only defined operation\.)$/, '$1'],
  [/^(Cannot spread fragment "\w+" within itself(?: via (?:"\w+"(?:, )?)+)?\.)$/, '$1'],
  [/^(Variable "\$\w+" is not defined(?: by operation "\w+")?\.)$/, '$1'],
  [/^(Variable "\$\w+" is never used(?: in operation "\w+")?\.)$/, '$1'],
  [/^(Fragment "\w+" is never used\.)$/, '$1'],
  [/^(Fields "\w+" conflict because (?:[\w, ]|"\w+")+\. Use different aliases on the fields .*)$/, '$1'],
  [/^(Fragment(?: "\w+")? cannot be spread here) as objects of type "\w+" can never be of type "\w+"\.$/, '$1.'],
  [
    /^(Field "\w+"|Directive "@\w+") argument "\w+" of type "[^"]+" is required, but it was not provided\.$/,
    '$1 requires another argument.',
  ],
  [/^(Field "\w+" must not have a selection) since type "[^"]+" has no subfields\.$/, '$1.'],
  [/^(Field "\w+") of type "[^"]+" (must have a selection of subfields\.).*$/, '$1 $2'],
  [/^(There can be only one (?:argument|fragment|input field|operation|variable) named "\$?\w+"\.)$/, '$1'],
  [/^(The directive "@\w+" can only be used once at this location\.)$/, '$1'],
  [/^(Variable "\$\w+" cannot be non-input type "[^"]+"\.)$/, '$1'],
  [/^(Variable "\$\w+" of type "[^"]+" used in position) expecting type "[^"]+"\.$/, '$1 of another type.'],
  [/^Field "[^"]+" of required type "[^"]+" was not provided\.$/, 'An object lacks a required field.'],
  [/^(Field "\w+" is not defined) by type "\w+"\.$/, '$1 by the type of its object.'],
  [/^Expected value of type "[^"]+"\.$/, 'A value does not have the expected type.'],
  [/^((?:Int|Float|String|Boolean|ID) cannot represent a non[\w -]* value\.)$/, '$1'],
  [/^Enum "\w+" has no such value\.$/, 'An enum has no such value.'],
  [/^(Maximum introspection depth exceeded\.)$/, '$1'],
  [/^(Too many validation errors, error limit reached\. Validation aborted\.)$/, '$1'],
  [/^(GraphQL introspection is not allowed by Apollo Server, but the query contained __schema or __type)\b.*$/, '$1.'],
];

/** `message` is from graphql-js or Apollo Server. */
export function validationMessage(message: string, production: boolean): string {
  const withoutValue = rewritten(message, everywhere) ?? message;
  if (!production) return cut(withoutValue, maxCharacters);
  const withoutTypes = withoutValue.replace(/\b(return conflicting types) "[^"]+" and "[^"]+"/g, '$1');
  return cut(rewritten(withoutTypes, inProduction) ?? unknown, maxCharacters);
}

function rewritten(message: string, rewritings: readonly Rewriting[]): string | undefined {
  const found = rewritings.find(([pattern]) => pattern.test(message));
  return found && message.replace(found[0], found[1]);
}

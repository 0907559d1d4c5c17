/**
 * `npm run properties`: writes docs/properties.md, the properties of every kind of report, from the build's schema.
 *
 * The meaning of a property is written once, at its field; this page shows all of them together.
 */
import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { getNamedType, isEnumType, isInputObjectType, isNonNullType, isObjectType } from 'graphql';
import { format, resolveConfig } from 'prettier';
import { schemaShape } from '../dist/graphql/schema/build-schema.js';
import { keyAboveExtension } from '../dist/summaries/schema/source.decorators.js';

const file = 'docs/properties.md';
const { schema, sdl } = schemaShape();
const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type));
/** Every type with a key and more: other subgraphs describe what has a key alone. */
const kinds = types.filter((type) => 'id' in type.getFields() && valuesOf(type).length > 1);
const sections = kinds.map((type) => `## ${type.name}\n\n${type.description}\n\n${tableOf(type)}\n`);
const page = `# Properties of the reports

The names are Graph's. The keys of the objects that contain a report, \`accountSummaryId\` and \`categorySummaryId\`, come from
its address and are not listed. "Null" says whether a value may be null: where Graph's metadata allows it, and for a member of an
enumeration that the schema does not know. Personal properties have the tag
\`personal\` in the schema, so that a [contract](federation.md) can leave them out. Written by \`npm run generate\`.

${sections.join('\n')}`;
const options = await resolveConfig(file);
await writeFile(file, await format(page, { ...options, filepath: file }));

/** @param {import('graphql').GraphQLObjectType} type */
function tableOf(type) {
  const lists = listsOf(type);
  const rows = valuesOf(type).map((field) => {
    const nullable = isNonNullType(field.type) ? 'no' : 'yes';
    const listed = lists === undefined ? [] : [lists.filters, lists.orders].map((set) => yesOrNo(set.has(field.name)));
    const personal = yesOrNo(isPersonal(type.name, field.name));
    const cells = [`\`${field.name}\``, `\`${getNamedType(field.type).name}\``, nullable, personal, ...listed];
    return `| ${[...cells, (field.description ?? '').replaceAll('|', '\\|')].join(' | ')} |`;
  });
  const columns = ['property', 'type', 'null', 'personal', ...(lists ? ['filter', 'order'] : []), 'meaning'];
  return [`| ${columns.join(' | ')} |`, `|${columns.map(() => '---').join('|')}|`, ...rows].join('\n');
}

/** @param {import('graphql').GraphQLObjectType} type */
function valuesOf(type) {
  return Object.values(type.getFields()).filter(
    (field) => !isObjectType(getNamedType(field.type)) && field.extensions[keyAboveExtension] !== true,
  );
}

/**
 * What the pages of a type's rows can be filtered and ordered by; undefined for a type without pages.
 * @param {import('graphql').GraphQLObjectType} type
 */
function listsOf(type) {
  const page = types.find((each) => {
    const nodes = each.getFields()['nodes'];
    return nodes !== undefined && getNamedType(nodes.type) === type;
  });
  const list = types
    .flatMap((each) => Object.values(each.getFields()))
    .find((each) => getNamedType(each.type) === page);
  if (page === undefined || list === undefined) return undefined;
  /** @param {string} name */
  const fieldsOf = (name) => {
    const argument = list.args.find((each) => each.name === name);
    const input = argument && getNamedType(argument.type);
    return isInputObjectType(input) ? input.getFields() : {};
  };
  const order = getNamedType(fieldsOf('orderBy')['field']?.type);
  return {
    filters: new Set(Object.keys(fieldsOf('filter'))),
    orders: new Set(isEnumType(order) ? order.getValues().map(({ name }) => name) : []),
  };
}

/** @param {boolean} value */
function yesOrNo(value) {
  return value ? 'yes' : 'no';
}

/**
 * The subgraph's schema has no directives; its SDL does.
 * @param {string} typeName
 * @param {string} fieldName
 */
function isPersonal(typeName, fieldName) {
  const body = new RegExp(`\\ntype ${typeName} [^{]*\\{\\n([\\s\\S]*?)\\n\\}`).exec(sdl)?.[1] ?? '';
  return new RegExp(`^  ${fieldName}: .*@tag\\(name: "personal"\\)`, 'm').test(body);
}

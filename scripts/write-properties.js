/**
 * `npm run properties`: writes docs/properties.md, the properties of every kind of report, from the build's schema.
 *
 * What a property means is said once, at its field; this page is for those who want all of them on one page.
 */
import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { getNamedType, isEnumType, isInputObjectType, isNonNullType, isObjectType } from 'graphql';
import { format, resolveConfig } from 'prettier';
import { schemaShape } from '../dist/graphql/schema/build-schema.js';

const file = 'docs/properties.md';
const { schema, sdl } = schemaShape();
const filter = schema.getType('MacOSSoftwareUpdateAccountSummaryFilter');
const filters = isInputObjectType(filter) ? filter.getFields() : {};
const order = schema.getType('MacOSSoftwareUpdateAccountSummaryOrderField');
const orders = new Set(isEnumType(order) ? order.getValues().map(({ name }) => name) : []);

const kinds = Object.values(schema.getTypeMap())
  .filter((type) => isObjectType(type))
  .filter(({ name }) => /^MacOSSoftwareUpdate\w+Summary$/.test(name));
const sections = kinds.map((type) => `## ${type.name}\n\n${type.description}\n\n${tableOf(type)}\n`);
const page = `# Properties of the reports

The names are Graph's. "Null" says whether a value may be null: where Graph's metadata allows it, and for a member of an
enumeration that the schema does not know. Personal properties have the tag
\`personal\` in the schema, so that a [contract](federation.md) can leave them out. Written by \`npm run generate\`.

${sections.join('\n')}`;
const options = await resolveConfig(file);
await writeFile(file, await format(page, { ...options, filepath: file }));

/** @param {import('graphql').GraphQLObjectType} type */
function tableOf(type) {
  const isListed = type.name === 'MacOSSoftwareUpdateAccountSummary';
  const rows = Object.values(type.getFields())
    .filter((field) => !isObjectType(getNamedType(field.type)))
    .map((field) => {
      const nullable = isNonNullType(field.type) ? 'no' : 'yes';
      const listed = isListed ? [field.name in filters ? 'yes' : 'no', orders.has(field.name) ? 'yes' : 'no'] : [];
      const personal = isPersonal(type.name, field.name) ? 'yes' : 'no';
      const cells = [`\`${field.name}\``, `\`${getNamedType(field.type).name}\``, nullable, personal, ...listed];
      return `| ${[...cells, (field.description ?? '').replaceAll('|', '\\|')].join(' | ')} |`;
    });
  const columns = ['property', 'type', 'null', 'personal', ...(isListed ? ['filter', 'order'] : []), 'meaning'];
  return [`| ${columns.join(' | ')} |`, `|${columns.map(() => '---').join('|')}|`, ...rows].join('\n');
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

/** `$select` and `$expand`, which nest in each other: what of an object, and of what it contains, is to be answered. */
import { badQuery, optionNotAllowed } from './answers.js';
import { propertyOf, type EntityType } from './entity-types.js';
import type { StoredNode } from './store.js';
import type { Quirks } from './quirks.js';

export interface Selection {
  /** Undefined is what comes of itself. */
  readonly select: readonly string[] | undefined;
  /** What of the children; undefined is none of them. */
  readonly expand: Selection | undefined;
}

export function parseSelection(type: EntityType, options: ReadonlyMap<string, string>, quirks: Quirks): Selection {
  const select = options.get('select');
  const expand = options.get('expand');
  if (expand !== undefined && quirks.expandRefused) throw optionNotAllowed('Expand');
  return {
    select: select === undefined || quirks.selectIgnored ? undefined : parseSelect(type, select),
    expand: expand === undefined ? undefined : parseExpand(type, expand, quirks),
  };
}

/** The object as selected; annotations of its type stay. `context` is the metadata address of the object. */
export function project(type: EntityType, node: StoredNode, selection: Selection, context: string): object {
  const { expand } = selection;
  const select = selection.select ?? type.usualProperties;
  const entries = Object.entries(node.row).filter(
    ([name]) => select === undefined || name.startsWith('@') || select.includes(name),
  );
  const object = Object.fromEntries(entries);
  const { child } = type;
  if (expand === undefined || child === undefined) return object;
  const inner = `${context}('${node.row.id}')/${child.collection}`;
  return {
    ...object,
    [`${child.collection}@odata.context`]: inner,
    [child.collection]: [...node.children.values()].map((each) => project(child, each, expand, inner)),
  };
}

function parseSelect(type: EntityType, text: string): readonly string[] | undefined {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find(
    (name) => name !== '*' && name !== type.child?.collection && propertyOf(type, name) === undefined,
  );
  if (unknown !== undefined) {
    throw badQuery(`Could not find a property named '${unknown}' on type '${type.name}'.`);
  }
  return names.includes('*') ? Object.keys(type.properties) : names;
}

/** Each type has one navigation property at most, so that one expansion is all there can be. */
function parseExpand(type: EntityType, text: string, quirks: Quirks): Selection {
  const parts = /^\s*(\w+|\*)\s*(?:\((.*)\))?\s*$/s.exec(text);
  if (parts === null) throw badQuery(`Syntax error in the expansion '${text}'.`);
  const [, name = '', inner] = parts;
  const { child } = type;
  if (child === undefined || (name !== child.collection && name !== '*')) {
    throw badQuery(`Could not find a navigation property named '${name}' on type '${type.name}'.`);
  }
  return parseSelection(child, innerOptions(inner), quirks);
}

function innerOptions(text: string | undefined): Map<string, string> {
  const options = new Map<string, string>();
  for (const option of text === undefined ? [] : splitOutsideBrackets(text)) {
    const parts = /^\s*\$?(select|expand)\s*=(.*)$/s.exec(option);
    if (parts === null) throw badQuery(`The option '${option}' is not supported inside an expansion.`);
    options.set(parts[1] ?? '', parts[2] ?? '');
  }
  return options;
}

function splitOutsideBrackets(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    depth += character === '(' ? 1 : character === ')' ? -1 : 0;
    if (depth < 0) throw badQuery(`Unbalanced brackets in the expansion '${text}'.`);
    if (character === ';' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  if (depth !== 0) throw badQuery(`Unbalanced brackets in the expansion '${text}'.`);
  return parts;
}

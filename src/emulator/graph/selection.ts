/** `$select` and `$expand`, which nest in each other: the parts of an object, and of its children, to return. */
import { badQuery, optionNotAllowed } from './answers.js';
import { propertyOf, type EntityType } from './entity-type.js';
import type { StoredNode } from './store.js';
import type { Quirks } from './quirks.js';

export interface Selection {
  /** Undefined: the default properties. */
  readonly select: readonly string[] | undefined;
  /** The selection of the children, by their type; other types are omitted. */
  readonly expand: ReadonlyMap<EntityType, Selection>;
}

export function parseSelection(type: EntityType, options: ReadonlyMap<string, string>, quirks: Quirks): Selection {
  const select = options.get('select');
  const expand = options.get('expand');
  if (expand !== undefined && quirks.expandRefused) throw optionNotAllowed('Expand');
  return {
    select: select === undefined || quirks.selectIgnored ? undefined : parseSelect(type, select),
    expand: expand === undefined ? new Map() : parseExpand(type, expand, quirks),
  };
}

/** The selected parts of the object; annotations of its type stay. `context` is the metadata address of the object. */
export function project(type: EntityType, node: StoredNode, selection: Selection, context: string): object {
  const select = selection.select ?? type.usualProperties;
  const entries = Object.entries(node.row).filter(
    ([name]) => select === undefined || name.startsWith('@') || select.includes(name),
  );
  const expanded = [...selection.expand].flatMap(([child, inside]) => {
    const inner = `${context}('${node.row.id}')/${child.collection}`;
    const children = [...(node.children.get(child)?.values() ?? [])];
    return [
      [`${child.collection}@odata.context`, inner] as const,
      [child.collection, children.map((each) => project(child, each, inside, inner))] as const,
    ];
  });
  return Object.fromEntries([...entries, ...expanded]);
}

function parseSelect(type: EntityType, text: string): readonly string[] | undefined {
  const names = text.split(',').map((name) => name.trim());
  const navigation = type.children.map(({ collection }) => collection);
  const unknown = names.find(
    (name) => name !== '*' && !navigation.includes(name) && propertyOf(type, name) === undefined,
  );
  if (unknown !== undefined) {
    throw badQuery(`Could not find a property named '${unknown}' on type '${type.name}'.`);
  }
  return names.includes('*') ? Object.keys(type.properties) : names;
}

function parseExpand(type: EntityType, text: string, quirks: Quirks): Map<EntityType, Selection> {
  const expand = new Map<EntityType, Selection>();
  for (const item of splitOutsideBrackets(text, ',')) {
    const parts = /^\s*(\w+|\*)\s*(?:\((.*)\))?\s*$/s.exec(item);
    if (parts === null) throw badQuery(`Syntax error in the expansion '${item}'.`);
    const [, name = '', inner] = parts;
    const children = type.children.filter(({ collection }) => name === '*' || name === collection);
    if (children.length === 0) {
      throw badQuery(`Could not find a navigation property named '${name}' on type '${type.name}'.`);
    }
    for (const child of children) {
      if (expand.has(child))
        throw badQuery(`The navigation property '${child.collection}' is expanded more than once.`);
      expand.set(child, parseSelection(child, innerOptions(inner), quirks));
    }
  }
  return expand;
}

function innerOptions(text: string | undefined): Map<string, string> {
  const options = new Map<string, string>();
  for (const option of text === undefined ? [] : splitOutsideBrackets(text, ';')) {
    const parts = /^\s*\$?(select|expand)\s*=(.*)$/s.exec(option);
    if (parts === null) throw badQuery(`The option '${option}' is not supported inside an expansion.`);
    options.set(parts[1] ?? '', parts[2] ?? '');
  }
  return options;
}

function splitOutsideBrackets(text: string, separator: ',' | ';'): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    depth += character === '(' ? 1 : character === ')' ? -1 : 0;
    if (depth < 0) throw badQuery(`Unbalanced brackets in the expansion '${text}'.`);
    if (character === separator && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  if (depth !== 0) throw badQuery(`Unbalanced brackets in the expansion '${text}'.`);
  return parts;
}

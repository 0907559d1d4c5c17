/** `$filter`, split into words, literals and brackets by OData's rules of quoting. */
import { badQuery } from './answers.js';
import { instantOf } from './instant.js';

export type Literal =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'int32'; readonly value: number }
  | { readonly kind: 'date'; readonly value: bigint }
  | { readonly kind: 'null'; readonly value: null };

export type Token =
  | { readonly type: 'literal'; readonly literal: Literal; readonly text: string }
  | { readonly type: 'word' | 'sign' | 'end'; readonly text: string };

const shape =
  /(?<space>\s+)|(?<quoted>'(?:[^']|'')*')|(?<date>\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d))|(?<number>-?\d{1,15})(?![\w.-])|(?<word>[A-Za-z_]\w*)|(?<sign>[(),])/y;

export function tokensOf(filter: string): Token[] {
  const tokens: Token[] = [];
  const matcher = new RegExp(shape);
  while (matcher.lastIndex < filter.length) {
    const position = matcher.lastIndex;
    const found = matcher.exec(filter);
    if (found === null) throw badQuery(`Syntax error at position ${position} in '${filter}'.`);
    const token = tokenOf(found[0], found.groups ?? {});
    if (token !== undefined) tokens.push(token);
  }
  return [...tokens, { type: 'end', text: 'the end' }];
}

function tokenOf(text: string, groups: Readonly<Record<string, string | undefined>>): Token | undefined {
  if (groups['space'] !== undefined) return undefined;
  if (groups['quoted'] !== undefined) {
    return literal(text, { kind: 'text', value: text.slice(1, -1).replaceAll("''", "'") });
  }
  if (groups['date'] !== undefined) {
    const value = instantOf(text);
    if (value === undefined) throw badQuery(`Unrecognized 'Edm.DateTimeOffset' literal '${text}'.`);
    return literal(text, { kind: 'date', value });
  }
  if (groups['number'] !== undefined) return literal(text, { kind: 'int32', value: Number(text) });
  if (text === 'null') return literal(text, { kind: 'null', value: null });
  return { type: groups['word'] === undefined ? 'sign' : 'word', text };
}

function literal(text: string, value: Literal): Token {
  return { type: 'literal', text, literal: value };
}

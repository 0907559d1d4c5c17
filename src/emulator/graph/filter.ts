/**
 * `$filter` as a predicate over rows: a recursive-descent parser of the part of OData that reports need.
 *
 *     or    = and *("or" and)                 and  = unary *("and" unary)
 *     unary = "not" unary | "(" or ")" | ("startswith"|"contains") "(" text "," literal ")"
 *           | property ("eq"|"ne"|"gt"|"ge"|"lt"|"le") literal | property "in" "(" literal *("," literal) ")"
 *     text  = property | "tolower" "(" text ")"
 *
 * Logic is OData's, with null as a third value: a function of null is null, `not null` is null, and only true passes.
 * As in OData, `not` wants a bracket or a function, for it binds more tightly than a comparison.
 */
import { badQuery, GraphRefusalError } from './answers.js';
import { propertyOf, type EntityType, type Property } from './entity-type.js';
import type { Row } from './entity.js';
import { tokensOf, type Literal, type Token } from './filter-tokens.js';
import type { Quirks } from './quirks.js';
import { compare, comparable, type Comparable } from './values.js';

type Truth = boolean | null;
type Condition = (row: Row) => Truth;
type TextOf = (row: Row) => string | null;

const functions: ReadonlyMap<string, (text: string, part: string) => boolean> = new Map([
  ['startswith', (text, part) => text.startsWith(part)],
  ['contains', (text, part) => text.includes(part)],
]);

const comparisons: ReadonlyMap<string, (left: Comparable, right: Comparable) => boolean> = new Map([
  ['eq', (left, right) => compare(left, right) === 0],
  ['ne', (left, right) => compare(left, right) !== 0],
  ['gt', (left, right) => left !== null && right !== null && compare(left, right) > 0],
  ['ge', (left, right) => left !== null && right !== null && compare(left, right) >= 0],
  ['lt', (left, right) => left !== null && right !== null && compare(left, right) < 0],
  ['le', (left, right) => left !== null && right !== null && compare(left, right) <= 0],
]);
const deepest = 100;

/** Throws a Refusal if the text is not a filter, or names a property that the type does not have. */
export function parseFilter(type: EntityType, filter: string, quirks: Quirks): (row: Row) => boolean {
  const parser = new FilterParser(type, tokensOf(filter), quirks);
  const condition = parser.whole();
  return (row) => condition(row) === true;
}

class FilterParser {
  #position = 0;
  #depth = 0;

  constructor(
    private readonly type: EntityType,
    private readonly tokens: readonly Token[],
    private readonly quirks: Quirks,
  ) {}

  whole(): Condition {
    const condition = this.#or();
    if (this.#next().type !== 'end') throw this.#unexpected();
    return condition;
  }

  #or(): Condition {
    const parts = this.#chain('or', () => this.#and());
    return (row) => parts.reduce<Truth>((truth, part) => (truth === true ? true : either(truth, part(row))), false);
  }

  #and(): Condition {
    const parts = this.#chain('and', () => this.#unary());
    return (row) => parts.reduce<Truth>((truth, part) => (truth === false ? false : both(truth, part(row))), true);
  }

  #chain(word: string, operand: () => Condition): Condition[] {
    const parts = [operand()];
    while (this.#take(word)) parts.push(operand());
    return parts;
  }

  #unary(): Condition {
    this.#depth += 1;
    if (this.#depth > deepest) throw badQuery(`The depth limit of '${deepest}' has been exceeded.`);
    const condition = this.#take('not') ? this.#not() : this.#primary();
    this.#depth -= 1;
    return condition;
  }

  #not(): Condition {
    const { text } = this.#peek();
    if (text !== '(' && text !== 'not' && !functions.has(text)) {
      throw badQuery("A unary operator with an incompatible type was detected for operator kind 'Not'.");
    }
    const inner = this.#unary();
    return (row) => {
      const truth = inner(row);
      return truth === null ? null : !truth;
    };
  }

  #primary(): Condition {
    if (this.#take('(')) {
      const inner = this.#or();
      this.#expect(')');
      return inner;
    }
    const name = this.#peek().text;
    const holds = functions.get(name);
    if (holds === undefined || !this.#take(name)) return this.#comparison();
    if (this.quirks.functionsRefused) {
      throw new GraphRefusalError(500, 'InternalServerError', 'An internal server error has occurred.');
    }
    const condition = this.#function(name, holds);
    return this.quirks.functionsIgnored ? () => true : condition;
  }

  #function(name: string, holds: (text: string, part: string) => boolean): Condition {
    this.#expect('(');
    const textOf = this.#text(name);
    this.#expect(',');
    const part = this.#literal();
    this.#expect(')');
    if (part.kind !== 'text') throw mismatch(name);
    const wanted = this.#loose(part.value);
    return (row) => {
      const text = textOf(row);
      return text === null ? null : holds(this.#loose(text), wanted);
    };
  }

  #text(name: string): TextOf {
    if (this.#take('tolower')) {
      this.#expect('(');
      const textOf = this.#text(name);
      this.#expect(')');
      return (row) => textOf(row)?.toLowerCase() ?? null;
    }
    const { name: property, property: type } = this.#property();
    if (type.kind !== 'text') throw mismatch(name);
    return ({ [property]: value }) => (typeof value === 'string' ? value : null);
  }

  /** As a database with the quirk `looseTexts` compares. */
  #loose<Value>(value: Value): Value | string {
    if (!this.quirks.looseTexts || typeof value !== 'string') return value;
    return [...value.normalize('NFD').replace(/\p{Mn}/gu, '')].map((each) => each.toLowerCase()).join('');
  }

  #equal<Value>(value: Value): Value | string {
    const loose = this.#loose(value);
    return this.quirks.looseTexts && typeof loose === 'string' ? loose.trimEnd() : loose;
  }

  #comparison(): Condition {
    const { name, property } = this.#property();
    const operator = this.#next().text;
    if (operator === 'in') {
      this.#expect('(');
      const values = [operandOf(property, this.#literal(), operator)];
      while (this.#take(',')) values.push(operandOf(property, this.#literal(), operator));
      this.#expect(')');
      const wanted = values.map((value) => this.#equal(value));
      return (row) => wanted.includes(this.#equal(comparable(property, row[name])));
    }
    const holds = comparisons.get(operator);
    if (holds === undefined) throw this.#unexpected();
    const value = this.#equal(operandOf(property, this.#literal(), operator));
    return (row) => holds(this.#equal(comparable(property, row[name])), value);
  }

  #property(): { name: string; property: Property } {
    const token = this.#next();
    if (token.type !== 'word') throw this.#unexpected();
    const property = propertyOf(this.type, token.text);
    if (property === undefined) {
      throw badQuery(`Could not find a property named '${token.text}' on type '${this.type.name}'.`);
    }
    return { name: token.text, property };
  }

  #literal(): Literal {
    const token = this.#next();
    if (token.type !== 'literal') throw this.#unexpected();
    return token.literal;
  }

  #peek(): Token {
    return this.tokens[this.#position] ?? { type: 'end', text: 'the end' };
  }

  #next(): Token {
    const token = this.#peek();
    this.#position += 1;
    return token;
  }

  #take(text: string): boolean {
    const token = this.#peek();
    const found = token.type !== 'literal' && token.type !== 'end' && token.text === text;
    if (found) this.#position += 1;
    return found;
  }

  #expect(text: string): void {
    if (this.#take(text)) return;
    this.#position += 1;
    throw this.#unexpected();
  }

  /** About the last token that was read. */
  #unexpected(): Error {
    return badQuery(`Syntax error: '${this.tokens[this.#position - 1]?.text ?? 'the end'}' was not expected.`);
  }
}

const either = (left: Truth, right: Truth): Truth => (right === true ? true : left === null ? null : right);
const both = (left: Truth, right: Truth): Truth => (right === false ? false : left === null ? null : right);

function operandOf(property: Property, literal: Literal, operator: string): Comparable {
  const { kind } = property;
  if (literal.kind === 'null') return null;
  if (typeof kind !== 'object') {
    if (literal.kind !== kind) throw mismatch(operator);
    return literal.value;
  }
  if (literal.kind !== 'text' || !kind.members.includes(literal.value)) throw mismatch(operator);
  return comparable(property, literal.value);
}

function mismatch(operator: string): Error {
  return badQuery(`An operator with incompatible types was detected for operator kind '${operator}'.`);
}

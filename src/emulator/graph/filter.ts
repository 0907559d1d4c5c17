/**
 * `$filter` as a predicate over rows: a recursive-descent parser of the part of OData that reports need.
 *
 *     or    = and *("or" and)                 and  = unary *("and" unary)
 *     unary = "not" unary | "(" or ")" | "startswith" "(" property "," text ")"
 *           | property ("eq"|"ne"|"gt"|"ge"|"lt"|"le") literal | property "in" "(" literal *("," literal) ")"
 *
 * Logic is OData's, with null as a third value: a function of null is null, `not null` is null, and only true passes.
 * As in OData, `not` wants a bracket or a function, for it binds more tightly than a comparison.
 */
import { badQuery } from './answers.js';
import { propertyOf, type EntityType, type Property } from './entity-type.js';
import type { Row } from './entity.js';
import { tokensOf, type Literal, type Token } from './filter-tokens.js';
import { compare, comparable, type Comparable } from './values.js';

type Truth = boolean | null;
type Condition = (row: Row) => Truth;

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
export function parseFilter(type: EntityType, filter: string): (row: Row) => boolean {
  const parser = new FilterParser(type, tokensOf(filter));
  const condition = parser.whole();
  return (row) => condition(row) === true;
}

class FilterParser {
  #position = 0;
  #depth = 0;

  constructor(
    private readonly type: EntityType,
    private readonly tokens: readonly Token[],
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
    if (!['(', 'not', 'startswith'].includes(this.#peek().text)) {
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
    return this.#take('startswith') ? this.#startsWith() : this.#comparison();
  }

  #startsWith(): Condition {
    this.#expect('(');
    const { name, property } = this.#property();
    this.#expect(',');
    const prefix = this.#literal();
    this.#expect(')');
    if (property.kind !== 'text' || prefix.kind !== 'text') throw mismatch('startswith');
    return (row) => (typeof row[name] === 'string' ? row[name].startsWith(prefix.value) : null);
  }

  #comparison(): Condition {
    const { name, property } = this.#property();
    const operator = this.#next().text;
    if (operator === 'in') {
      this.#expect('(');
      const values = [operandOf(property, this.#literal(), operator)];
      while (this.#take(',')) values.push(operandOf(property, this.#literal(), operator));
      this.#expect(')');
      return (row) => values.includes(comparable(property, row[name]));
    }
    const holds = comparisons.get(operator);
    if (holds === undefined) throw this.#unexpected();
    const value = operandOf(property, this.#literal(), operator);
    return (row) => holds(comparable(property, row[name]), value);
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

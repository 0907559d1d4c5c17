/**
 * Query options as text. Every literal is escaped by OData's rules and then percent-encoded, so that no value can leave
 * its literal.
 */

/** The condition for a row, in Graph's own property names. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'not'; readonly condition: Condition }
  | { readonly kind: 'isNull'; readonly property: string }
  /** `contains` ignores case; `startsWith` does not. */
  | { readonly kind: 'startsWith' | 'contains'; readonly property: string; readonly value: string }
  /** `notIn`, as `ne`, holds for values only: a missing one is not another value. */
  | { readonly kind: 'in' | 'notIn'; readonly property: string; readonly values: readonly string[] }
  | {
      readonly kind: 'compare';
      readonly property: string;
      readonly operator: Operator;
      readonly literal: Literal;
    };

export type Operator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';

export type Literal =
  | { readonly type: 'string'; readonly value: string }
  /** A string that is equal to another one in upper or lower case: RFC 9562. */
  | { readonly type: 'guid'; readonly value: string }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'date'; readonly value: string };

export interface Order {
  readonly property: string;
  readonly descending: boolean;
}

export function filterText(condition: Condition): string {
  switch (condition.kind) {
    case 'and':
    case 'or':
      if (condition.conditions.length === 0) return condition.kind === 'and' ? 'true' : 'false';
      return condition.conditions.map((each) => `(${filterText(each)})`).join(` ${condition.kind} `);
    case 'not': {
      const { condition: inner } = condition;
      return inner.kind === 'isNull' ? `${inner.property} ne null` : `not (${filterText(inner)})`;
    }
    case 'isNull':
      return `${condition.property} eq null`;
    case 'startsWith':
      return `startswith(${condition.property},${quoted(condition.value)})`;
    case 'contains': {
      const { property, value } = condition;
      const lower = value.toLowerCase();
      // Digits and signs have no case, so a Graph without `tolower` can be asked for them.
      const subject = lower === value.toUpperCase() ? property : `tolower(${property})`;
      return `contains(${subject},${quoted(lower)})`;
    }
    case 'in':
      return `${condition.property} in (${condition.values.map(quoted).join(',')})`;
    case 'notIn':
      return `not (${condition.property} in (${condition.values.map(quoted).join(',')}))`;
    case 'compare':
      return `${condition.property} ${condition.operator} ${literalText(condition.literal)}`;
  }
}

export function orderText(orders: readonly Order[]): string {
  return orders.map(({ property, descending }) => (descending ? `${property} desc` : property)).join(',');
}

/** The properties that Graph is asked for. */
export interface Projection {
  readonly select: readonly string[];
  /** Children to include, as the text of `$expand`. */
  readonly expand: string | undefined;
}

export function projectionOptions({ select, expand }: Projection): Readonly<Record<string, string | undefined>> {
  return { $select: select.join(','), $expand: expand };
}

export type QueryOptions = Readonly<Record<string, string | number | undefined>>;

/** `?name=value&…` of the given options; empty without any. */
export function queryText(options: QueryOptions): string {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const text = given.map(([name, value]) => `${name}=${encodedOption(String(value))}`);
  return text.length === 0 ? '' : `?${text.join('&')}`;
}

/** The value of a query option, percent-encoded. */
export function encodedOption(value: string): string {
  return encodeURIComponent(value).replaceAll('%2C', ',');
}

function literalText({ type, value }: Literal): string {
  return type === 'string' || type === 'guid' ? quoted(value) : String(value);
}

function quoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

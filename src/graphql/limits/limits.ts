/** Limits of a document, its variables and its response. docs/errors.md shows the same table to clients. */
export const limits = {
  /**
   * Checked before parsing. The rule about fields that merge prints the arguments of each pair, so their length counts
   * many times.
   */
  characters: 65_536,
  /**
   * Comments count too. The parser stops at this number. Bulk reports are sent as variables, so a document stays short.
   */
  tokens: 2_000,
  /**
   * Characters of one name or alias, which a response repeats for each row. The longest name of the schema has 42;
   * routers extend the names of operations.
   */
  nameCharacters: 256,
  /** Nested fields; an account with its categories and states is 5 deep as a list with edges. */
  depth: 10,
  /** Below `__schema` and `__type`; the usual introspection query, with its nine `ofType`, is 14 deep. */
  introspectionDepth: 20,
  /**
   * Without a token, and where introspection is off: enough for a probe, and for a router that requests the SDL. The
   * cost of validation grows with the tokens.
   */
  openCharacters: 1_000,
  openTokens: 100,
  /** Of any field, `__typename` too. */
  aliases: 30,
  /** Of one operation, with fragments expanded: each is at least one call to Graph. */
  rootFields: 20,
  /**
   * The same field or fragment in one selection set, with inline fragments expanded: comparing them takes quadratic
   * time.
   */
  repetitions: 20,
  /** Fields and fragments of one operation with every fragment expanded: nested fragments are counted, not executed. */
  selections: 1_000,
  /**
   * Uses of `_service { sdl }` in one operation, at any level: it is the longest text of the gateway. Routers request
   * it once.
   */
  sdls: 1,
  /** On one field, fragment, operation or variable. */
  directivesOnOne: 5,
  directives: 50,
  /** Nested lists and objects in an argument or a variable. A filter of 8 levels has 17. */
  valueDepth: 20,
  /** Items of one list in an argument or a variable: a bulk creation takes as many. */
  listItems: 1_000,
  /** Values in all variables, including their lists and objects: 1,000 inputs of eleven properties have 12,002. */
  variableValues: 15_000,
  /** Values in the JSON of a request, counted before parsing, which takes up to 40 ns per byte. */
  bodyValues: 30_000,
  /** Errors of one response. */
  errors: 100,
  /**
   * JSON bytes of one response. 1,000 reports with every field, four categories each and four states in each have about
   * 10 MiB.
   */
  responseBytes: 16 * 1024 * 1024,
  /**
   * Values of one response, counted before it runs: executing takes about 1 µs for each. The same 1,000 reports have
   * 232,000.
   */
  responseValues: 250_000,
} as const;

/** A sentence for the client that repeats none of its text; undefined within the limit. */
export function beyond(limit: number, count: number, sentence: (count: string) => string): string | undefined {
  if (count <= limit) return undefined;
  // Nested fragments could make a number with more digits than a sentence should have.
  const amount = count > 1e9 ? 'more than 1,000,000,000' : count.toLocaleString('en');
  return `${sentence(amount)}; the limit is ${limit.toLocaleString('en')}.`;
}

/** What a document, its variables and its answer may hold. docs/errors.md shows clients the same table. */
export const limits = {
  /** Before parsing. The rule about fields that merge prints the arguments of each pair, so their length counts often. */
  characters: 65_536,
  /** The parser stops there. Reports in bulk come as variables, so a document stays a page of text. */
  tokens: 2_000,
  /** Fields in fields; an account with its categories and states is 5 deep as a list with edges. */
  depth: 10,
  /** Below `__schema` and `__type`; the usual introspection query, with its nine `ofType`, is 14 deep. */
  introspectionDepth: 20,
  /** Of any field, `__typename` too. */
  aliases: 30,
  /** Of one operation, fragments seen through: each is a call to Graph or more. */
  rootFields: 20,
  /** The same field or fragment in one selection set, inline fragments seen through: comparing them is quadratic. */
  repetitions: 20,
  /** Fields and fragments of one operation with every fragment in its place: bombs are counted, not set off. */
  selections: 1_000,
  /** On one field, fragment, operation or variable. */
  directivesOnOne: 5,
  directives: 50,
  /** Lists and objects in each other, in an argument or a variable. A filter of 8 levels has 17. */
  valueDepth: 20,
  /** Items of one list, in an argument or a variable: a creation in bulk takes as many. */
  listItems: 1_000,
  /** Errors of one answer. */
  errors: 100,
} as const;

/** A sentence for the client, without a word of theirs; undefined within the limit. */
export function beyond(limit: number, count: number, sentence: (count: string) => string): string | undefined {
  if (count <= limit) return undefined;
  // A bomb of fragments would have more digits than a sentence can hold.
  const told = count > 1e9 ? 'more than 1,000,000,000' : count.toLocaleString('en');
  return `${sentence(told)}; at most ${limit.toLocaleString('en')} are possible.`;
}

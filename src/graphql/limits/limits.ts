/** What a document, its variables and its answer may hold. docs/errors.md shows clients the same table. */
export const limits = {
  /** Before parsing. The rule about fields that merge prints the arguments of each pair, so their length counts often. */
  characters: 65_536,
  /** Comments count. The parser stops there. Reports in bulk come as variables, so a document stays a page of text. */
  tokens: 2_000,
  /** Characters of one name or alias, which an answer repeats for each row. The longest of the schema has 42; routers add to those of operations. */
  nameCharacters: 256,
  /** Fields in fields; an account with its categories and states is 5 deep as a list with edges. */
  depth: 10,
  /** Below `__schema` and `__type`; the usual introspection query, with its nine `ofType`, is 14 deep. */
  introspectionDepth: 20,
  /** Without a token, where introspection is off: enough for a probe, and for a router that asks for the SDL. Validating costs most by tokens. */
  openCharacters: 1_000,
  openTokens: 100,
  /** Of any field, `__typename` too. */
  aliases: 30,
  /** Of one operation, fragments seen through: each is a call to Graph or more. */
  rootFields: 20,
  /** The same field or fragment in one selection set, inline fragments seen through: comparing them is quadratic. */
  repetitions: 20,
  /** Fields and fragments of one operation with every fragment in its place: bombs are counted, not set off. */
  selections: 1_000,
  /** Of `_service { sdl }` in one operation, wherever it stands: the longest text of the gateway. Routers ask once. */
  sdls: 1,
  /** On one field, fragment, operation or variable. */
  directivesOnOne: 5,
  directives: 50,
  /** Lists and objects in each other, in an argument or a variable. A filter of 8 levels has 17. */
  valueDepth: 20,
  /** Items of one list, in an argument or a variable: a creation in bulk takes as many. */
  listItems: 1_000,
  /** Values in all variables, with their lists and objects: 1,000 inputs of eleven properties are 12,002. */
  variableValues: 15_000,
  /** Values in the JSON of a request, counted before it is parsed: parsing takes up to 40 ns for each byte of it otherwise. */
  bodyValues: 30_000,
  /** Errors of one answer. */
  errors: 100,
  /** Of JSON in one answer. 1,000 reports with every field, four categories each and four states in each have about 10 MiB. */
  responseBytes: 16 * 1024 * 1024,
  /** Values of one answer, counted before: executing takes about 1 µs for each. The same 1,000 reports have 232,000. */
  responseValues: 250_000,
} as const;

/** A sentence for the client, without a word of theirs; undefined within the limit. */
export function beyond(limit: number, count: number, sentence: (count: string) => string): string | undefined {
  if (count <= limit) return undefined;
  // A bomb of fragments would have more digits than a sentence can hold.
  const amount = count > 1e9 ? 'more than 1,000,000,000' : count.toLocaleString('en');
  return `${sentence(amount)}; at most ${limit.toLocaleString('en')} are possible.`;
}

/**
 * Looks at each new document before Apollo Server does: refuses what is too large, and finds out whether it needs a token.
 *
 * It stands before validation, because some rules of graphql-js take far longer than the document is long.
 * docs/adr/0007-limits-run-before-validation.md has the reasons. Text that is not GraphQL is left to Apollo's own errors.
 */
import { GraphQLError, parse, type DocumentNode, type Token } from 'graphql';
import { LRUCache } from 'lru-cache';
import { copyOf } from '../graphql/limits/document-store.js';
import { beyond, limits } from '../graphql/limits/limits.js';
import { faultOfText } from '../graphql/limits/document-text.js';
import { needsToken } from '../graphql/limits/needs-token.js';
import { faultOfSelections } from '../graphql/limits/document-size.js';

export type Judgement =
  | { readonly kind: 'admitted'; readonly needsToken: boolean }
  | { readonly kind: 'refused'; readonly fault: string }
  /** Apollo Server refuses it by itself, and nothing of it runs. */
  | { readonly kind: 'unreadable' };

type Admitted = Judgement & { readonly kind: 'admitted' };

/** Memory of all remembered documents together, in bytes. */
const rememberedBytes = 4 * 1024 * 1024;
/** What a remembered document takes beside its text: an entry of the cache. */
const entryBytes = 200;

export class DocumentGate {
  /** Documents within the limits are not parsed here again. Both bounds hold, so that callers cannot fill the memory. */
  readonly #admitted = new LRUCache<string, Admitted>({
    max: 1_000,
    maxSize: rememberedBytes,
    sizeCalculation: (_, source) => entryBytes + 2 * source.length,
  });

  constructor(private readonly introspection: boolean) {}

  /** Before it is even parsed: what is longer than a probe's or a router's question is none. */
  surelyNeedsToken(source: string): boolean {
    return !this.introspection && source.length > limits.openCharacters;
  }

  judge(source: string): Judgement {
    const known = this.#admitted.get(source);
    if (known !== undefined) return known;
    const judgement = judge(source, this.introspection);
    if (judgement.kind === 'admitted') this.#admitted.set(copyOf(source), judgement);
    return judgement;
  }
}

function judge(source: string, introspection: boolean): Judgement {
  const tooLong = beyond(limits.characters, source.length, (count) => `The document has ${count} characters`);
  if (tooLong !== undefined) return { kind: 'refused', fault: tooLong };
  let document: DocumentNode;
  try {
    document = parse(source, { maxTokens: limits.tokens });
  } catch (error) {
    if (!(error instanceof GraphQLError) || !/ \d+ tokens\. Parsing aborted/.test(error.message)) {
      return { kind: 'unreadable' };
    }
    return { kind: 'refused', fault: tooManyTokens };
  }
  const tokens = tokensOf(document);
  const fault =
    (tokens > limits.tokens ? tooManyTokens : undefined) ?? faultOfText(document) ?? faultOfSelections(document);
  if (fault !== undefined) return { kind: 'refused', fault };
  const isLong = !introspection && tokens > limits.openTokens;
  return { kind: 'admitted', needsToken: isLong || needsToken(document, introspection) };
}

const readableLimit = limits.tokens.toLocaleString('en');
const tooManyTokens = `The document has more than ${readableLimit} tokens; at most ${readableLimit} are possible.`;

/** Comments too, which the parser's own limit leaves out. */
function tokensOf({ loc }: DocumentNode): number {
  // The first and the last one are the ends of the text.
  let count = -2;
  for (let token: Token | null = loc?.startToken ?? null; token !== null; token = token.next) count += 1;
  return count;
}

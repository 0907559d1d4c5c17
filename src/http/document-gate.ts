/**
 * Checks each new document before Apollo Server does: rejects documents that are too large, and finds out whether a
 * token is needed.
 *
 * It runs before validation, because the time of some graphql-js rules grows much faster than the document.
 * docs/adr/0007-limits-run-before-validation.md has the reasons. Syntax errors are left to Apollo Server.
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
  /** Apollo Server rejects such a document, and none of it runs. */
  | { readonly kind: 'unreadable' };

type Admitted = Judgement & { readonly kind: 'admitted' };

/** Memory of all remembered documents together, in bytes. */
const rememberedBytes = 4 * 1024 * 1024;
/** The size of a cache entry besides its text. */
const entryBytes = 200;

export class DocumentGate {
  /**
   * Documents within the limits are not parsed here again. Both limits apply, so that callers cannot fill the memory.
   */
  readonly #admitted = new LRUCache<string, Admitted>({
    max: 1_000,
    maxSize: rememberedBytes,
    sizeCalculation: (_, source) => entryBytes + 2 * source.length,
  });

  constructor(private readonly introspection: boolean) {}

  /** Before parsing: a document longer than those of probes and routers needs a token. */
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
const tooManyTokens = `The document has more than ${readableLimit} tokens; the limit is ${readableLimit}.`;

/** Comments count too; the parser's own limit ignores them. */
function tokensOf({ loc }: DocumentNode): number {
  // The first and the last token mark the start and the end of the text.
  let count = -2;
  for (let token: Token | null = loc?.startToken ?? null; token !== null; token = token.next) count += 1;
  return count;
}

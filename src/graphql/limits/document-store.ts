/**
 * Parsed and valid documents, so that a repeated document is neither parsed nor validated again: Apollo's
 * `documentStore`.
 *
 * Apollo's own store measures a document by its JSON, which ignores what its nodes keep alive: the text, and the list
 * of tokens with every comment. Here a document is stored without tokens, over its own copy of the text, and both are
 * measured, together with the plans that its operations may get (../execution).
 */
import { parse, type ASTNode, type DocumentNode, type Location } from 'graphql';
import { LRUCache } from 'lru-cache';
import { expandedSize } from './document-size.js';

/** The interface that Apollo Server expects of a store. */
export interface DocumentStore {
  get(key: string): Promise<DocumentNode | undefined>;
  set(key: string, document: DocumentNode): Promise<void>;
  delete(key: string): Promise<boolean>;
}

/** Memory of all documents together, in bytes: about a thousand of the usual length. */
export const storeBytes = 16 * 1024 * 1024;
const maxDocuments = 5_000;
/** A node with its location and its share of lists: the largest measured was 222 bytes, on a 64-bit machine. */
const nodeBytes = 256;
/** What a plan has for its operation and for each selection: the largest measured was 373 bytes. */
const planBytes = 400;
/** A key of about 130 characters, the cache entry and the source. */
const entryBytes = 600;

/** `bytes` limits the memory of all documents together. */
export function documentStore(bytes = storeBytes): DocumentStore & { readonly size: number; readonly bytes: number } {
  const kept = new LRUCache<string, { readonly document: DocumentNode; readonly bytes: number }>({
    max: maxDocuments,
    maxSize: bytes,
    sizeCalculation: (entry) => entry.bytes,
  });
  return {
    get: (key) => Promise.resolve(kept.get(key)?.document),
    set(key, document) {
      const lean = leanCopy(document);
      if (lean !== undefined) kept.set(key, lean);
      return Promise.resolve();
    },
    delete: (key) => Promise.resolve(kept.delete(key)),
    get size() {
      return kept.size;
    },
    get bytes() {
      return kept.calculatedSize;
    },
  };
}

/** Parsed again, because the names in the given document may be slices of a longer text. */
function leanCopy({ loc }: DocumentNode): { document: DocumentNode; bytes: number } | undefined {
  // Without its text the size of a document is unknown.
  if (loc === undefined) return undefined;
  const text = copyOf(loc.source.body);
  const document = parse(text);
  const plans = planBytes * expandedSize(document);
  return { document, bytes: entryBytes + 2 * text.length + plans + dropTokens(document) };
}

/**
 * Each location keeps its numbers and its text, which the `locations` of an error need. Returns the bytes of the nodes.
 */
function dropTokens(node: ASTNode): number {
  let bytes = nodeBytes;
  const members = node as unknown as Record<string, unknown>;
  for (const key of Object.keys(members)) {
    const member = members[key];
    if (key === 'loc') members[key] = withoutTokens(member as Location);
    else if (typeof member === 'string') {
      // A text with escapes consists of as many pieces, and each takes more memory than its character.
      if (key === 'value') members[key] = copyOf(member);
      bytes += 2 * member.length;
    } else if (Array.isArray(member)) for (const item of member as ASTNode[]) bytes += dropTokens(item);
    else if (typeof member === 'object' && member !== null) bytes += dropTokens(member as ASTNode);
  }
  return bytes;
}

function withoutTokens({ start, end, source }: Location): Pick<Location, 'start' | 'end' | 'source'> {
  return { start, end, source };
}

/** A separate copy: a slice of a longer text, such as a URL, would keep that whole text in memory. */
export function copyOf(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}

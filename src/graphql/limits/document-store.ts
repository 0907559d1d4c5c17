/**
 * Parsed and valid documents, so that one that comes again is neither parsed nor validated again: Apollo's `documentStore`.
 *
 * Apollo's own weighs a document by its JSON, which leaves out what its nodes keep alive: the text, and the list of its
 * tokens with every comment. Here a document is kept without tokens, over a text of its own, and weighed by both.
 */
import { parse, type ASTNode, type DocumentNode, type Location } from 'graphql';
import { LRUCache } from 'lru-cache';

/** What Apollo Server asks of a store. */
export interface DocumentStore {
  get(key: string): Promise<DocumentNode | undefined>;
  set(key: string, document: DocumentNode): Promise<void>;
  delete(key: string): Promise<boolean>;
}

/** Memory of all documents together, in bytes: some thousand of the usual length. */
export const storeBytes = 16 * 1024 * 1024;
const maxDocuments = 5_000;
/** A node with its place and its share of lists: at most 222 bytes were seen, on a 64-bit machine. */
const nodeBytes = 256;
/** A key of some 130 characters, the entry, the source. */
const entryBytes = 600;

/** `bytes` bounds the memory of all documents together. */
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

/** Parsed again, because the names of the first one are parts of a text that may be part of a longer one. */
function leanCopy({ loc }: DocumentNode): { document: DocumentNode; bytes: number } | undefined {
  // Without its text nothing can be said of its weight.
  if (loc === undefined) return undefined;
  const text = copyOf(loc.source.body);
  const document = parse(text);
  return { document, bytes: entryBytes + 2 * text.length + dropTokens(document) };
}

/** Each place keeps its numbers and its text, which is what the `locations` of an error need. Returns the bytes of the nodes. */
function dropTokens(node: ASTNode): number {
  let bytes = nodeBytes;
  const members = node as unknown as Record<string, unknown>;
  for (const key of Object.keys(members)) {
    const member = members[key];
    if (key === 'loc') members[key] = withoutTokens(member as Location);
    else if (typeof member === 'string') {
      // A text with escapes is made of as many pieces, and each takes more memory than its letter.
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

/** In one piece of its own: a part of a longer text, such as a URL, would keep all of it in memory. */
export function copyOf(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}

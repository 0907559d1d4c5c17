/**
 * Refuses documents and variables that are too large, before Apollo Server sees them.
 *
 * It stands before validation, because some rules of graphql-js take far longer than the document is long.
 * docs/adr/0007-limits-run-before-validation.md tells the reasons. Whatever is no GraphQL is left to Apollo's own errors.
 */
import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import { GraphQLError, parse, type DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { badUserInput } from '../../summaries/shared/validate-input.js';
import { beyond, limits } from './limits.js';
import { faultOfText } from './literals.js';
import { faultOfSelections } from './selections.js';
import { faultOfVariables } from './variables.js';

type Hook = (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction) => void;

export function documentGate(): Hook {
  // Documents within the limits are not parsed here again. Both bounds hold, so that callers cannot fill the memory.
  const admitted = new LRUCache<string, true>({
    max: 1_000,
    maxSize: 4 * 1024 * 1024,
    sizeCalculation: (_, source) => Math.max(1, source.length),
  });
  return (request, reply, done) => {
    const { query, variables } = operationOf(request);
    if (typeof query === 'string' && !admitted.has(query)) {
      const fault = faultOfDocument(query);
      if (fault !== undefined) return refuse(reply, fault, { code: 'GRAPHQL_VALIDATION_FAILED' });
      admitted.set(query, true);
    }
    const problem = faultOfVariables(variables);
    if (problem !== undefined) {
      const { code, message, details } = badUserInput([problem]);
      return refuse(reply, message, { code, validationErrors: details.validationErrors });
    }
    done();
  };
}

/** A sentence about the first limit that a document breaks. */
export function faultOfDocument(source: string): string | undefined {
  const tooLong = beyond(limits.characters, source.length, (count) => `The document has ${count} characters`);
  if (tooLong !== undefined) return tooLong;
  let document: DocumentNode;
  try {
    document = parse(source, { maxTokens: limits.tokens, noLocation: true });
  } catch (error) {
    if (!(error instanceof GraphQLError) || !/ \d+ tokens\. Parsing aborted/.test(error.message)) return undefined;
    const limit = limits.tokens.toLocaleString('en');
    return `The document has more than ${limit} tokens; at most ${limit} are possible.`;
  }
  return faultOfText(document) ?? faultOfSelections(document);
}

/** Read as Apollo's integration reads it, so that both see the same document. */
function operationOf({ method, url, body }: FastifyRequest): { query?: unknown; variables?: unknown } {
  if (method !== 'GET') return typeof body === 'object' && body !== null ? body : {};
  const parameters = new URL(url, 'http://localhost').searchParams;
  const variables = parameters.get('variables');
  return { query: parameters.get('query'), variables: variables === null ? undefined : jsonOf(variables) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refuse(reply: FastifyReply, message: string, extensions: object): void {
  void reply.code(400).send({ errors: [{ message, extensions }] });
}

/**
 * What a response says of idempotency keys: `extensions.idempotency` for each creation that is stored, and the header
 * `Idempotent-Replayed` if each creation was answered by a report that was stored before. A request whose header is not a key is rejected.
 */
import { OperationTypeNode, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { keyArguments, notAKey } from '../summaries/idempotency-key.js';
import { requestError } from './errors/format-error.js';
import type { OperationHooks } from './operation-hooks.js';
import { rootFields } from './root-fields.js';

export function markIdempotency(schema: GraphQLSchema): OperationHooks {
  const names: readonly string[] = Object.values(keyArguments);
  const creations = new Set(
    Object.values(schema.getMutationType()?.getFields() ?? {})
      .filter(({ args }) => args.some(({ name }) => names.includes(name)))
      .map(({ name }) => name),
  );
  /** Their keys in the response. */
  const creationsOf = (document: DocumentNode, operation: OperationDefinitionNode | undefined): readonly string[] => {
    if (operation?.operation !== OperationTypeNode.MUTATION) return [];
    return [...rootFields(document, operation)].flatMap(([key, name]) => (creations.has(name) ? [key] : []));
  };
  return {
    didResolveOperation({ document, operation, contextValue: { idempotency } }) {
      if (idempotency.header === undefined || idempotency.headerKey !== undefined) return;
      if (creationsOf(document, operation).length > 0) throw requestError(notAKey());
    },
    willSendResponse({ document, operation, response: { body, http }, contextValue: { idempotency } }) {
      const { all } = idempotency;
      if (all.length === 0 || body.kind !== 'single') return;
      const marks = all.flatMap(({ path, status }) => (status === undefined ? [] : [{ path, status }]));
      if (marks.length === 0) return;
      body.singleResult.extensions = { ...body.singleResult.extensions, idempotency: marks };
      const keyed = new Set(all.map(({ path: [key] }) => key));
      const isAllReplayed = all.every(({ isReplayed }) => isReplayed);
      if (isAllReplayed && document !== undefined && creationsOf(document, operation).every((key) => keyed.has(key))) {
        http.headers.set('idempotent-replayed', 'true');
      }
    },
  };
}

/**
 * Rejects a costly operation before its first resolver runs. Each field has its own cost as `complexity` next to it.
 * What the estimate did not know is charged while the operation runs: core/cost-ledger.ts.
 *
 * The variables are used without coercion, because coercing 1,000 inputs a second time takes longer than all the rest.
 * Invalid ones are rejected by graphql-js right after. A field whose arguments are invalid costs nothing and never
 * runs.
 */
import {
  GraphQLError,
  isInputType,
  OperationTypeNode,
  TypeInfo,
  typeFromAST,
  ValidationContext,
  valueFromAST,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
// The CommonJS build: the other one loads a second copy of graphql-js, which does not know the types of this schema.
import { createComplexityRule, fieldExtensionsEstimator, simpleEstimator } from 'graphql-query-complexity/cjs';
import { costSentence } from '../../core/cost-ledger.js';
import { GatewayError } from '../../core/gateway-error.js';
import type { OperationHooks } from '../operation-hooks.js';
import { costBounds } from './cost-bounds.js';
import { costLimitReached, costUnderestimated } from '../../telemetry/events.js';

type Variables = Readonly<Record<string, unknown>>;

const ofField = fieldExtensionsEstimator();
const nothing = simpleEstimator({ defaultComplexity: 0 });
const estimators = [ofField, nothing];
/** The root fields of a mutation are its writes: their own cost, without the cost of their selections. */
const estimatorsOfWrites = [((field) => ofField({ ...field, childComplexity: 0 })) as typeof ofField, nothing];
const extensions = { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } };

export function limitCost(maxCost: number): OperationHooks {
  return {
    didResolveOperation({ schema, document, operation, request, contextValue: { ledger } }) {
      if (operation === undefined) return;
      const variables = request.variables ?? {};
      const isMutation = operation.operation === OperationTypeNode.MUTATION;
      const { most, least } = costBounds(schema, document, operation);
      // Never cached: invalid variables count as nothing, so a cached cost could be that of invalid variables.
      const total = (): number => costOf(schema, document, operation, variables);
      const writes = (): number =>
        isMutation ? costOf(schema, document, operation, variables, estimatorsOfWrites) : 0;
      if (most <= maxCost) return ledger.open({ least, total, writes });
      const cost = total();
      if (cost > maxCost) throw new GraphQLError(costSentence(cost, maxCost), { extensions });
      ledger.open({ least, total: () => cost, writes });
    },
    willSendResponse({ contextValue: { ledger, logger } }) {
      if (ledger.refused) costLimitReached(logger, { estimate: ledger.estimate, charged: ledger.charged });
      else if (ledger.isUnderestimated) {
        costUnderestimated(logger, { estimate: ledger.estimate, charged: ledger.charged });
      }
    },
  };
}

/**
 * In requests to Graph, as summaries/schema/cost.ts counts them. The document is valid and within the limits; a filter
 * may not be.
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
  by = estimators,
): number {
  const context = new ValidationContext(schema, document, new TypeInfo(schema), () => undefined);
  const rule = createComplexityRule({ maximumComplexity: Infinity, estimators: by })(context);
  rule.variableValues = withDefaults(schema, operation, variables);
  try {
    return rule.nodeComplexity(operation, schema.getRootType(operation.operation) ?? undefined);
  } catch (error) {
    if (error instanceof GatewayError) {
      const { code, message } = error;
      throw new GraphQLError(message, { originalError: error, extensions: { code, http: { status: 400 } } });
    }
    // `@skip` or `@include` without a value stops the count, but at run time only the selections next to it.
    throw new GraphQLError('A directive of the document has no value.', { extensions });
  }
}

function withDefaults(schema: GraphQLSchema, operation: OperationDefinitionNode, variables: Variables): Variables {
  const defaults: Record<string, unknown> = {};
  for (const { variable, type, defaultValue } of operation.variableDefinitions ?? []) {
    if (defaultValue === undefined) continue;
    const inputType = typeFromAST(schema, type as never);
    if (isInputType(inputType)) defaults[variable.name.value] = valueFromAST(defaultValue, inputType);
  }
  return { ...defaults, ...variables };
}

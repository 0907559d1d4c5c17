/**
 * Refuses a costly operation before its first resolver runs. The fields' own costs stand beside them as `complexity`.
 *
 * The variables are taken as they came, because coercing 1,000 inputs a second time takes longer than all the rest. Those
 * that do not fit are refused by graphql-js right after. A field whose arguments do not fit counts nothing and never runs.
 */
import {
  GraphQLError,
  isInputType,
  TypeInfo,
  typeFromAST,
  ValidationContext,
  valueFromAST,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
// The CommonJS build, because the other one brings a second copy of graphql-js, which does not know our types.
import { createComplexityRule, fieldExtensionsEstimator, simpleEstimator } from 'graphql-query-complexity/cjs';
import type { OperationHooks } from '../operation-hooks.js';
import { beyond } from './limits.js';

type Variables = Readonly<Record<string, unknown>>;

const estimators = [fieldExtensionsEstimator(), simpleEstimator({ defaultComplexity: 0 })];
const extensions = { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } };

export function limitCost(maxCost: number): OperationHooks {
  return {
    didResolveOperation({ schema, document, operation, request }) {
      if (operation === undefined) return;
      // Anew each time: what does not fit counts nothing, so a cost that is remembered could be that of wrong variables.
      const cost = costOf(schema, document, operation, request.variables ?? {});
      const fault = beyond(maxCost, cost, (count) => `The operation costs ${count}`);
      if (fault !== undefined) throw new GraphQLError(fault, { extensions });
    },
  };
}

/** In calls to Graph, as summaries/shared/cost.ts counts them. The document is valid and within the limits. */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): number {
  const context = new ValidationContext(schema, document, new TypeInfo(schema), () => undefined);
  const rule = createComplexityRule({ maximumComplexity: Infinity, estimators })(context);
  rule.variableValues = withDefaults(schema, operation, variables);
  try {
    return rule.nodeComplexity(operation, schema.getRootType(operation.operation) ?? undefined);
  } catch {
    // `@skip` or `@include` without a value stops the count, but at run time not more than the selections beside it.
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

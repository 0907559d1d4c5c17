/**
 * Explains variables that do not fit the schema: all problems together, each with its path, including broken rules.
 *
 * graphql-js stops at the types and repeats the caller's value in its message, which does not leave the gateway. This
 * runs only after graphql-js has rejected the variables, or for the few that are checked before, so a valid operation
 * costs nothing extra.
 */
import { badUserInput } from '../../core/gateway-error.js';
import { GraphQLError } from 'graphql';
import type { ValidationProblem } from '../../core/validation-problem.js';
import { needCloserLook } from './closer-look.js';
import { formatError } from './format-error.js';
import { maxProblems, problemsOfVariables, type InputClasses } from './variable-problems.js';
import type { OperationHooks } from '../operation-hooks.js';

export function explainVariables(inputClasses: InputClasses): OperationHooks {
  return {
    didResolveOperation({ document, operation, request: { variables }, schema }) {
      if (variables === undefined || operation === undefined || !needCloserLook(variables)) return;
      const problems = problemsOfVariables({ schema, document, operation, inputClasses }, variables);
      if (problems.length > 0) throw variableError(problems);
    },
    willSendResponse({ response: { body }, document, operation, request, schema }) {
      if (document === undefined || operation === undefined || body.kind !== 'single') return;
      const { singleResult } = body;
      const [first] = singleResult.errors ?? [];
      if (singleResult.data !== undefined || first?.extensions?.['code'] !== 'BAD_USER_INPUT') return;
      // Already explained by the check that runs before graphql-js.
      if (first.extensions['validationErrors'] !== undefined) return;
      const problems = problemsOfVariables({ schema, document, operation, inputClasses }, request.variables ?? {});
      const error = badUserInput(problems.slice(0, maxProblems));
      const { locations } = first;
      singleResult.errors = [formatError(locations ? { message: '', locations } : { message: '' }, error)];
    },
  };
}

function variableError(problems: readonly ValidationProblem[]): GraphQLError {
  const originalError = badUserInput(problems.slice(0, maxProblems));
  const extensions = { code: originalError.code, http: { status: 400 } };
  return new GraphQLError(originalError.message, { originalError, extensions });
}

/**
 * Explains variables that do not fit the schema: all problems together, each with its path, including broken rules.
 *
 * graphql-js repeats the caller's value in its message and suggests names of the schema; neither leaves the gateway.
 * This runs only after graphql-js has rejected the variables, or for the few that are checked before, so a valid
 * operation costs nothing extra.
 */
import { cut } from '../../core/cut.js';
import { badUserInput } from '../../core/gateway-error.js';
import {
  GRAPHQL_MAX_INT,
  GRAPHQL_MIN_INT,
  GraphQLError,
  GraphQLID,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  typeFromAST,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { ValidationProblem } from '../../core/gateway-error.js';
import { problemsOf } from '../../summaries/schema/validate-input.js';
import { needCloserLook } from './closer-look.js';
import { formatError } from './format-error.js';
import type { OperationHooks } from '../operation-hooks.js';

/** Input type name -> class with its rules. */
export type InputClasses = ReadonlyMap<string, new () => object>;

const maxProblems = 100;
const intRange = [GRAPHQL_MIN_INT, GRAPHQL_MAX_INT].map((bound) => bound.toLocaleString('en')).join(' to ');

export function explainVariables(inputClasses: InputClasses): OperationHooks {
  return {
    didResolveOperation({ operation, request: { variables }, schema }) {
      if (variables === undefined || operation === undefined || !needCloserLook(variables)) return;
      const problems = problemsOfVariables(schema, operation, variables, inputClasses);
      if (problems.length > 0) throw variableError(problems);
    },
    willSendResponse({ response: { body }, operation, request, schema }) {
      if (operation === undefined || body.kind !== 'single') return;
      const { singleResult } = body;
      const [first] = singleResult.errors ?? [];
      if (singleResult.data !== undefined || first?.extensions?.['code'] !== 'BAD_USER_INPUT') return;
      // Already explained by the check that runs before graphql-js.
      if (first.extensions['validationErrors'] !== undefined) return;
      const problems = problemsOfVariables(schema, operation, request.variables ?? {}, inputClasses);
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

function problemsOfVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
  inputClasses: InputClasses,
): ValidationProblem[] {
  const found: ValidationProblem[] = [];
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value;
    const type = typeFromAST(schema, definition.type as never);
    if (!isInputType(type)) continue;
    if (!Object.hasOwn(variables, name) && (definition.defaultValue !== undefined || !isNonNullType(type))) continue;
    collect(variables[name], type, name, inputClasses, found);
  }
  return found;
}

/** Adds each problem below `path`, then the broken rules of an object, for fields that have the right type. */
function collect(
  value: unknown,
  type: GraphQLInputType,
  path: string,
  inputClasses: InputClasses,
  found: ValidationProblem[],
): void {
  if (found.length >= maxProblems) return;
  if (isNonNullType(type)) {
    if (value === undefined || value === null) found.push({ path, message: `${lastOf(path)} is required` });
    else collect(value, type.ofType, path, inputClasses, found);
  } else if (value === undefined || value === null) {
    return;
  } else if (isListType(type)) {
    const items: unknown[] = Array.isArray(value) ? value : [value];
    items.forEach((item, index) => collect(item, type.ofType, `${path}.${index}`, inputClasses, found));
  } else if (isInputObjectType(type)) {
    if (typeof value !== 'object' || Array.isArray(value)) {
      found.push({ path, message: `${lastOf(path)} must be an object of type ${type.name}` });
      return;
    }
    const before = found.length;
    const fields = type.getFields();
    const known: Record<string, unknown> = {};
    for (const [name, field] of Object.entries(fields)) {
      const member = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
      if (member === undefined && field.defaultValue !== undefined) continue;
      known[name] = member;
      collect(member, field.type, `${path}.${name}`, inputClasses, found);
    }
    const unknown = Object.keys(value).filter((name) => !Object.hasOwn(fields, name));
    for (const name of unknown) {
      found.push({ path: `${path}.${cut(name, 64)}`, message: `${type.name} does not have this field` });
    }
    const inputClass = inputClasses.get(type.name);
    if (inputClass === undefined) return;
    const reported = new Set(found.slice(before).map((problem) => problem.path));
    const rules = problemsOf(Object.assign(new inputClass(), known), path);
    found.push(...rules.filter((problem) => !reported.has(problem.path)));
  } else if (type === GraphQLID && typeof value === 'number' && !Number.isSafeInteger(value)) {
    found.push({ path, message: `${lastOf(path)} is a number that JSON cannot hold exactly; send it as a string` });
  } else {
    try {
      type.parseValue(value);
    } catch {
      const rule = type.name === 'Int' ? `a whole number from ${intRange}` : `of type ${type.name}`;
      found.push({ path, message: `${lastOf(path)} must be ${rule}` });
    }
  }
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

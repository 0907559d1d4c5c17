/**
 * class-validator behind type-graphql's `validateFn`.
 *
 * type-graphql's own validation imports class-validator anew for each argument and echoes the caller's whole input in its
 * error. Here nothing of the input is repeated, and every broken rule is told at once, in the order of the fields.
 */
import { validateSync, type ValidationError } from 'class-validator';
import { GraphError, type ValidationProblem } from '../../graph/graph-error.js';

const options = { validationError: { target: false, value: false }, forbidUnknownValues: true } as const;

/** Throws `BAD_USER_INPUT` when an input object breaks a rule. Scalars have none. */
export function validateInput(value: unknown): void {
  const problems = problemsOf(value, 'input');
  if (problems.length > 0) throw badUserInput(problems);
}

/** Every broken rule of an input object or a list of them. */
export function problemsOf(value: unknown, path: string): ValidationProblem[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => problemsOf(item, `${path}.${index}`));
  if (typeof value !== 'object' || value === null) return [];
  return validateSync(value, options).flatMap((error) => flatten(error, path));
}

export function badUserInput(validationErrors: readonly ValidationProblem[]): GraphError {
  const count = validationErrors.length;
  const message = `The input breaks ${count} ${count === 1 ? 'rule' : 'rules'}: ${validationErrors[0]?.message}${count > 1 ? ', and more' : ''}.`;
  return new GraphError('BAD_USER_INPUT', message, { validationErrors });
}

function flatten(error: ValidationError, parent: string): ValidationProblem[] {
  const path = `${parent}.${error.property}`;
  const own = Object.values(error.constraints ?? {}).map((message) => ({ path, message }));
  return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, path))];
}

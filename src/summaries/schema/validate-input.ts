/**
 * class-validator as type-graphql's `validateFn`.
 *
 * type-graphql's own validation imports class-validator again for each argument and repeats the caller's whole input in
 * its error. Here no input is repeated, and all broken rules are reported together, in the order of the fields.
 */
import { validateSync, type ValidationError } from 'class-validator';
import { surelyKeepsRules } from './rule-checks.js';
import { notNull } from './rules.js';
import { badUserInput, type ValidationProblem } from '../../core/gateway-error.js';

// Classes without rules are valid: type-graphql has created the instance, so it has no unknown properties.
const options = { validationError: { target: false, value: false }, forbidUnknownValues: false } as const;

/** Throws `BAD_USER_INPUT` if an input object breaks a rule. Scalars have none; bulk-create.ts checks its own lists. */
export function validateInput(value: unknown): void {
  if (Array.isArray(value)) return;
  const problems = problemsOf(value, 'input');
  if (problems.length > 0) throw badUserInput(problems);
}

/** Every broken rule of an input object or a list of them. */
export function problemsOf(value: unknown, path: string): ValidationProblem[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => problemsOf(item, `${path}.${index}`));
  if (typeof value !== 'object' || value === null || surelyKeepsRules(value)) return [];
  return validateSync(value, options).flatMap((error) => flatten(error, path));
}

function flatten(error: ValidationError, parent: string): ValidationProblem[] {
  const path = `${parent}.${error.property}`;
  const { constraints = {} } = error;
  const messages = constraints[notNull] === undefined ? Object.values(constraints) : [constraints[notNull]];
  const own = messages.map((message) => ({ path, message }));
  return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, path))];
}

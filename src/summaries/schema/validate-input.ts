/**
 * class-validator behind type-graphql's `validateFn`.
 *
 * type-graphql's own validation imports class-validator for each argument and echoes the caller's whole input in its
 * error. Here nothing of the input is repeated, and every broken rule is reported at once, in the order of the fields.
 */
import { validateSync, type ValidationError } from 'class-validator';
import { surelyKeepsRules } from './rule-checks.js';
import { notNull } from './rules.js';
import { badUserInput, type ValidationProblem } from '../../core/gateway-error.js';

// Classes without rules are fine: type-graphql has made the instance, so it is never an unknown value.
const options = { validationError: { target: false, value: false }, forbidUnknownValues: false } as const;

/** Throws `BAD_USER_INPUT` when an input object breaks a rule. Scalars have none; bulk-create.ts judges its own lists. */
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

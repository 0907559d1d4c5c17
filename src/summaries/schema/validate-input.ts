/**
 * class-validator's rules for inputs. No input is repeated in an error, and all broken rules are reported together, in the order
 * of the fields.
 */
import { getMetadataStorage, validateSync, type ValidationError } from 'class-validator';
import { brokenRulesOf, type PropertyReport } from './rule-checks.js';
import { notNull, type RuleContext } from './rules.js';
import type { Bounds } from './bounds.js';
import { badUserInput } from '../../core/gateway-error.js';
import { problemAt, type BrokenRule, type Segments, type ValidationProblem } from '../../core/validation-problem.js';

// Classes without rules are valid: the instance has the members of the schema only.
const options = { validationError: { target: false }, forbidUnknownValues: false } as const;

/** Throws `BAD_USER_INPUT` if an input object breaks a rule. Scalars have none; bulk-create.ts checks its own lists. */
export function validateInput(value: unknown): void {
  if (Array.isArray(value)) return;
  const problems = problemsOf(value, ['input']);
  if (problems.length > 0) throw badUserInput(problems);
}

/** Every broken rule of an input object or a list of them. */
export function problemsOf(value: unknown, at: Segments): ValidationProblem[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => problemsOf(item, [...at, index]));
  if (typeof value !== 'object' || value === null) return [];
  const reports: readonly Report[] = brokenRulesOf(value) ?? validateSync(value, options);
  return reports.flatMap((report) => flatten(report, at));
}

/** Only class-validator's own has children. */
type Report = PropertyReport & Pick<ValidationError, 'children'>;

function flatten(error: Report, parent: Segments): ValidationProblem[] {
  const at = [...parent, error.property];
  const { constraints = {} } = error;
  const names = constraints[notNull] === undefined ? Object.keys(constraints) : [notNull];
  const own = names.map((name) => problemAt(at, brokenRuleOf(error, name), constraints[name] ?? ''));
  return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, at))];
}

/** rules.ts gives each check its rule; only the rule of ids depends on the value. */
function brokenRuleOf({ contexts, value }: Report, name: string): BrokenRule {
  const context = contexts?.[name] as RuleContext | undefined;
  const rule = context !== undefined && 'ruleOf' in context ? context.ruleOf(value) : context;
  return rule ?? { rule: 'WRONG_TYPE' };
}

/** The bounds of a whole number in an input; undefined if it has no bounds but those of its type. */
export function boundsOf(inputClass: new () => object, property: string): Bounds | undefined {
  const rules = getMetadataStorage()
    .getTargetValidationMetadatas(inputClass, '', false, false)
    .filter(({ propertyName }) => propertyName === property);
  const [min, max] = ['min', 'max'].map((name) => rules.find((rule) => rule.name === name)?.constraints[0] as unknown);
  return typeof min === 'number' && typeof max === 'number' ? { min, max } : undefined;
}

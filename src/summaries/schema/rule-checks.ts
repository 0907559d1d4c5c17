/**
 * Checks input objects by class-validator's own metadata and with its own checks, collected once for each class.
 *
 * class-validator looks up, groups and sorts its metadata again for each object, and creates an error for each property
 * before it knows of a problem. The report of broken rules is the one that it would give, which a test compares. A class
 * with a kind of rule that is not supported here is left to class-validator.
 */
import { getMetadataStorage, ValidationTypes, type ValidationArguments, type ValidationError } from 'class-validator';

/** The rules that a property breaks. */
export type PropertyReport = Pick<ValidationError, 'property' | 'value' | 'constraints' | 'contexts'>;

type Condition = (object: object, value: unknown) => boolean;
type Metadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];
type Instance = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidatorConstraints']>[number]['instance'];

interface Check {
  readonly name: string;
  readonly metadata: Metadata;
  readonly instance: Instance;
}

interface PropertyRules {
  readonly property: string;
  readonly conditions: Condition[];
  readonly checks: Check[];
}

const rulesOfClass = new WeakMap<object, readonly PropertyRules[] | undefined>();

/** The properties with broken rules, in class-validator's order. Undefined leaves the object to class-validator. */
export function brokenRulesOf(object: object): readonly PropertyReport[] | undefined {
  const type = object.constructor;
  if (!rulesOfClass.has(type)) rulesOfClass.set(type, gather(type));
  const rules = rulesOfClass.get(type);
  if (rules === undefined) return undefined;
  const reports: PropertyReport[] = [];
  for (const { property, conditions, checks } of rules) {
    const value = (object as Readonly<Record<string, unknown>>)[property];
    if (!applies(conditions, object, value)) continue;
    let report: Required<PropertyReport> | undefined;
    for (const { name, metadata, instance } of checks) {
      const { constraints } = metadata;
      const given: ValidationArguments = { targetName: type.name, property, object, value, constraints };
      const isKept = instance.validate(value, given);
      if (isKept === true) continue;
      if (isKept !== false) return undefined;
      const sentence = sentenceOf(metadata, instance, given);
      if (sentence === undefined) return undefined;
      report ??= { property, value, constraints: {}, contexts: {} };
      report.constraints[name] = sentence;
      if (metadata.context) report.contexts[name] = metadata.context as unknown;
    }
    if (report !== undefined) reports.push(report);
  }
  return reports;
}

function applies(conditions: readonly Condition[], object: object, value: unknown): boolean {
  for (const condition of conditions) if (!condition(object, value)) return false;
  return true;
}

/** The placeholders of class-validator's messages that no rule here has. */
const otherPlaceholder = /\$(?:constraint\d|value|target)/;

/** Undefined if there is none, or if class-validator has to write it. */
function sentenceOf({ message }: Metadata, instance: Instance, given: ValidationArguments): string | undefined {
  const own = typeof message === 'function' ? message(given) : message;
  const sentence = (own || instance.defaultMessage?.(given))?.replaceAll('$property', given.property);
  return sentence !== undefined && otherPlaceholder.test(sentence) ? undefined : sentence;
}

function gather(type: object): readonly PropertyRules[] | undefined {
  const storage = getMetadataStorage();
  const all = new Map<string, PropertyRules>();
  for (const metadata of storage.getTargetValidationMetadatas(type as never, '', false, false)) {
    const { type: kind, propertyName: property, constraintCls, constraints, each, validateIf } = metadata;
    const rules = all.get(property) ?? { property, conditions: [], checks: [] };
    all.set(property, rules);
    if (kind === ValidationTypes.CONDITIONAL_VALIDATION) {
      rules.conditions.push((constraints as [Condition])[0]);
      continue;
    }
    if (kind !== ValidationTypes.CUSTOM_VALIDATION || each || validateIf !== undefined) return undefined;
    for (const { name, async, instance } of storage.getTargetValidatorConstraints(constraintCls)) {
      if (async || rules.checks.some((check) => check.name === name)) return undefined;
      rules.checks.push({ name, metadata, instance });
    }
  }
  return [...all.values()];
}

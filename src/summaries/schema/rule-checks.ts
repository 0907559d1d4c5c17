/**
 * Whether an input object keeps all of its rules, found out quickly.
 *
 * class-validator looks its metadata up and sorts them for each object and makes an error for each property before it
 * knows of any. Here its own metadata and its own checks are gathered once for each class. Only a yes is final: for
 * everything else class-validator is asked, so the sentences for clients are always its own.
 */
import { getMetadataStorage, ValidationTypes, type ValidationArguments } from 'class-validator';

type Check = (object: Readonly<Record<string, unknown>>) => boolean;

/** Undefined for a class whose rules are of a kind that is not gathered here. */
const checksOfClass = new WeakMap<object, readonly Check[] | undefined>();

/** False when a rule is broken, or may be. */
export function surelyKeepsRules(object: object): boolean {
  const type = object.constructor;
  if (!checksOfClass.has(type)) checksOfClass.set(type, gather(type));
  const checks = checksOfClass.get(type);
  if (checks === undefined) return false;
  for (const check of checks) if (!check(object as Readonly<Record<string, unknown>>)) return false;
  return true;
}

function gather(type: object & { readonly name: string }): readonly Check[] | undefined {
  const storage = getMetadataStorage();
  const rules = storage.getTargetValidationMetadatas(type as never, '', false, false);
  const conditions = new Map<string, ((object: object, value: unknown) => boolean)[]>();
  const checks: Check[] = [];
  for (const { type: kind, propertyName, constraints } of rules) {
    if (kind !== ValidationTypes.CONDITIONAL_VALIDATION) continue;
    const [condition] = constraints as [(object: object, value: unknown) => boolean];
    conditions.set(propertyName, [...(conditions.get(propertyName) ?? []), condition]);
  }
  for (const { type: kind, propertyName, constraintCls, constraints, each, validateIf } of rules) {
    if (kind === ValidationTypes.CONDITIONAL_VALIDATION) continue;
    if (kind !== ValidationTypes.CUSTOM_VALIDATION || each || validateIf !== undefined) return undefined;
    const applies = conditions.get(propertyName) ?? [];
    for (const { instance } of storage.getTargetValidatorConstraints(constraintCls)) {
      checks.push((object) => {
        const value = object[propertyName];
        for (const condition of applies) if (!condition(object, value)) return true;
        const asked: ValidationArguments = {
          targetName: type.name,
          property: propertyName,
          object,
          value,
          constraints,
        };
        return instance.validate(value, asked) === true;
      });
    }
  }
  return checks;
}

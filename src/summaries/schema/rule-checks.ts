/**
 * Checks quickly whether an input object follows all of its rules.
 *
 * class-validator looks up and sorts its metadata again for each object, and creates an error for each property before
 * it knows of a problem. Here its own metadata and its own checks are collected once for each class. Only a positive
 * result is final: otherwise class-validator runs, so clients always get its messages.
 */
import { getMetadataStorage, ValidationTypes, type ValidationArguments } from 'class-validator';

type Check = (object: Readonly<Record<string, unknown>>) => boolean;

/** Undefined for a class with a kind of rule that is not supported here. */
const checksOfClass = new WeakMap<object, readonly Check[] | undefined>();

/** False if a rule is broken, or may be. */
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

/** Bodies of writes, checked against their type, and the rows that they create. */
import { accepts, propertyOf, type EntityType } from './entity-type.js';

/** An object as Graph would return it: every property of its type, and `@odata.type` if its service sends it. */
export type Row = Readonly<Record<string, unknown>> & { readonly id: string };

type Body = Readonly<Record<string, unknown>>;

/** The problem of a write body, or undefined. A creation needs every non-null property except `id`. */
export function faultOf(type: EntityType, body: Body, creating: boolean): string | undefined {
  for (const [name, value] of Object.entries(body)) {
    if (name === '@odata.type') {
      if (value !== `#${type.name}`) return `The type '${String(value)}' does not fit '${type.name}'.`;
      continue;
    }
    const property = propertyOf(type, name);
    if (property === undefined) return `The property '${name}' does not exist on type '${type.name}'.`;
    if (!accepts(property, value)) return `Cannot convert the value of property '${name}' to its declared type.`;
  }
  if (!creating) return undefined;
  const missing = Object.entries(type.properties).find(
    ([name, { nullable }]) => name !== 'id' && !nullable && !(name in body),
  );
  return missing && `The property '${missing[0]}' is required.`;
}

/** Every property, in the order of the reference; absent ones are null. */
export function complete(type: EntityType, body: Body, id: string): Row {
  const values = Object.keys(type.properties).map((name) => [name, name === 'id' ? id : (body[name] ?? null)]);
  const annotations = type.service.annotatesObjects ? { '@odata.type': `#${type.name}` } : {};
  return { ...annotations, ...(Object.fromEntries(values) as { id: string }) };
}

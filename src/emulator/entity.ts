/** What Graph demands of an account summary: types and nullability as the CSDL of beta declares them. */

export const typeName = 'microsoft.graph.macOSSoftwareUpdateAccountSummary';

export type StoredAccountSummary = Readonly<Record<string, unknown>> & { readonly id: string };

type Rule = { readonly nullable: boolean; accepts(value: unknown): boolean };

const isText = (value: unknown): boolean => typeof value === 'string';
const isInt32 = (value: unknown): boolean => Number.isInteger(value) && Math.abs(Number(value) + 0.5) < 2 ** 31;
const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,12})?(Z|[+-]\d\d:\d\d)$/;
const isDate = (value: unknown): boolean => typeof value === 'string' && date.test(value);

const properties: Readonly<Record<string, Rule>> = {
  id: { nullable: false, accepts: isText },
  displayName: { nullable: false, accepts: isText },
  deviceId: { nullable: true, accepts: isText },
  userId: { nullable: true, accepts: isText },
  deviceName: { nullable: true, accepts: isText },
  userPrincipalName: { nullable: true, accepts: isText },
  osVersion: { nullable: true, accepts: isText },
  successfulUpdateCount: { nullable: false, accepts: isInt32 },
  failedUpdateCount: { nullable: false, accepts: isInt32 },
  totalUpdateCount: { nullable: false, accepts: isInt32 },
  lastUpdatedDateTime: { nullable: false, accepts: isDate },
};

/** What is wrong with a write body, or undefined. A creation needs every property that may not be null, but `id`. */
export function faultOf(body: Readonly<Record<string, unknown>>, creating: boolean): string | undefined {
  for (const [name, value] of Object.entries(body)) {
    if (name === '@odata.type') {
      if (value !== `#${typeName}`) return `The type '${String(value)}' does not fit '${typeName}'.`;
      continue;
    }
    const rule = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (rule === undefined) return `The property '${name}' does not exist on type '${typeName}'.`;
    const fits = value === null ? rule.nullable : rule.accepts(value);
    if (!fits) return `Cannot convert the value of property '${name}' to its declared type.`;
  }
  if (!creating) return undefined;
  const missing = Object.entries(properties).find(([name, rule]) => name !== 'id' && !rule.nullable && !(name in body));
  return missing && `The property '${missing[0]}' is required.`;
}

/** Every property, in the order of the reference; what was not given is null. */
export function complete(body: Readonly<Record<string, unknown>>, id: string): StoredAccountSummary {
  const values = Object.keys(properties).map((name) => [name, name === 'id' ? id : (body[name] ?? null)]);
  return { '@odata.type': `#${typeName}`, ...(Object.fromEntries(values) as { id: string }) };
}

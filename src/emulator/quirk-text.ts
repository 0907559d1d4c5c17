/** `name` or `name=value`, as in a quirk at the command line. Problems are Errors with a sentence for a person. */

/** The rest of the text after a known name. */
export function splitQuirk<Name extends string>(
  text: string,
  known: Readonly<Record<Name, unknown>>,
): { readonly name: Name; readonly value: string | undefined } {
  const [name = '', value] = text.split(/=(.*)/s, 2);
  if (!Object.hasOwn(known, name)) throw new Error(`Unknown quirk '${name}'; --help lists all quirks.`);
  return { name: name as Name, value };
}

export function truthOf(name: string, value: string | undefined): boolean {
  if (value === undefined || value === 'true') return true;
  if (value === 'false') return false;
  throw new Error(`The quirk '${name}' must be true or false.`);
}

interface Range {
  readonly least: number;
  readonly most?: number;
  readonly fraction?: boolean;
}

export function numberOf(
  name: string,
  value: string | undefined,
  { least, most = Infinity, fraction = false }: Range,
): number {
  const number = value === undefined || value.trim() === '' ? NaN : Number(value);
  const fits = number >= least && number <= most && Number.isFinite(number);
  if (fits && (fraction || Number.isInteger(number))) return number;
  const range = most === Infinity ? `${least} or more` : `from ${least} to ${most}`;
  throw new Error(`The quirk '${name}' must be a number, ${range}, as in ${name}=${least + 2}.`);
}

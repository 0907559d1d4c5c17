/**
 * Parses `WWW-Authenticate` (RFC 9110, section 11.6.1): several challenges in one header, each with a scheme and either
 * parameters or one token68. Commas separate both challenges and parameters, and may occur inside quotes.
 *
 * No maintained package reads more than one challenge.
 */
export interface Challenge {
  /** In lower case. */
  readonly scheme: string;
  /** Names in lower case, values without quotes. */
  readonly parameters: ReadonlyMap<string, string>;
}

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
/** At the start of the remaining text: `name = "value"` or `name = value`. */
const parameter = new RegExp(`^(${token})[ \\t]*=[ \\t]*(?:"((?:[^"\\\\]|\\\\.)*)"|(${token}))[ \\t]*(?=,|$)`, 's');
/** A scheme, and optionally a token68 that is not a parameter. */
const scheme = new RegExp(`^(${token})(?=[ \\t]|,|$)[ \\t]*(?:[A-Za-z0-9._~+/-]+=*[ \\t]*(?=,|$))?`);
const separators = /^[ \t,]+/;

/** Undefined if the text is not a list of challenges. The first of two parameters with the same name counts. */
export function parseChallenges(header: string): readonly Challenge[] | undefined {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  let rest = header.replace(separators, '');
  while (rest !== '') {
    const [found = '', name = '', quoted, plain] = parameter.exec(rest) ?? [];
    const current = challenges.at(-1);
    if (found !== '' && current !== undefined) {
      const value = quoted?.replace(/\\(.)/gs, '$1') ?? plain ?? '';
      if (!current.parameters.has(name.toLowerCase())) current.parameters.set(name.toLowerCase(), value);
      rest = rest.slice(found.length).replace(separators, '');
      continue;
    }
    const [opening = '', schemeName = ''] = scheme.exec(rest) ?? [];
    if (opening === '' || found !== '') return undefined;
    challenges.push({ scheme: schemeName.toLowerCase(), parameters: new Map() });
    rest = rest.slice(opening.length).replace(separators, '');
  }
  return challenges;
}

/**
 * How a later operation requests a page again: the options of Graph's own link, percent-encoded as they were.
 *
 * Graph documents the link as opaque, and its token as bound to the query. So every option is kept, whatever its name,
 * except those that the list itself adds again (`$filter`, `$orderby`, `$expand`) and those that would change what a
 * page is.
 */
import { queryText, type QueryOptions } from './odata.js';

/** As in `$select=id&$top=10&$skiptoken=a%2Fb`. Never a host or a path. */
export type PageLink = string;

export const maxLinkLength = 8192;

/** `$skiptoken` in any spelling, or an option without a `$`. */
const optionName = /^(?:\$|%24)?[a-z][\w.-]*$/i;
/** A value of a URL's query that cannot contain another option. */
const encodedValue = /^(?:(?!["#&<>])[\x21-\x7e])*$/;
/** OData options that define what the rows are. `$top` is checked by its value. */
const ofTheList = ['filter', 'orderby', 'expand', 'apply', 'compute', 'search', 'format', 'count', 'index', 'levels'];
const maxTop = 1000;

type Option = readonly [name: string, value: string];

/** Undefined if the link leads away from the collection, or has no option that could identify a page. */
export function linkOf(path: string, collectionPath: string): PageLink | undefined {
  const [address, query] = split(path, '?');
  if (decoded(address)?.toLowerCase() !== decoded(collectionPath)?.toLowerCase()) return undefined;
  const options = query.split('&').map((option) => split(option, '='));
  const link = textOf(options.filter(([name]) => !ofTheList.includes(plain(name))));
  return isPageLink(link) ? link : undefined;
}

/** Whether a caller's text can be used as such options in a URL without adding others. */
export function isPageLink(link: string): boolean {
  if (link.length > maxLinkLength) return false;
  const options = optionsOf(link);
  const names = options.map(([name]) => plain(name));
  if (new Set(names).size !== names.length || names.every((name) => name === 'select' || name === 'top')) return false;
  return options.every(([name, value]) => {
    if (!optionName.test(name) || !encodedValue.test(value) || ofTheList.includes(plain(name))) return false;
    return plain(name) !== 'top' || (/^\d{1,4}$/.test(value) && Number(value) >= 1 && Number(value) <= maxTop);
  });
}

/** The page size in the link; undefined if Graph does not repeat it. */
export function topOf(link: PageLink): number | undefined {
  const value = valueOf(link, 'top');
  return value === undefined ? undefined : Number(value);
}

/** The properties in the link; undefined if Graph does not repeat them. */
export function selectOf(link: PageLink): readonly string[] | undefined {
  const value = valueOf(link, 'select');
  return value === undefined ? undefined : (decoded(value) ?? '').split(',').map((name) => name.trim());
}

/** The link with other values for `$select` and `$top`, if it has them. */
export function withOptions(link: PageLink, values: Readonly<Partial<Record<'select' | 'top', string>>>): PageLink {
  return textOf(
    optionsOf(link).map(([name, value]) => {
      const known = plain(name);
      return [name, (known === 'select' || known === 'top' ? values[known] : undefined) ?? value] as const;
    }),
  );
}

/** The query of the page: the options of the list, then those of the link. */
export function linkQuery(link: PageLink, listOptions: QueryOptions): string {
  const query = queryText(listOptions);
  return query === '' ? `?${link}` : `${query}&${link}`;
}

function valueOf(link: PageLink, known: 'select' | 'top'): string | undefined {
  return optionsOf(link).find(([name]) => plain(name) === known)?.[1];
}

function optionsOf(link: PageLink): Option[] {
  return link.split('&').map((option) => split(option, '='));
}

function textOf(options: readonly Option[]): string {
  return options.map(([name, value]) => `${name}=${value}`).join('&');
}

/** Without its `$`, which OData allows to omit. */
function plain(name: string): string {
  return name.replace(/^(?:\$|%24)/, '').toLowerCase();
}

function split(text: string, separator: string): Option {
  const index = text.indexOf(separator);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

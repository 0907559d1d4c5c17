/** A path of Graph for the log: without keys, which may be names, and without the values of the query. */

/** Names of Graph's segments and of query options, with or without `$`. */
const name = /^\$?[A-Za-z]+$/;

/** `a/b/KEY/c?$select=x` is `a/b/{id}/c?$select`: below the collection every second segment is a key. */
export function pathTemplate(path: string): string {
  const [segments = '', query] = path.split('?', 2);
  const template = segments
    .split('/')
    .map((segment, index) => ((index > 1 && index % 2 === 0) || !name.test(segment) ? '{id}' : segment))
    .join('/');
  if (query === undefined) return template;
  const options = query.split('&').map((option) => decodeOption(option.split('=', 1)[0] ?? ''));
  return `${template}?${options.filter((option) => name.test(option)).join('&')}`;
}

/** The keys that the template leaves out, decoded, from left to right. */
export function keysIn(path: string): string[] {
  const segments = path.split('?', 1)[0]?.split('/') ?? [];
  return segments.filter((_, index) => index > 1 && index % 2 === 0).map(decodeURIComponent);
}

function decodeOption(text: string): string {
  return text.replace(/^%24/, '$');
}

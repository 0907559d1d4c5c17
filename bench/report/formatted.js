/** Writes a file as `npm run check:format` wants it. Prettier is the gateway's own: Node looks for it one directory up. */
import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

export async function writeFormatted(path, text) {
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}

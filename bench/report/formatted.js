/**
 * Writes a file in the format that `npm run check:format` requires. Prettier is the gateway's: Node finds it one
 * directory up.
 */
import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

export async function writeFormatted(path, text) {
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}

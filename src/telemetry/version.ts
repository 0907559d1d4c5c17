/** The version of the gateway, as in package.json. */
import { readFileSync } from 'node:fs';

export function gatewayVersion(): string {
  const file = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(file) as { version: string }).version;
}

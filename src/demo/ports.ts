/** Where the stand-ins of `npm start` listen; `PORT` is the gateway's own. */
import { ConfigError } from '../config/config-error.js';
import { readRows } from '../config/environment.js';
import { portNumber } from '../config/validators.js';
import { defaultPorts } from './free-ports.js';

const rows = {
  EMULATOR_PORT: portNumber({ default: defaultPorts.EMULATOR_PORT, desc: 'port of the emulated Graph' }),
  AUTHORITY_PORT: portNumber({ default: defaultPorts.AUTHORITY_PORT, desc: 'port of the local authority' }),
};

export function readPorts(variables: NodeJS.ProcessEnv): Record<keyof typeof rows, number> {
  const problems: string[] = [];
  const ports = readRows(variables, rows, problems);
  if (problems.length > 0) throw new ConfigError(problems);
  // Without problems every key has its value.
  return ports as Record<keyof typeof rows, number>;
}

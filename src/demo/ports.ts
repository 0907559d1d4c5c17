/** Where the stand-ins of `npm start` listen; `PORT` is the gateway's own. */
import { ConfigError } from '../config/config-error.js';
import { readRows } from '../config/environment.js';
import { hostName, portNumber } from '../config/validators.js';
import { defaultPorts } from './free-ports.js';

const rows = {
  EMULATOR_HOST: hostName({ default: '127.0.0.1', desc: 'address of the emulated Graph' }),
  EMULATOR_PORT: portNumber({ default: defaultPorts.EMULATOR_PORT, desc: 'port of the emulated Graph' }),
  AUTHORITY_PORT: portNumber({ default: defaultPorts.AUTHORITY_PORT, desc: 'port of the local authority' }),
  SIGN_IN_PORT: portNumber({ default: defaultPorts.SIGN_IN_PORT, desc: 'port of its sign-in page' }),
};

export interface StandInPorts {
  readonly EMULATOR_HOST: string;
  readonly EMULATOR_PORT: number;
  readonly AUTHORITY_PORT: number;
  readonly SIGN_IN_PORT: number;
}

export function readPorts(variables: NodeJS.ProcessEnv): StandInPorts {
  const problems: string[] = [];
  const ports = readRows(variables, rows, problems);
  if (problems.length > 0) throw new ConfigError(problems);
  // Without problems every key has its value.
  return ports as StandInPorts;
}

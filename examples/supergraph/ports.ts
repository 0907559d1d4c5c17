/**
 * The ports of all parts, unless the environment sets others; 0 is any free port. The router configurations use the
 * same ports.
 */

export const defaultPorts = { gateway: 4400, reports: 4401, devices: 4402, users: 4403, graph: 4404 };

export type Ports = Readonly<typeof defaultPorts>;

const settings: Readonly<Record<keyof Ports, string>> = {
  gateway: 'PORT',
  reports: 'REPORTS_PORT',
  devices: 'DEVICES_PORT',
  users: 'USERS_PORT',
  graph: 'EMULATOR_PORT',
};

export function portsFrom(environment: Readonly<Record<string, string | undefined>>): Ports {
  return {
    gateway: portOf(environment, 'gateway'),
    reports: portOf(environment, 'reports'),
    devices: portOf(environment, 'devices'),
    users: portOf(environment, 'users'),
    graph: portOf(environment, 'graph'),
  };
}

function portOf(environment: Readonly<Record<string, string | undefined>>, part: keyof Ports): number {
  // An empty variable counts as absent.
  const text = environment[settings[part]] || String(defaultPorts[part]);
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text);
  throw new Error(`${settings[part]} must be a port, from 0 to 65535.`);
}

/** Starts a part on a port: if another process uses the port, the error says which setting to change. */
export async function listening<T>(part: keyof Ports, starting: Promise<T>): Promise<T> {
  return starting.catch((error: unknown) => {
    if (!(error instanceof Error) || !error.message.includes('EADDRINUSE')) throw error;
    throw new Error(`${error.message}. Set ${settings[part]} to another port, or to 0 for any that is free.`, {
      cause: error,
    });
  });
}

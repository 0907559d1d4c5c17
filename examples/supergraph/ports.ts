/** Where everything listens, unless the environment says otherwise; 0 is any free port. The ready configurations name the same. */

export const defaultPorts = { gateway: 4400, reports: 4401, devices: 4402, users: 4403, graph: 4404 };

export type Ports = Readonly<typeof defaultPorts>;

export function portsFrom(environment: Readonly<Record<string, string | undefined>>): Ports {
  return {
    gateway: portOf(environment, 'PORT', defaultPorts.gateway),
    reports: portOf(environment, 'REPORTS_PORT', defaultPorts.reports),
    devices: portOf(environment, 'DEVICES_PORT', defaultPorts.devices),
    users: portOf(environment, 'USERS_PORT', defaultPorts.users),
    graph: portOf(environment, 'EMULATOR_PORT', defaultPorts.graph),
  };
}

function portOf(environment: Readonly<Record<string, string | undefined>>, key: string, otherwise: number): number {
  const text = environment[key] ?? String(otherwise);
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text);
  throw new Error(`${key} needs a port, from 0 to 65535.`);
}

/** The demo with its dashboard, on one free port, over an emulated Graph that a test can change. */
import { afterEach } from '@jest/globals';
import { addDashboard } from '../../../src/demo/dashboard.js';
import type { EmulatorOptions } from '../../../src/emulator/graph/index.js';
import { gatewayOverEmulator } from '../../support/start.js';

/** Not one letter: the gateway withholds whatever of Graph's answer contains the token. */
export const token = 'demo-token';

export type Dashboard = Awaited<ReturnType<typeof startDashboard>>;

export async function startDashboard(options: EmulatorOptions = {}, environment: Record<string, string> = {}) {
  const pages = (server: Parameters<typeof addDashboard>[0]): void => addDashboard(server, { demo: { token } });
  // As `npm run web` does: reports are from the days before the start.
  const gateway = await gatewayOverEmulator(
    { now: new Date(), ...options },
    { NODE_ENV: 'development', ...environment },
    { pages },
  );
  return { ...gateway, at: (path: string): string => new URL(path, gateway.url).href };
}

/** Starts a dashboard in a test, and stops it after the test. */
export function dashboardOfEachTest(): typeof startDashboard {
  let running: Dashboard | undefined;
  afterEach(async () => {
    await running?.stop();
    running = undefined;
  });
  return async (...parameters) => (running = await startDashboard(...parameters));
}

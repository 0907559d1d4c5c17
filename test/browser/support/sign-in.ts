/** The demo with an authority, where a person signs in as Ada or Ben, as `npm run web -- --auth=on-behalf-of` has it. */
import { afterEach } from '@jest/globals';
import { addDashboard, type SignInConfiguration } from '../../../src/demo/dashboard.js';
import { dashboardOf } from '../../../src/demo/signed-in.js';
import { startAuthority, trustInThisProcess, type Authority } from '../../../src/emulator/entra/index.js';
import { startEmulator } from '../../../src/emulator/graph/index.js';
import { environmentOf, reader, writer } from '../../support/authority.js';
import { gatewayOver } from '../../support/start.js';
import type { OpenPage } from './browser.js';

type Mode = 'forward' | 'on-behalf-of';
export type SignedInDashboard = Awaited<ReturnType<typeof start>>;

async function start(mode: Mode, change: (found: SignInConfiguration, authority: Authority) => SignInConfiguration) {
  const authority = await startAuthority({ plainPort: 0 });
  trustInThisProcess(authority);
  const found = dashboardOf(authority);
  if (found === undefined) throw new Error('The authority has no port for browsers.');
  const graph = await startEmulator({
    macs: 12,
    now: new Date(),
    acceptToken: (header) => authority.graphIdentityOf(header),
  });
  const permissions = { AUTH_READ_PERMISSIONS: `${reader},${writer}`, AUTH_WRITE_PERMISSIONS: writer };
  const gateway = await gatewayOver(
    graph.url,
    { NODE_ENV: 'development', ...(mode === 'forward' ? {} : { ...environmentOf(mode, authority), ...permissions }) },
    { pages: (server) => addDashboard(server, change(found, authority)) },
  );
  return {
    authority,
    graph,
    log: () => gateway.log(),
    at: (path: string): string => new URL(path, gateway.url).href,
    /** Whom Graph has seen, one for each call. */
    callers: async (): Promise<(string | undefined)[]> => {
      const calls = graph.requests.map(({ headers }) => authority.graphIdentityOf(String(headers['authorization'])));
      return (await Promise.all(calls)).map((identity) => identity?.objectId);
    },
    async stop() {
      await gateway.stop();
      await graph.stop();
      await authority.stop();
    },
  };
}

/** Starts one in a test, and stops it after the test. */
export function signInOfEachTest() {
  let running: SignedInDashboard | undefined;
  afterEach(async () => {
    await running?.stop();
    running = undefined;
  });
  return async (
    mode: Mode = 'on-behalf-of',
    change: Parameters<typeof start>[1] = (found) => found,
  ): Promise<SignedInDashboard> => (running = await start(mode, change));
}

/** Presses the button and chooses the person in the window that opens. */
export async function signInAs(page: OpenPage, name: 'Ada' | 'Ben', button = 'Sign in'): Promise<void> {
  const opened = page.waitForEvent('popup');
  // Each part of a page that was refused has one.
  await page.getByRole('button', { name: button, exact: true }).first().click();
  const window = await opened;
  const closed = window.waitForEvent('close');
  await window.getByRole('link', { name }).click();
  await closed;
}

/** As a browser whose person allows no windows; from now on, and after each load. */
export async function blockWindows(page: OpenPage, isBlocked = true): Promise<void> {
  const script = `window.realOpen ??= window.open; window.open = ${isBlocked} ? () => null : window.realOpen;`;
  await page.addInitScript(script);
  await page.evaluate(script);
}

/** What other tabs or a server could read. */
export const storedIn = (page: OpenPage): Promise<string> =>
  page.evaluate(() => JSON.stringify([Object.entries(localStorage), document.cookie, location.href]));

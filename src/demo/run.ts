/**
 * `npm start`: the gateway and the emulator in one process, and a command to paste. Production runs main.ts, without
 * the emulator.
 */
import 'reflect-metadata';
import closeWithGrace from 'close-with-grace';
import { ConfigError } from '../config/config-error.js';
import { readConfig } from '../config/config.js';
import { defaultPorts, portInUse } from './free-ports.js';
import { readPorts, type StandInPorts } from './ports.js';
import { readableLog } from './readable-log.js';
import { readArguments, usage, type Arguments } from './arguments.js';
import type { DashboardConfiguration } from './dashboard.js';
import type { SignedIn } from './signed-in.js';
import { anyToken, welcome } from './welcome.js';
import { whenNpmEnds } from './with-npm.js';
import { startEmulator } from '../emulator/graph/index.js';
import { startGateway, type Pages } from '../gateway.js';
import { StartedParts } from '../started-parts.js';
import { createLogger } from '../telemetry/logger.js';

const listening = new StartedParts();

async function main(): Promise<void> {
  const given = readArguments();
  if (given.help) {
    process.stdout.write(usage());
    return;
  }
  const text = await start(given);
  const { close } = closeWithGrace({ logger: false }, () => listening.stop());
  whenNpmEnds(close);
  process.stdout.write(text);
}

async function start(given: Arguments): Promise<string> {
  const { auth, macs, quirks } = given;
  const ports = readPorts(process.env);
  const signedIn = auth === 'forward' ? undefined : stopLater(await signIn(auth, ports, given));
  const emulator = stopLater(
    await startEmulator({
      host: ports.EMULATOR_HOST,
      port: ports.EMULATOR_PORT,
      macs,
      now: new Date(),
      quirks,
      setsQuirks: true,
      ...(signedIn ? { acceptToken: signedIn.acceptToken } : {}),
    }),
  );
  const { REDIS_URL, ...variables } = process.env;
  const config = readConfig({
    NODE_ENV: 'development',
    ...variables,
    // Developers often have one for other programs.
    ...(variables['RATE_LIMIT_MAX'] ? { REDIS_URL } : {}),
    ...(given.metrics && !variables['METRICS_PORT'] ? { METRICS_PORT: String(defaultPorts.METRICS_PORT) } : {}),
    GRAPH_AUTH: auth,
    ...signedIn?.environment,
    GRAPH_BASE_URL: emulator.url,
  });
  const logger = createLogger(config.telemetry.logLevel, readableLog(process.stdout));
  const pages = given.web ? await pagesFor(signedIn?.dashboard ?? { demo: { token: anyToken } }) : undefined;
  const gateway = stopLater(
    await startGateway(config, logger, {
      demoToken: signedIn?.writerToken ?? anyToken,
      ...(pages === undefined ? {} : { pages }),
    }),
  );
  return welcome(
    { gatewayUrl: gateway.url, metricsUrl: gateway.metricsUrl, emulatorUrl: emulator.url, signedIn },
    given,
  );
}

/**
 * Loaded only here: an installation without development dependencies lacks the certificate package, and forward mode
 * still works.
 */
async function signIn(
  mode: Exclude<Arguments['auth'], 'forward'>,
  ports: StandInPorts,
  given: Arguments,
): Promise<SignedIn> {
  const signedIn = await import('./signed-in.js');
  return signedIn.signIn(mode, ports, given);
}

/** Loaded only with `--web`. */
async function pagesFor(configuration: DashboardConfiguration): Promise<Pages> {
  const { addDashboard } = await import('./dashboard.js');
  return (server) => addDashboard(server, configuration);
}

function stopLater<T extends { stop(): Promise<void> }>(part: T): T {
  return listening.add(part, () => part.stop());
}

try {
  await main();
} catch (error) {
  const problems = error instanceof ConfigError ? error.problems.join('; ') : '';
  const message = portInUse(error, process.env) ?? (error instanceof Error ? error.message : String(error));
  process.stderr.write(`npm start failed: ${message} ${problems}\n`);
  process.exitCode = 1;
  // A part that already listens would keep the process alive.
  await listening.stop();
}

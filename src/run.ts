/** The gateway as a process: environment, signals, exit codes. Only this file and the demo use `process`. */
import 'reflect-metadata';
import closeWithGrace from 'close-with-grace';
import { ConfigError } from './config/config-error.js';
import { readConfig } from './config/config.js';
import { startGateway } from './gateway.js';
import { createLogger } from './telemetry/logger.js';
import { gatewayDrains, gatewayFailedToContinue, gatewayListens } from './telemetry/events.js';

/** `EX_CONFIG` of sysexits.h. */
const invalidConfiguration = 78;
/** Stopping takes at most half a second longer than an operation; then the process is ended by force. */
const drainMarginMs = 2000;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const logger = createLogger(config.telemetry.logLevel);
  const gateway = await startGateway(config, logger);
  const { origin, basePath } = config.graph;
  const { production, requestDeadlineMs, shutdownDelayMs } = config.http;
  const proxy = config.proxies.httpsProxy ?? config.proxies.httpProxy;
  // Its URL may hold a password.
  const through = proxy === undefined ? {} : { proxy: new URL(proxy).origin };
  gatewayListens(logger, { url: gateway.url, graph: `${origin}${basePath}`, ...through, production });
  closeWithGrace({ delay: shutdownDelayMs + requestDeadlineMs + drainMarginMs, logger }, async ({ signal, err }) => {
    if (err) gatewayFailedToContinue(logger, { err });
    else gatewayDrains(logger, { signal, afterMs: shutdownDelayMs });
    await gateway.stop({ atOnce: err !== undefined });
  });
}

try {
  await main();
} catch (error) {
  if (error instanceof ConfigError) {
    process.stderr.write(`${error.message}:\n${error.problems.map((problem) => `  - ${problem}\n`).join('')}`);
    process.exitCode = invalidConfiguration;
  } else {
    process.stderr.write(`The gateway cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

/** The gateway as a process: environment in, signals, exit codes. Nothing else touches `process`, but for demo.ts. */
import 'reflect-metadata';
import closeWithGrace from 'close-with-grace';
import { ConfigError, readConfig } from './config/config.js';
import { startGateway } from './gateway.js';
import { createLogger } from './telemetry/logger.js';

/** `EX_CONFIG` of sysexits.h. */
const configurationFault = 78;
/** Stopping takes no longer than an operation may, and half a second; this is for when it does. */
const drainMarginMs = 2000;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const logger = createLogger(config.logLevel);
  const gateway = await startGateway(config, logger);
  const { graphBaseUrl, production } = config;
  logger.info({ url: gateway.url, graph: graphBaseUrl.href, production }, 'The gateway listens');
  closeWithGrace({ delay: config.requestDeadlineMs + drainMarginMs, logger }, async ({ signal, err }) => {
    if (err) logger.fatal({ err }, 'The gateway stops after a failure');
    else logger.info({ signal }, 'The gateway drains');
    await gateway.stop();
  });
}

try {
  await main();
} catch (error) {
  if (error instanceof ConfigError) {
    process.stderr.write(`${error.message}:\n${error.problems.map((problem) => `  - ${problem}\n`).join('')}`);
    process.exitCode = configurationFault;
  } else {
    process.stderr.write(`The gateway does not start: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

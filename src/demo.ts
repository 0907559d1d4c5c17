/** `npm start`: the gateway and the emulator in one process, and what to paste. Production runs main.ts, which has no emulator. */
import 'reflect-metadata';
import closeWithGrace from 'close-with-grace';
import { ConfigError, readConfig } from './config.js';
import { startEmulator } from './emulator/index.js';
import { startGateway } from './gateway.js';
import { createLogger } from './telemetry/logger.js';

const macs = 25;

async function main(): Promise<void> {
  const emulatorPort = Number(process.env['EMULATOR_PORT'] ?? 4001);
  const emulator = await startEmulator({ port: emulatorPort, macs });
  const config = readConfig({ LOG_LEVEL: 'warn', ...process.env, GRAPH_BASE_URL: emulator.url });
  const gateway = await startGateway(config, createLogger(config.logLevel));
  closeWithGrace({ logger: false }, async () => {
    await gateway.stop();
    await emulator.stop();
  });
  process.stdout.write(welcome(gateway.url, emulator.url));
}

function welcome(gatewayUrl: string, emulatorUrl: string): string {
  const input = `{ displayName: "Display Name value", deviceId: "Device Id value", userId: "User Id value", deviceName: "Device Name value", userPrincipalName: "User Principal Name value", osVersion: "Os Version value", successfulUpdateCount: 5, failedUpdateCount: 1, totalUpdateCount: 0, lastUpdatedDateTime: "2017-01-01T00:00:56.8321556-08:00" }`;
  const mutation = `mutation { createMacOSSoftwareUpdateAccountSummary(input: ${input}) { id displayName lastUpdatedDateTime } }`;
  const body = JSON.stringify({ query: mutation });
  return `
The gateway listens at      ${gatewayUrl}   (open it in a browser for Apollo Sandbox)
An emulated Graph listens   ${emulatorUrl}   with ${macs} reports, in memory

Any bearer token will do here. Create a report:

curl ${gatewayUrl} -H 'content-type: application/json' -H 'authorization: Bearer any-token' -d '${body}'

`;
}

try {
  await main();
} catch (error) {
  const problems = error instanceof ConfigError ? error.problems.join('; ') : '';
  process.stderr.write(`npm start failed: ${error instanceof Error ? error.message : String(error)} ${problems}\n`);
  process.exitCode = 1;
}

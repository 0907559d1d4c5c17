/** `npm start`: the gateway and the emulator in one process, and what to paste. Production runs main.ts, which has no emulator. */
import 'reflect-metadata';
import { parseArgs } from 'node:util';
import closeWithGrace from 'close-with-grace';
import { ConfigError, readConfig } from './config.js';
import { parseQuirk, quirkDescriptions, startEmulator, type Quirks } from './emulator/index.js';
import { startGateway } from './gateway.js';
import { createLogger } from './telemetry/logger.js';

const defaultMacs = 25;
const mostMacs = 100_000;

interface Arguments {
  readonly help: boolean;
  readonly macs: number;
  readonly quirks: Partial<Quirks>;
}

async function main(): Promise<void> {
  const { help, macs, quirks } = readArguments();
  if (help) {
    process.stdout.write(usage());
    return;
  }
  const emulatorPort = Number(process.env['EMULATOR_PORT'] ?? 4001);
  const emulator = await startEmulator({ port: emulatorPort, macs, quirks });
  const config = readConfig({ LOG_LEVEL: 'warn', ...process.env, GRAPH_BASE_URL: emulator.url });
  const gateway = await startGateway(config, createLogger(config.logLevel));
  closeWithGrace({ logger: false }, async () => {
    await gateway.stop();
    await emulator.stop();
  });
  process.stdout.write(welcome(gateway.url, emulator.url, macs, Object.keys(quirks)));
}

function readArguments(): Arguments {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', default: false },
      macs: { type: 'string', default: String(defaultMacs) },
      quirk: { type: 'string', multiple: true, default: [] },
    },
  });
  const macs = /^\d{1,6}$/.test(values.macs) ? Number(values.macs) : NaN;
  if (!(macs <= mostMacs)) throw new Error(`--macs needs a whole number from 0 to ${mostMacs}.`);
  const quirks = Object.assign({}, ...values.quirk.map(parseQuirk)) as Partial<Quirks>;
  return { help: values.help, macs, quirks };
}

function usage(): string {
  const quirks = Object.entries(quirkDescriptions).map(([name, line]) => `  ${name.padEnd(20)} ${line}`);
  return `
npm start -- [--macs=${defaultMacs}] [--quirk=<name>[=<value>]]...

  --macs=<n>           reports that the emulated Graph has at the start (${defaultMacs})
  --quirk=<name>       a way of a tenant's Graph to switch on; give it once for each, as in
                       npm start -- --quirk=filterRefused --quirk=latencyMs=50
  --help               this text

Quirks:
${quirks.join('\n')}

`;
}

function welcome(gatewayUrl: string, emulatorUrl: string, macs: number, quirks: readonly string[]): string {
  const input = `{ displayName: "Display Name value", deviceId: "Device Id value", userId: "User Id value", deviceName: "Device Name value", userPrincipalName: "User Principal Name value", osVersion: "Os Version value", successfulUpdateCount: 5, failedUpdateCount: 1, totalUpdateCount: 0, lastUpdatedDateTime: "2017-01-01T00:00:56.8321556-08:00" }`;
  const mutation = `mutation { createMacOSSoftwareUpdateAccountSummary(input: ${input}) { id displayName lastUpdatedDateTime } }`;
  const body = JSON.stringify({ query: mutation });
  return `
The gateway listens at      ${gatewayUrl}   (open it in a browser for Apollo Sandbox)
An emulated Graph listens   ${emulatorUrl}   with ${macs} reports, in memory${quirks.length > 0 ? `, quirks: ${quirks.join(', ')}` : ''}

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

/**
 * `npm run doctor -- --demo`: the doctor over the emulated Graph, so that its first use needs no tenant. `--auth`, `--macs`,
 * `--quirk` and `--authority-quirk` are those of `npm start`; all other options go to the doctor.
 */
import { readArguments } from './arguments.js';
import { readPorts } from './ports.js';
import { tokenVariable } from '../doctor/arguments.js';
import { runDoctor } from '../doctor/run.js';
import { startEmulator } from '../emulator/graph/index.js';
import { StartedParts } from '../started-parts.js';

/** The emulated Graph accepts any. */
const developmentToken = 'development-token-of-the-doctor';
const ofDemo = /^--(?:auth|macs|quirk|authority-quirk)=/;

/** Each part finds a free one, so a running `npm start` is not in the way. */
const anyPorts = { ...readPorts({}), AUTHORITY_PORT: 0, SIGN_IN_PORT: 0 };
const parts = new StartedParts();
const words = process.argv.slice(2).filter((word) => word !== '--demo');
const { stdin: input, stdout: output, stderr: errors } = process;
try {
  const variables = await startTenant(words.filter((word) => ofDemo.test(word)));
  const rest = words.filter((word) => !ofDemo.test(word));
  process.exitCode = await runDoctor({ words: rest, variables, input, output, errors });
} catch (error) {
  errors.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
} finally {
  await parts.stop();
}

/** The environment in which a gateway of this tenant would run. */
async function startTenant(given: readonly string[]): Promise<NodeJS.ProcessEnv> {
  const choice = readArguments(given);
  // Loaded only when needed, as by `npm start`.
  const signedIn =
    choice.auth === 'forward'
      ? undefined
      : await (await import('./signed-in.js')).signIn(choice.auth, anyPorts, choice);
  if (signedIn !== undefined) parts.add(signedIn, () => signedIn.stop());
  const { macs, quirks } = choice;
  const acceptToken = signedIn && { acceptToken: signedIn.acceptToken };
  const emulator = await startEmulator({ port: 0, macs, now: new Date(), quirks, ...acceptToken });
  parts.add(emulator, () => emulator.stop());
  return {
    PATH: process.env['PATH'],
    NO_COLOR: process.env['NO_COLOR'],
    COLUMNS: process.env['COLUMNS'],
    NODE_ENV: 'development',
    GRAPH_AUTH: choice.auth,
    ...signedIn?.environment,
    GRAPH_BASE_URL: emulator.url,
    [tokenVariable]: signedIn?.writerToken ?? developmentToken,
  };
}

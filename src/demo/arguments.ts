/** The command line of `npm start`, after `--`, and its help text. */
import { parseArgs } from 'node:util';
import { authorityQuirkDescriptions, parseAuthorityQuirk, type AuthorityQuirks } from '../emulator/entra/quirks.js';
import { parseQuirk, quirkDescriptions, type Quirks } from '../emulator/graph/index.js';
import { defaultPorts } from './free-ports.js';

export const authModes = ['forward', 'on-behalf-of', 'application'] as const;
export type AuthMode = (typeof authModes)[number];

const defaultMacs = 25;
const mostMacs = 100_000;

export interface Arguments {
  readonly help: boolean;
  readonly auth: AuthMode;
  readonly macs: number;
  readonly metrics: boolean;
  readonly web: boolean;
  readonly quirks: Partial<Quirks>;
  readonly authorityQuirks: Partial<AuthorityQuirks>;
}

/** Throws an Error with a sentence for a person. */
export function readArguments(words: readonly string[] = process.argv.slice(2)): Arguments {
  const { values } = parseArgs({
    args: [...words],
    options: {
      help: { type: 'boolean', default: false },
      auth: { type: 'string', default: 'forward' },
      metrics: { type: 'boolean', default: false },
      web: { type: 'boolean', default: false },
      macs: { type: 'string', default: String(defaultMacs) },
      quirk: { type: 'string', multiple: true, default: [] },
      'authority-quirk': { type: 'string', multiple: true, default: [] },
    },
  });
  const auth = authModes.find((mode) => mode === values.auth);
  if (auth === undefined) throw new Error(`--auth must be one of: ${authModes.join(', ')}.`);
  const macs = /^\d{1,6}$/.test(values.macs) ? Number(values.macs) : NaN;
  if (!(macs <= mostMacs)) throw new Error(`--macs must be a whole number from 0 to ${mostMacs}.`);
  const quirks = Object.assign({}, ...values.quirk.map(parseQuirk)) as Partial<Quirks>;
  const wanted = values['authority-quirk'];
  if (wanted.length > 0 && auth === 'forward') {
    throw new Error('--authority-quirk requires --auth=on-behalf-of or --auth=application.');
  }
  const authorityQuirks = Object.assign({}, ...wanted.map(parseAuthorityQuirk)) as Partial<AuthorityQuirks>;
  const { help, metrics, web } = values;
  return { help, auth, macs, metrics, web, quirks, authorityQuirks };
}

export function usage(): string {
  return `
npm start -- [--auth=<mode>] [--macs=${defaultMacs}] [--metrics] [--web] [--quirk=<name>[=<value>]]... [--authority-quirk=<name>[=<value>]]...

  --auth=<mode>        how callers' rights reach the emulated Graph: forward (the caller's token is forwarded, and any
                       token is accepted), on-behalf-of or application (a local stand-in for Entra issues and exchanges
                       real tokens)
  --macs=<n>           number of reports in the emulated Graph at the start (${defaultMacs})
  --metrics            serves GET /metrics on METRICS_PORT (${defaultPorts.METRICS_PORT}), for Prometheus: docs/observability.md
  --web                serves the dashboard at /; npm run web builds it first
  --quirk=<name>       switches on one way in which a tenant's Graph differs; may be repeated, as in
                       npm start -- --quirk=filterRefused --quirk=latencyMs=50
  --authority-quirk=<name>
                       the same for the authority, as in
                       npm start -- --auth=on-behalf-of --authority-quirk=consentMissing
  --help               prints this text

The environment variables PORT (4000), EMULATOR_PORT (4001), AUTHORITY_PORT (4002) and SIGN_IN_PORT (4003, for --web
with an authority) set the ports, HOST and EMULATOR_HOST (127.0.0.1) the addresses to listen on.

While it runs, POST http://127.0.0.1:4001/quirks changes quirks, as in
  curl http://127.0.0.1:4001/quirks -H 'content-type: application/json' -d '{ "throttleCalls": 3 }'
GET shows them, and DELETE switches all of them off.

Quirks:
${lines(quirkDescriptions)}

Quirks of the authority:
${lines(authorityQuirkDescriptions)}

`;
}

function lines(descriptions: Readonly<Record<string, string>>): string {
  return Object.entries(descriptions)
    .map(([name, line]) => `  ${name.padEnd(20)} ${line}`)
    .join('\n');
}

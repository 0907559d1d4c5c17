/** The command line of the doctor, and its help text. */
import { parseArgs } from 'node:util';
import { maxGraphRequests } from './probes/graph-probe.js';

export interface Arguments {
  readonly help: boolean;
  readonly json: boolean;
  readonly write: boolean;
  readonly yes: boolean;
  /** Where the token of a caller comes from. */
  readonly tokenFrom: 'environment' | 'standard input' | 'azure-cli' | 'azure-default';
}

/** Not a key of the gateway, so that no gateway warns of it or reads it. */
export const tokenVariable = 'DOCTOR_TOKEN';

/** Throws an Error with a sentence for a person. */
export function readArguments(words: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...words],
    options: {
      help: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      'token-stdin': { type: 'boolean', default: false },
      'azure-cli': { type: 'boolean', default: false },
      'azure-default': { type: 'boolean', default: false },
    },
  });
  const { help, json, write, yes } = values;
  const sources = [
    ...(values['token-stdin'] ? (['standard input'] as const) : []),
    ...(values['azure-cli'] ? (['azure-cli'] as const) : []),
    ...(values['azure-default'] ? (['azure-default'] as const) : []),
  ];
  if (sources.length > 1) throw new Error('--token-stdin, --azure-cli and --azure-default exclude each other.');
  if (yes && !write) throw new Error('--yes has no effect without --write.');
  return { help, json, write, yes, tokenFrom: sources[0] ?? 'environment' };
}

export const usage = `
Checks whether this environment is ready for the gateway, and what is true in this tenant. It reads the same environment as
the gateway, and changes nothing without --write.

  npm run doctor -- [option]...           in a checkout; npm run doctor -- --demo, only there, needs no tenant
  node dist/doctor.js [option]...         in the image

A caller's token: for Graph with GRAPH_AUTH=forward, for the gateway in the other modes. It is never printed.

  ${tokenVariable}=...     in the environment; the default
  --token-stdin        from standard input, as in: az account get-access-token ... | npm run doctor -- --token-stdin
  --azure-cli          of the user who is signed in with az login
  --azure-default      by the chain of DefaultAzureCredential

Other options:

  --write              creates, changes and deletes one marked report, after asking
  --yes                with --write: does not ask
  --json               writes JSON instead, as docs/doctor.schema.json describes
  --help               prints this text

It sends at most ${maxGraphRequests} requests to Graph, one at a time, at most ten a second.

Exit codes: 0 nothing failed; 1 a check failed; 2 the doctor could not do its work: a wrong option, or no token for Graph, so
that most checks were not tried.

NO_COLOR turns colours off; they are also off unless the output is a terminal.
`;

/** The doctor as a program: options, token and environment in; findings and an exit code out. */
import 'reflect-metadata';
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { readArguments, tokenVariable, usage, type Arguments } from './arguments.js';
import { runChecks } from './check.js';
import { checks } from './checks.js';
import { Findings } from './findings.js';
import { JsonOutput } from './output/json.js';
import { TextOutput, type OutputStream } from './output/text.js';
import { Session } from './session.js';
import { exitCodes, summaryOf } from './summary.js';

export interface DoctorOptions {
  /** The command line, without the program. */
  readonly words: readonly string[];
  readonly variables: NodeJS.ProcessEnv;
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: OutputStream;
  readonly errors: NodeJS.WritableStream;
  /** Between two calls to Graph: ten a second at most, unless a test is in a hurry. */
  readonly gapMs?: number;
}

const usualGapMs = 100;

/** Returns the exit code. */
export async function runDoctor(options: DoctorOptions): Promise<number> {
  const { words, variables, input, output, errors, gapMs = usualGapMs } = options;
  // As with `| head`: a reader that has left must not end the program between a creation and its deletion.
  output.on('error', () => undefined);
  const startedAt = new Date();
  let given: Arguments;
  let tokenGiven: string | undefined;
  try {
    given = readArguments(words);
    if (given.help) {
      output.write(usage);
      return exitCodes.well;
    }
    tokenGiven = await tokenFrom(given, variables, input);
    if (given.write && !given.yes && !(await isConfirmed(options))) return exitCodes.incomplete;
  } catch (error) {
    const sentence = (error instanceof Error ? error.message : String(error)).replace(/\.?$/, '.');
    errors.write(`${sentence} --help lists the options.\n`);
    return exitCodes.incomplete;
  }
  const out = given.json ? new JsonOutput(output) : new TextOutput(output, variables);
  const findings = new Findings((finding) => out.finding(finding));
  const begins = (checked: string): void => out.begins(checked);
  const session = new Session({ given, variables, findings, tokenGiven, gapMs, begins });
  try {
    await runChecks(checks, session);
    const summary = summaryOf(session, startedAt);
    out.end(summary);
    return summary.exitCode;
  } finally {
    await session.stop();
  }
}

/** Pasted headers begin with the scheme. */
const scheme = /^bearer +/i;

async function tokenFrom(
  { tokenFrom: source }: Arguments,
  variables: NodeJS.ProcessEnv,
  input: DoctorOptions['input'],
): Promise<string | undefined> {
  const given =
    source === 'standard input' ? await text(input) : source === 'environment' ? variables[tokenVariable] : undefined;
  const token = given?.trim().replace(scheme, '');
  if (token === undefined || token === '') return undefined;
  if (/[^\x21-\x7e]/.test(token))
    throw new Error('The token must be one word: it has white space or other characters in it.');
  return token;
}

async function isConfirmed({ input, errors }: DoctorOptions): Promise<boolean> {
  if (input.isTTY !== true) throw new Error('--write asks before it writes, and needs --yes without a terminal.');
  const dialog = createInterface({ input, output: errors });
  try {
    const answer = await dialog.question('Create, change and delete one marked report in this tenant? [y/N] ');
    return /^y(?:es)?$/i.test(answer.trim());
  } finally {
    dialog.close();
  }
}

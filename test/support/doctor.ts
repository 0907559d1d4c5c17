/** The doctor in this process, over servers of the test. Its output is collected, and its JSON is checked against its schema. */
import { readFileSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { Ajv } from 'ajv';
import { expect } from '@jest/globals';
import { runDoctor } from '../../src/doctor/run.js';
import type { Finding, Recommendation } from '../../src/doctor/finding.js';
import { environmentOf, reader, writer, type Mode } from './authority.js';
import {
  startAuthority,
  trustInThisProcess,
  type Authority,
  type AuthorityOptions,
} from '../../src/emulator/entra/index.js';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../src/emulator/graph/index.js';

const validate = new Ajv({ allowUnionTypes: true }).compile(
  JSON.parse(readFileSync('docs/doctor.schema.json', 'utf8')) as object,
);

/** As long as a real one's parts, so that pieces of it are found. */
export const doctorToken = 'opaque-8dJq2mXw9LkTz4RvBn7C';

export interface Report {
  readonly outcome: 'well' | 'failed' | 'incomplete';
  readonly exitCode: number;
  readonly graphRequests: number;
  readonly graphRequestLimit: number;
  readonly findings: readonly Finding[];
  readonly recommended: readonly Recommendation[];
}

export interface Diagnosis extends Report {
  readonly code: number;
  readonly text: string;
  readonly finding: (id: string) => Finding | undefined;
}

export interface Spoken {
  readonly code: number;
  readonly text: string;
  readonly errors: string;
}

interface Terminal {
  readonly columns?: number;
  readonly isTTY?: boolean;
  /** On standard input. */
  readonly input?: string;
  /** Between two calls to Graph; undefined is the doctor's own. */
  readonly gapMs?: number | undefined;
  /** Standard input is a terminal. */
  readonly interactive?: boolean;
}

/** As a person reads it. */
export async function hearDoctor(
  variables: NodeJS.ProcessEnv,
  words: readonly string[] = [],
  { input = '', interactive = false, ...given }: Terminal = {},
): Promise<Spoken> {
  const [output, errors] = [new Collected(), new Collected()];
  const { gapMs, ...terminal } = { gapMs: 0, ...given };
  Object.assign(output, terminal);
  const code = await runDoctor({
    words,
    variables: { NODE_ENV: 'test', ...variables },
    input: Object.assign(Readable.from([input]), { isTTY: interactive }),
    output,
    errors,
    ...(gapMs === undefined ? {} : { gapMs }),
  });
  return { code, text: output.text, errors: errors.text };
}

/** As a program reads it. */
export async function askDoctor(variables: NodeJS.ProcessEnv, words: readonly string[] = []): Promise<Diagnosis> {
  const { code, text } = await hearDoctor(variables, ['--json', ...words]);
  const report = JSON.parse(text) as Report;
  validate(report);
  expect(validate.errors ?? []).toEqual([]);
  expect(report.exitCode).toBe(code);
  expect(report.graphRequests).toBeLessThanOrEqual(report.graphRequestLimit);
  return { ...report, code, text, finding: (id) => report.findings.find((each) => each.id === id) };
}

/** In forward mode, over an emulated Graph. */
export async function overEmulator(
  options: EmulatorOptions,
  words: readonly string[] = [],
  variables: NodeJS.ProcessEnv = {},
): Promise<Diagnosis & { readonly graph: Emulator }> {
  const graph = await startEmulator({ macs: 12, ...options });
  try {
    const given = { GRAPH_BASE_URL: graph.url, DOCTOR_TOKEN: doctorToken, ...variables };
    return { ...(await askDoctor(given, words)), graph };
  } finally {
    await graph.stop();
  }
}

interface SignedInOptions extends AuthorityOptions {
  readonly variables?: NodeJS.ProcessEnv;
  readonly words?: readonly string[];
  /** The caller's token; by default of a user who may write. */
  readonly tokenOf?: (authority: Authority) => Promise<string | undefined>;
}

/** In one of the other modes, over an emulated Graph that accepts only tokens of the local authority. */
export async function overAuthority(
  mode: Mode,
  { variables = {}, words = [], tokenOf = writerToken, ...options }: SignedInOptions = {},
): Promise<
  Diagnosis & { readonly authority: Authority; readonly graph: Emulator; readonly token: string | undefined }
> {
  const authority = await startAuthority(options);
  trustInThisProcess(authority);
  const graph = await startEmulator({ macs: 3, acceptToken: (header) => authority.graphIdentityOf(header) });
  try {
    const token = await tokenOf(authority);
    const given = { ...environmentOf(mode, authority), GRAPH_BASE_URL: graph.url, DOCTOR_TOKEN: token, ...variables };
    return { ...(await askDoctor(given, words)), authority, graph, token };
  } finally {
    await graph.stop();
    await authority.stop();
  }
}

export const writerToken = (authority: Authority): Promise<string> =>
  authority.issueUserToken({ user: 'ada', scopes: [writer] });
export const readerToken = (authority: Authority): Promise<string> =>
  authority.issueUserToken({ user: 'grace', scopes: [reader] });

class Collected extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

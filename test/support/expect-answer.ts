/**
 * Expectations about a whole response: on failure the message contains the response, since a code alone says little.
 */
import { inspect } from 'node:util';
import { expect } from '@jest/globals';
import type { Answer } from './start.js';

/** In responses that a test reads itself; `send` of a test's gateway checks and removes it. */
export const anyRequestId = expect.stringMatching(/^[\w.-]{1,100}$/) as unknown;

/** A response, as far as a test needs it. */
export type SomeAnswer = Pick<Answer, 'json'> & Partial<Pick<Answer, 'status'>>;

/** Deep, but only the start of a long list or text: a response may have thousands of rows. */
const shortly = { depth: 10, breakLength: 120, maxArrayLength: 5, maxStringLength: 500 } as const;

export interface Refusal {
  /** Of every error of the answer. */
  readonly code: string;
  /** As the others: of the first error. */
  readonly path?: readonly (string | number)[];
  readonly message?: string | RegExp;
  /** Members of `extensions`, besides the code; objects may have more of their own. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly status?: number;
}

/** The answer has errors, all of them with this code. */
export function expectRefused(answer: SomeAnswer, { code, status, ...first }: Refusal): void {
  const errors = answer.json.errors ?? [];
  const wanted = {
    ...(status === undefined ? {} : { status }),
    codes: [code],
    ...first,
    ...(first.message instanceof RegExp ? { message: expect.stringMatching(first.message) as unknown } : {}),
  };
  const codes = new Set(errors.map(({ extensions }) => extensions.code));
  // It ends a list that has been cut off, and is not the code of what happened.
  if (codes.size > 1) codes.delete('TOO_MANY_ERRORS');
  const received = { status: answer.status, codes: [...codes] };
  withAnswer(answer, expectRefused, () => expect({ ...errors[0], ...received }).toMatchObject(wanted));
}

/** The answer has no errors. */
export function expectAnswered(answer: SomeAnswer): void {
  const codes = (answer.json.errors ?? []).map(({ extensions }) => extensions.code);
  withAnswer(answer, expectAnswered, () => expect(codes).toEqual([]));
}

/** The stack starts at the test's call, not in this file. */
function withAnswer({ status, json }: SomeAnswer, caller: (...args: never) => unknown, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const head = status === undefined ? 'The answer' : `The answer, status ${status}`;
    error.message += `\n\n${head}: ${inspect(json, shortly)}`;
    Error.captureStackTrace(error, caller);
    throw error;
  }
}

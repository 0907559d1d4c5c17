/**
 * The gateway answers an operation whose errors are all in the catalogue itself, and leaves others to Apollo Server. With
 * FEDERATION_TRACING=on Apollo Server answers all of them, so that both ways can be compared: status, headers, text, log.
 */
import { PassThrough } from 'node:stream';
import { expect, it } from '@jest/globals';
import { buildSchema, GraphQLError, type GraphQLObjectType } from 'graphql';
import { badUserInput, GatewayError, type ErrorDetails } from '../../src/core/gateway-error.js';
import { OperationRecord } from '../../src/core/operation-record.js';
import { problemAt } from '../../src/core/validation-problem.js';
import { createApolloServer } from '../../src/graphql/apollo-server.js';
import { requestError } from '../../src/graphql/errors/format-error.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { askApollo } from '../support/ask-apollo.js';
import { linesIn } from '../support/log-lines.js';

const unavailable = (details: ErrorDetails = {}): GatewayError =>
  new GatewayError('GRAPH_UNAVAILABLE', 'Graph is away.', details);
const fullQueue = unavailable({ notSent: 'full queue', retryAfterSeconds: 1.5 });
const challenge = 'Bearer realm="graph", error="insufficient_claims"';
const unauthenticated = new GatewayError('UNAUTHENTICATED', 'Sign in.', { challenge, claims: 'e30=' });

/** What the fields throw. The field `good` throws nothing. */
const failures: Readonly<Record<string, unknown>> = {
  broken: badUserInput([problemAt(['input', 'a'], { rule: 'TOO_SMALL', limit: 0 }, 'a must be 0 or greater')]),
  away: unavailable({ cause: new Error('a reason for the log only') }),
  full: fullQueue,
  signIn: unauthenticated,
  // With an HTTP status of its own.
  early: requestError(unauthenticated),
  bug: new TypeError('a reason for the log only'),
  document: new GraphQLError('A rule of documents.', { extensions: { code: 'BAD_USER_INPUT', http: { status: 418 } } }),
  located: new GraphQLError('Elsewhere.', { path: ['elsewhere'], originalError: unavailable() }),
  text: 'not an error',
};
const names = Object.keys(failures).join(': String ');
const schema = buildSchema(`
  type Query { good: String needed: String! rows: [Row] all: [Row!]! ${names}: String with(a: Int!): String }
  type Row { id: Int needed: String! ${names}: String }
`);
for (const type of ['Query', 'Row'].map((name) => schema.getType(name) as GraphQLObjectType)) {
  for (const [name, field] of Object.entries(type.getFields())) {
    field.resolve = () => {
      if (name === 'rows' || name === 'all') return [{}, {}];
      if (name === 'good') return 'good';
      if (name === 'id') return 7;
      // What is thrown need not be an error.
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      throw failures[name] ?? unavailable();
    };
  }
}

async function answersOf(federationTracing: boolean, query: string): Promise<unknown[]> {
  const lines: string[] = [];
  const logger = createLogger(
    'debug',
    new PassThrough().on('data', (chunk: Buffer) => lines.push(chunk.toString())),
  );
  const settings = { production: true, maxCost: 1000, executionPlans: true, federationTracing, logger };
  const apollo = await createApolloServer({ schema, sdl: '', inputClasses: new Map() }, settings);
  await apollo.start();
  const answers = [];
  // By graphql-js at first, and from the third time by a plan.
  for (const requestId of ['first', 'second', 'third', 'fourth']) {
    const record = new OperationRecord(requestId);
    const { status, headers, body } = await askApollo(apollo, query, {
      logger: logger.child({ reqId: requestId }),
      record,
    });
    const { codes, outcome } = record;
    answers.push({ status, headers: [...headers], text: body.kind === 'complete' && body.string, codes, outcome });
  }
  await apollo.stop();
  // The stack of what is thrown without one names the executor.
  const log = linesIn(lines.join('')).map(({ time: _time, err, ...line }) => ({ ...line, err: withoutStack(err) }));
  return [answers, log];
}

const withoutStack = (err: unknown): object => ({ ...(err as object | undefined), stack: undefined });

it.each([
  ['a broken rule', '{ broken }'],
  ['a failure and a result', '{ away good }'],
  ['several failures', '{ away broken good signIn }'],
  ['failures in rows', '{ rows { id away broken } }'],
  ['a row that a failure removes', '{ rows { id needed } good }'],
  ['data that a failure removes', '{ good needed broken }'],
  ['data that a failure in a row removes', '{ all { needed } }'],
  ['a full queue', '{ full }'],
  ['a full queue for each row', '{ rows { full } }'],
  ['a full queue and a result', '{ full good }'],
  ['a challenge', '{ signIn }'],
  ['a failure with an HTTP status of its own', '{ early }'],
  ['a bug', '{ bug }'],
  ['a bug and a broken rule', '{ bug broken }'],
  ['a text that is thrown', '{ text broken }'],
  ['an error of the document', '{ document broken }'],
  ['an error that has a place already', '{ located broken }'],
  ['more errors than a response may have', `{ ${Array.from({ length: 120 }, (_, at) => `a${at}: broken`).join(' ')} }`],
  ['a variable that is missing', 'query ($a: Int!) { with(a: $a) broken }'],
  ['a directive that no plan knows', 'query { broken @skip(if: false) good @include(if: false) }'],
])('%s has the same answer and log lines as from Apollo Server', async (_what, query) => {
  const own = await answersOf(false, query);
  expect(own).toEqual(await answersOf(true, query));
  expect(JSON.stringify(own)).toContain('"errors\\":[');
});

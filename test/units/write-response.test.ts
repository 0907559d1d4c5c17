/** Failures while a response is written, over a schema that causes them. */
import { PassThrough } from 'node:stream';
import { expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { createApolloServer } from '../../src/graphql/apollo-server.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { askApollo } from '../support/ask-apollo.js';

const failing = (value: () => unknown): ReturnType<typeof buildSchema> => {
  const schema = buildSchema('scalar Odd type Query { odd: Odd }');
  Object.assign(schema.getType('Odd') ?? {}, { serialize: value });
  return schema;
};

it.each<[string, () => unknown]>([
  ['that JSON does not have', () => 1n],
  [
    'that fails while it is written',
    () => ({
      toJSON() {
        throw new RangeError('Invalid string length');
      },
    }),
  ],
  [
    'that fails while it is measured',
    () => ({
      get odd() {
        throw new RangeError('Invalid string length');
      },
    }),
  ],
])('a value %s is answered with HTTP 500, and its reason is in the log', async (_what, value) => {
  const lines: string[] = [];
  const sink = new PassThrough().on('data', (chunk: Buffer) => lines.push(chunk.toString()));
  const logger = createLogger('info', sink);
  const schema = failing(value);

  Object.assign(schema.getQueryType()?.getFields()['odd'] ?? {}, { resolve: () => 1 });
  const apollo = await createApolloServer(
    { schema, sdl: '', inputClasses: new Map() },
    {
      production: true,
      maxCost: 10,
      executionPlans: true,
      federationTracing: false,
      logger,
    },
  );
  await apollo.start();
  const { status, body } = await askApollo(apollo, '{ odd }', { logger: logger.child({ reqId: 'request-7' }) });
  await apollo.stop();
  expect(status).toBe(500);
  expect(body).toEqual({
    kind: 'complete',
    string: expect.stringContaining('"code":"INTERNAL_SERVER_ERROR"') as unknown,
  });
  const entries = lines
    .flatMap((line) => line.trim().split('\n'))
    .map((line) => JSON.parse(line) as { level: string; err?: { message: string } });
  expect(entries).toContainEqual(
    expect.objectContaining({
      level: 'error',
      err: expect.objectContaining({
        message: expect.stringMatching(/BigInt|Invalid string length/) as unknown,
      }) as unknown,
    }),
  );
});

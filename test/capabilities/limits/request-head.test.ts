import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { responseTypeFor } from '../../../src/http/response-type.js';
import { anyRequestId } from '../../support/expect-answer.js';
import { bodyOf, statusOf, untilClosed } from '../../support/raw-socket.js';
import { gatewayOverEmulator } from '../../support/start.js';

const operation = '{"query":"{ __typename }"}';

describe('the headers of a request that a library reads', () => {
  let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  beforeAll(async () => {
    gateway = await gatewayOverEmulator();
  });
  afterAll(() => gateway.stop());

  const head = (...lines: string[]): string =>
    ['POST /graphql HTTP/1.1', 'host: a', 'connection: close', ...lines, '', ''].join('\r\n');
  const length = `content-length: ${operation.length}`;

  it.each([
    ['Content-Type', 'application/json', 256, ';a=b'],
    ['Content-Type', 'application/json;a=', 256, ' '],
    ['Accept', 'application/json', 1024, ',a/b'],
    ['Accept', '*/*;q=', 1024, '0'],
  ])('%s that begins with %s has at most %i characters, also of %p', async (name, start, limit, filling) => {
    const others = [length, ...(name === 'Accept' ? ['content-type: application/json'] : [])];
    const send = (value: string): Promise<string> =>
      untilClosed(gateway.url, head(...others, `${name}: ${value}`), operation);
    const fill = (count: number): string => (start + filling.repeat(count)).slice(0, count - 1);

    expect(statusOf(await send(`${fill(limit)}0`))).not.toBe(431);
    const refused = await send(`${fill(limit + 1)}0`);
    expect(statusOf(refused)).toBe(431);
    const sentence = `The ${name} header has ${(limit + 1).toLocaleString('en')} characters; the limit is ${limit.toLocaleString('en')}.`;
    expect(bodyOf(refused)).toEqual({
      errors: [{ message: sentence, extensions: { code: 'BAD_REQUEST', requestId: anyRequestId } }],
    });
  });

  it.each(['a b', '[::', '%zz'])(
    'a Host of %p, which no URL can have, is refused: by POST, and by GET',
    async (host) => {
      const good = ['connection: close', 'content-type: application/json', length];
      const heads = [
        ['POST /graphql HTTP/1.1', `host: ${host}`, ...good, '', operation],
        [
          'GET /graphql?query=%7B__typename%7D HTTP/1.1',
          `host: ${host}`,
          'connection: close',
          'apollo-require-preflight: 1',
          '',
          '',
        ],
        ['POST /graphql HTTP/1.1', 'host: a', ...good, '', operation],
      ];
      const answers = [];
      for (const lines of heads) answers.push(await untilClosed(gateway.url, lines.join('\r\n')));
      expect(answers.map(statusOf)).toEqual([400, 400, 200]);
      expect(bodyOf(answers[0] ?? '')).toEqual({
        errors: [{ message: expect.any(String), extensions: { code: 'BAD_REQUEST', requestId: anyRequestId } }],
      });
    },
  );

  it('several Accept headers count together', async () => {
    const accepts = Array.from({ length: 100 }, () => 'accept: application/json');
    const answer = await untilClosed(
      gateway.url,
      head(length, 'content-type: application/json', ...accepts),
      operation,
    );
    expect(statusOf(answer)).toBe(431);
  });
});

it('an Accept that is too long is ignored: its rejection is JSON', () => {
  expect(responseTypeFor(`application/graphql-response+json,${'a/b,'.repeat(300)}`)).toBe(
    'application/json; charset=utf-8',
  );
});

/** Long responses in br or gzip, for clients that ask for it. */
import { request, type IncomingHttpHeaders } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMutation, gatewayOver, gatewayOverEmulator, referenceExample, token } from '../../support/start.js';
import { until } from '../../support/until.js';

const rows = (first: number) => ({
  query: `query Rows($first: Int) {
    macOSSoftwareUpdateAccountSummaries(first: $first) {
      nodes { id displayName deviceId deviceName userId userPrincipalName osVersion lastUpdatedDateTime }
    }
  }`,
  variables: { first },
});

let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
beforeAll(async () => (gateway = await gatewayOverEmulator({ macs: 1000 })));
afterAll(() => gateway.stop());

interface Received {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The bytes as they come over the wire. */
function post(operation: object, encoding?: string, url = gateway.url): Promise<Received> {
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${token}`,
    ...(encoding === undefined ? {} : { 'accept-encoding': encoding }),
  };
  return new Promise((resolve, reject) => {
    request(url, { method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    })
      .once('error', reject)
      .end(JSON.stringify(operation));
  });
}

function textOf({ headers, body }: Received): string {
  if (headers['content-encoding'] === 'br') return brotliDecompressSync(body).toString();
  if (headers['content-encoding'] === 'gzip') return gunzipSync(body).toString();
  expect(headers['content-encoding']).toBeUndefined();
  return body.toString();
}

describe.each([
  ['of 50 rows', 50],
  ['of 1,000 rows', 1000],
])('a response %s', (_what, first) => {
  it.each<[string | undefined, string | undefined]>([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['GZIP', 'gzip'],
    ['br;q=0.5, gzip', 'gzip'],
    ['br;q=0, gzip;q=0.1', 'gzip'],
    ['*', 'gzip'],
    ['deflate', undefined],
    ['zstd', undefined],
    ['identity', undefined],
    ['gzip;q=0', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('to Accept-Encoding %p comes in %p', async (asked, encoding) => {
    const plain = await post(rows(first));
    const received = await post(rows(first), asked);

    expect([received.status, received.headers['content-encoding']]).toEqual([200, encoding]);
    expect(textOf(received)).toBe(plain.body.toString());
    expect(received.headers['content-type']).toBe(plain.headers['content-type']);
    expect(received.headers.vary).toMatch(/\baccept-encoding\b/);
    expect(received.headers.vary?.match(/accept-encoding/g)).toHaveLength(1);
    if (encoding !== undefined) expect(received.body.length).toBeLessThan(plain.body.length / 2);
    if (received.headers['content-length'] !== undefined) {
      expect(Number(received.headers['content-length'])).toBe(received.body.length);
    }
  });
});

describe('a response', () => {
  it.each([
    ['1,023 bytes', 'a', 1023, undefined],
    ['1,024 bytes', 'a', 1024, 'br'],
    ['1,023 bytes in fewer characters', 'é', 1023, undefined],
    ['1,024 bytes in fewer characters', 'é', 1024, 'br'],
  ])('of %s', async (_what, letter, bytes, encoding) => {
    const read = (id: string) => ({
      query: 'query One($id: ID!) { r: macOSSoftwareUpdateAccountSummary(id: $id) { displayName } }',
      variables: { id },
    });
    const empty = Buffer.byteLength(`${JSON.stringify({ data: { r: { displayName: '' } } })}\n`);
    const letters = Math.floor((bytes - empty) / Buffer.byteLength(letter));
    const displayName = letter.repeat(letters).padEnd(letters + ((bytes - empty) % Buffer.byteLength(letter)), 'b');
    const input = { ...referenceExample, displayName };
    const created = await post({ query: createMutation, variables: { input } });
    const { id } = (JSON.parse(created.body.toString()) as { data: { created: { id: string } } }).data.created;

    const received = await post(read(id), 'br');

    expect(received.headers['content-encoding']).toBe(encoding);
    expect(Buffer.byteLength(textOf(received))).toBe(bytes);
    expect(received.headers.vary?.includes('accept-encoding') ?? false).toBe(encoding !== undefined);
  });

  it('that lists many errors is compressed too', async () => {
    const query = `{ ${Array.from({ length: 20 }, (_, index) => `unknownField${index}`).join(' ')} }`;
    const received = await post({ query }, 'gzip');

    expect([received.status, received.headers['content-encoding']]).toEqual([400, 'gzip']);
    const { errors } = JSON.parse(textOf(received)) as { errors: object[] };
    expect(errors).toHaveLength(20);
  });

  it('to a page of another origin depends on both headers', async () => {
    const { headers } = await fetch(gateway.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        origin: 'http://localhost:3000',
      },
      body: JSON.stringify(rows(50)),
    });
    expect(headers.get('vary')?.toLowerCase().split(', ').sort()).toEqual(['accept-encoding', 'origin']);
  });

  it('is never compressed with COMPRESSION=off', async () => {
    const without = await gatewayOver(gateway.graph.url, { COMPRESSION: 'off' });
    const received = await post(rows(50), 'br, gzip', without.url);
    await without.stop();

    expect(received.headers['content-encoding']).toBeUndefined();
    expect(received.headers.vary ?? '').not.toContain('accept-encoding');
    expect(received.body.length).toBeGreaterThan(1024);
  });

  it.each([
    ['its length in the log', 50, (sent: number) => sent],
    ['no length in the log if it was compressed while it was sent', 1000, () => undefined],
  ])('has %s', async (_what, first, expected) => {
    const { body, headers } = await post(rows(first), 'br');
    const id = String(headers['x-request-id']);
    const line = (): string | undefined =>
      gateway
        .log()
        .split('\n')
        .find((text) => text.includes(id) && text.includes('"answered"'));
    await until(() => line() !== undefined);
    expect((JSON.parse(line() ?? '') as { bytes?: number }).bytes).toBe(expected(body.length));
  });

  it('that a client leaves in the middle leaves no failure in the log', async () => {
    await new Promise<void>((resolve, reject) => {
      const headers = {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        'accept-encoding': 'gzip',
      };
      const sent = request(gateway.url, { method: 'POST', headers }, (response) => {
        response.once('data', () => response.destroy()).once('close', () => resolve());
      });
      sent.once('error', reject).end(JSON.stringify(rows(1000)));
    });

    expect(textOf(await post(rows(50), 'br'))).toContain('"nodes"');
    expect(gateway.log()).not.toMatch(/"level":"(error|fatal|warn)"/);
  });
});

/** Series are never freed, so no client may be able to add one. */
import { METHODS, request } from 'node:http';
import { expect, it } from '@jest/globals';
import { stoppedAfterEach } from '../../support/gateway-over-faults.js';
import { samplesAfter, withMetrics } from '../../support/metrics.js';
import { gatewayOverEmulator } from '../../support/start.js';

const running = stoppedAfterEach();
const count = 1000;
const token = { authorization: 'Bearer a' };

function statusOf(url: string, method: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    });
    sent.on('error', reject).end();
  });
}

it('1,000 operation names, aliases, methods, paths and header values leave the number of series as it is', async () => {
  const gateway = await gatewayOverEmulator({ macs: 1 }, withMetrics);
  running.push(gateway);
  const methods = METHODS.filter((method) => method !== 'CONNECT');
  const operation = (index: number): Promise<unknown> =>
    gateway.send(
      `query Name${index} { alias${index}: macOSSoftwareUpdateAccountSummary(id: "${index}") { id } }`,
      {},
      { ...token, 'x-request-id': `id-${index}`, 'user-agent': `agent-${index}`, [`x-${index}`]: `value-${index}` },
    );
  const refused = (index: number): Promise<unknown> =>
    gateway.send(`query Name${index} { unknown${index} }`, { [`variable${index}`]: index }, token);
  const path = (index: number): Promise<unknown> =>
    statusOf(new URL(`/path-${index}`, gateway.url).href, methods[index % methods.length] ?? 'GET', {});
  const door = (index: number): Promise<unknown> =>
    statusOf(`${gateway.url}?parameter${index}=${index}`, methods[index % methods.length] ?? 'GET', token);

  // Each method once, since a method that is not in the set may have another status.
  await operation(0);
  await refused(0);
  for (let index = 0; index < methods.length; index += 1) {
    await path(index);
    await door(index);
  }
  // V8 collects garbage in three ways, each of which has its series when it happens first.
  const series = async (): Promise<string[]> =>
    [...(await samplesAfter(gateway)).keys()].filter((name) => !name.startsWith('nodejs_gc_')).toSorted();
  const before = await series();

  for (let index = 0; index < count; index += 10) {
    const some = Array.from({ length: 10 }, (_, more) => index + more);
    await Promise.all(some.flatMap((each) => [operation(each), refused(each), path(each), door(each)]));
  }
  expect(await series()).toEqual(before);
  expect(before.length).toBeLessThan(500);
});

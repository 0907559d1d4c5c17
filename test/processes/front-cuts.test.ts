/**
 * 2,000 creations through nginx and HAProxy, over HTTP/1.1 and HTTP/2, on a way to the gateway whose connections end at
 * random. With a key each report is stored once, however often a client repeats. Without one nothing on the way repeats.
 */
import { connect, type ClientHttp2Session } from 'node:http2';
import { afterEach, describe, expect, it } from '@jest/globals';
import pMap from 'p-map';
import { request } from 'undici';
import { fronts, isInstalled, startFront, type Front } from '../support/fronts.js';
import { inputOf, keyedMutation } from '../support/keyed.js';
import { randomCuts } from '../support/random-cuts.js';
import { freePort } from '../support/ports.js';
import { gatewayOverEmulator } from '../support/start.js';

const creations = 250;
const atOnce = 10;

const started: { readonly stop: () => unknown }[] = [];
afterEach(async () => {
  for (const { stop } of started.splice(0).reverse()) await stop();
});
function kept<Part extends { readonly stop: () => unknown }>(part: Part): Part {
  started.push(part);
  return part;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}
/** Fails without an answer. */
type Post = (body: string) => Promise<Answer>;

const headers = { 'content-type': 'application/json', authorization: 'Bearer a-token-of-a-page' };

const overHttp1 =
  (port: number): Post =>
  async (body) => {
    const answer = await request(`http://127.0.0.1:${port}/graphql`, { method: 'POST', headers, body });
    return { status: answer.statusCode, text: await answer.body.text() };
  };

/** Without TLS, as a client that knows what the front speaks. */
function overHttp2(port: number): Post {
  const session: ClientHttp2Session = connect(`http://127.0.0.1:${port}`);
  session.on('error', () => undefined);
  kept({ stop: () => session.destroy() });
  return (body) =>
    new Promise((resolve, reject) => {
      const stream = session.request({ ':method': 'POST', ':path': '/graphql', ...headers });
      let status = 0;
      let text = '';
      stream.setEncoding('utf8');
      stream.on('response', (head) => (status = head[':status'] ?? 0));
      stream.on('data', (chunk: string) => (text += chunk));
      stream.on('end', () => resolve({ status, text }));
      stream.on('error', reject);
      stream.end(body);
    });
}

/** The configuration of docs/running.md with a second port, for HTTP/2. */
function withHttp2(front: Front, port: number): Front {
  const second = { nginx: [/listen ([^;]+);/, `listen $1; listen 127.0.0.1:${port} http2;`] } as const;
  const [from, to] =
    front.program === 'nginx'
      ? second.nginx
      : ([/bind (\S+)\n/, `bind $1\n  bind 127.0.0.1:${port} proto h2\n`] as const);
  return { ...front, configuration: (...of) => front.configuration(...of).replace(from, to) };
}

const protocols = { 'HTTP/1.1': overHttp1, 'HTTP/2': overHttp2 };
const cases = Object.entries(fronts)
  .filter(([, { balances }]) => balances)
  .flatMap(([name, front], index) =>
    Object.entries(protocols).map(([protocol, over]) => ({ name, front, protocol, over, seed: index + 1 })),
  );

describe.each(cases)('$name, $protocol', ({ front, protocol, over, seed }) => {
  if (!isInstalled(front.program)) {
    it(`${front.program} is not installed here: this is left to a machine that has it, as CI does`, () => {
      expect(isInstalled(front.program)).toBe(false);
    });
    return;
  }

  async function setup() {
    const gateway = kept(await gatewayOverEmulator());
    const cuts = kept(await randomCuts(gateway.url, seed));
    const second = await freePort();
    // It answers `/live` before the test begins, so it is asked until a connection holds.
    const { url } = kept(await startFront(withHttp2(front, second), [cuts.host]));
    const post = over(protocol === 'HTTP/2' ? second : Number(new URL(url).port));
    const times = (index: number): number => gateway.graph.timesCreated({ deviceId: `mac-${index}` });
    return { post, cuts, times };
  }
  const bodyOf = (index: number, key: string | null): string =>
    JSON.stringify({ query: keyedMutation, variables: { input: inputOf(`mac-${index}`), key } });
  const all = Array.from({ length: creations }, (_, index) => index);
  const isStored = ({ status, text }: Answer): boolean => status === 200 && text.includes('"id":');

  it('with a key each report is stored once, and its client learns of it', async () => {
    const { post, cuts, times } = await setup();
    const untilStored = async (index: number): Promise<void> => {
      const answer = await post(bodyOf(index, `key-${index}`)).catch(() => undefined);
      if (answer === undefined || !isStored(answer)) await untilStored(index);
    };
    await pMap(all, untilStored, { concurrency: atOnce });
    expect(cuts.cuts()).toBeGreaterThan(10);
    expect(all.map(times)).toEqual(all.map(() => 1));
  });

  it('without a key nothing on the way sends a creation again', async () => {
    const { post, cuts, times } = await setup();
    const acknowledged = await pMap(
      all,
      async (index) => isStored((await post(bodyOf(index, null)).catch(() => undefined)) ?? { status: 0, text: '' }),
      { concurrency: atOnce },
    );
    expect(cuts.cuts()).toBeGreaterThan(10);
    for (const index of all) {
      expect(times(index)).toBeLessThanOrEqual(1);
      if (acknowledged[index] === true) expect(times(index)).toBe(1);
    }
  });
});

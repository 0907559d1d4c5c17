/**
 * Three gateways are replaced one after another under load, as a rolling update does it, with the delay and the readiness probe of the
 * Helm chart's values. Counted in the emulator's store.
 */
import { readFileSync } from 'node:fs';
import { afterEach, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { fronts, type Front } from '../support/fronts.js';
import { create, idOf } from '../support/keyed.js';
import { startGateways, type Gateways, type Replica } from './support/fleet.js';

const { shutdown, probes, config } = parse(
  readFileSync('deploy/helm/macos-software-update-gateway/values.yaml', 'utf8'),
) as {
  readonly shutdown: { readonly delayMs: number };
  readonly probes: {
    readonly readiness: {
      readonly periodSeconds: number;
      readonly timeoutSeconds: number;
      readonly failureThreshold: number;
    };
  };
  readonly config: Readonly<Record<string, number>>;
};
const values = {
  ...Object.fromEntries(Object.entries(config).map(([key, value]) => [key, String(value)])),
  SHUTDOWN_DELAY_MS: String(shutdown.delayMs),
  SHUTDOWN_TIMEOUT_MS: '30000',
};

const nginx = fronts['nginx as in docs/running.md'] as Front;
const haproxy = fronts['HAProxy as in docs/running.md'] as Front;
const { periodSeconds, timeoutSeconds, failureThreshold } = probes.readiness;
/** Here HAProxy is what the kubelet is in a cluster: it probes, and takes a gateway out that is not ready. */
const probing: Front = {
  ...haproxy,
  configuration: (...given) => {
    const probe = `check inter ${periodSeconds}s fall ${failureThreshold} rise 1`;
    const configuration = haproxy
      .configuration(...given)
      .replaceAll('check inter 50ms', probe)
      .replace('timeout check 60s', `timeout check ${timeoutSeconds}s`);
    if (!configuration.includes(probe)) throw new Error('HAProxy does not probe');
    return configuration;
  },
};

const started: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of started.splice(0).reverse()) await each.stop();
});

interface Sent {
  readonly deviceId: string;
  /** Undefined for a client that got no report. */
  readonly id: string | undefined;
  readonly answer: string;
}

interface Load {
  readonly sent: readonly Sent[];
  /** Resolves when this many more creations were answered. */
  readonly goesOn: (count: number) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Clients that create one report after another, until they are stopped. No creation has a key, and none is repeated. */
function startLoad(fleet: Gateways, clients: number): Load {
  const sent: Sent[] = [];
  const waiting = new Map<number, () => void>();
  let [stopped, count] = [false, 0];
  const client = async (): Promise<void> => {
    while (!stopped) {
      const deviceId = `mac-${(count += 1)}`;
      sent.push(
        await create(fleet.balancer, deviceId, null).then(
          (answer) => ({ deviceId, id: idOf(answer), answer: `${answer.status} ${answer.text}` }),
          ({ cause }: Error) => ({ deviceId, id: undefined, answer: (cause as Error | undefined)?.message ?? '' }),
        ),
      );
      waiting.get(sent.length)?.();
    }
  };
  const running = Array.from({ length: clients }, client);
  return {
    sent,
    goesOn: (more) => new Promise((resolve) => waiting.set(sent.length + more, resolve)),
    stop: async () => {
      stopped = true;
      await Promise.all(running);
    },
  };
}

const hostOf = ({ process }: Replica): string => new URL(process.url).host;
const servedBy = (output: string): number => output.split('"operation":').length - 1;

it.each([
  ['HAProxy, which probes as a cluster does', probing],
  ['nginx, which an operator reloads', nginx],
])('a rolling restart under load behind %s: no creation fails, is stored twice or is lost', async (_name, front) => {
  const fleet = await startGateways(values, undefined, front);
  started.push(fleet);
  fleet.graph.quirks.latencyMs = 20;
  const load = startLoad(fleet, 16);
  // A failed expectation must not leave it running.
  started.push({ stop: load.stop });
  const servedWhileStopping: number[] = [];
  for (const [index, replica] of fleet.replicas.entries()) {
    await load.goesOn(100);
    const stopping = replica.process;
    const before = servedBy(stopping.output());
    stopping.signal('SIGTERM');
    await stopping.logged('The gateway drains');
    fleet.front.takeOut(fleet.replicas.filter((other) => other !== replica).map(hostOf));
    expect(await stopping.exit).toBe(0);
    servedWhileStopping[index] = servedBy(stopping.output()) - before;
    await replica.startAgain();
    fleet.front.takeOut(fleet.replicas.map(hostOf));
    // The next one is not stopped before this one serves.
    await replica.process.logged('"operation":');
  }
  await load.stop();
  const { sent } = load;
  const stored = new Map(fleet.graph.accountSummaries().map((row) => [row['deviceId'], row.id]));
  expect(sent.filter(({ id }) => id === undefined).map(({ answer }) => answer)).toEqual([]);
  expect(sent.filter(({ deviceId, id }) => stored.get(deviceId) !== id)).toEqual([]);
  expect([stored.size, fleet.graph.timesCreated({})]).toEqual([sent.length, sent.length]);
  // Otherwise nothing was proved.
  expect(sent.length).toBeGreaterThan(500);
  if (front === probing) expect(Math.min(...servedWhileStopping)).toBeGreaterThan(0);
});

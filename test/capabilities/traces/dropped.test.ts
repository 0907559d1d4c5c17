/** Traces that do not reach the collector are counted, each once, with the reason. */
import { expect, it } from '@jest/globals';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pMap from 'p-map';
import { stoppedAfterEach } from '../../support/gateway-over-faults.js';
import { samplesAfter, samplesOf, withMetrics } from '../../support/metrics.js';
import { tracedGateway } from '../../support/traced-gateway.js';
import { until } from '../../support/until.js';

const running = stoppedAfterEach();

/** Each has two spans: the request and its query. */
const sendMany = (gateway: { send(query: string): Promise<unknown> }, requests: number): Promise<unknown> =>
  pMap(Array.from({ length: requests }), () => gateway.send('{ __typename }'), { concurrency: 20 });

it('a batch that the collector rejects counts its traces', async () => {
  const gateway = await tracedGateway(running, {}, withMetrics);
  gateway.collector.answerWith(400);
  await sendMany(gateway, 256);
  let samples = new Map<string, number>();
  await until(async () => {
    samples = await samplesOf(gateway);
    return samples.get('traces_dropped_total{why="export"}') !== 0;
  });
  // The batch of 512 spans ends with a request or with a query.
  expect(samples.get('traces_dropped_total{why="export"}')).toBeGreaterThan(236);
  expect(samples.get('traces_dropped_total{why="export"}')).toBeLessThanOrEqual(256);
  expect(samples.get('traces_dropped_total{why="queue"}')).toBe(0);
});

it('spans beyond those that wait for a collector without an answer count their traces', async () => {
  const held: ServerResponse[] = [];
  let [isOver, refused] = [false, 0];
  const refuse = (response: ServerResponse): void => {
    refused += 1;
    response.writeHead(400).end();
  };
  const silent = createServer((request, response) => {
    request.resume().once('end', () => {
      if (isOver) refuse(response);
      else held.push(response);
    });
  });
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  // The exports would go on for ten minutes.
  running.push({
    stop: () => {
      isOver = true;
      held.forEach(refuse);
    },
  });
  const gateway = await tracedGateway(
    running,
    {},
    {
      ...withMetrics,
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`,
      OTEL_EXPORTER_OTLP_TIMEOUT: '600000',
    },
  );
  // 512 spans are being sent, 2,048 wait.
  const batches = 5;
  running.push({
    async stop() {
      await until(() => refused === batches);
      silent.close().closeAllConnections();
    },
  });
  await sendMany(gateway, 1280);
  expect((await samplesAfter(gateway)).get('traces_dropped_total{why="queue"}')).toBe(0);
  await sendMany(gateway, 50);
  const samples = await samplesAfter(gateway);
  expect(samples.get('traces_dropped_total{why="queue"}')).toBe(50);
  expect(samples.get('traces_dropped_total{why="export"}')).toBe(0);
});

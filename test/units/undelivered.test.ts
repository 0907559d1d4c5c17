/** What gateways say to each other about an answer that was lost. */
import { expect, it } from '@jest/globals';
import pino from 'pino';
import { Caller } from '../../src/core/caller.js';
import type { Operation } from '../../src/core/operation.js';
import { Idempotency, KeyedCreations } from '../../src/idempotency/keyed-creation.js';
import { MemoryStore } from '../../src/idempotency/memory-store.js';
import { recordedMs, Undelivered, type OtherGateways } from '../../src/idempotency/undelivered.js';
import { until } from '../support/until.js';

it('an answer that is offered again is known to be settled: no gateway waits for it', async () => {
  const said: string[] = [];
  const others: OtherGateways = {
    offer: () => Promise.resolve(void said.push('offered')),
    settled: () => void said.push('settled'),
    take: () => Promise.resolve(true),
    listen: () => undefined,
  };
  const idempotency = new Idempotency(new MemoryStore(recordedMs), { scopeOf: () => 'ada' }, 'off');
  const undelivered = new Undelivered({ own: idempotency, shared: { idempotency, others }, tryMs: 1000 });
  const operation = {
    caller: new Caller(['Bearer a']),
    logger: pino({ level: 'silent' }),
    deadline: performance.now() + 60_000,
    signal: new AbortController().signal,
  } as unknown as Operation;
  const name = { caller: 'ada', digest: 'one' };

  const first = new KeyedCreations(idempotency, undefined, false);
  const creation = first.addUnkeyed(['created']);
  if (!('begins' in creation)) throw new Error('It has a key.');
  creation.begins({ typeName: 'Report', path: 'reports', body: {} });
  creation.ended(() => ({ kind: 'done', id: 'mac-1' }));
  undelivered.lost(() => name, first, operation);
  await until(() => said.length === 2);

  const repeat = new KeyedCreations(idempotency, undefined, false);
  await undelivered.repeat(name, repeat, operation);
  expect(repeat.repeats).toBeDefined();
  undelivered.delivered(repeat);
  await until(() => said.length === 4);
  expect(said).toEqual(['offered', 'settled', 'offered', 'settled']);
});

/** What is given back of a pace, and what Redis learns of requests that were sent while it was away. */
import { describe, expect, it } from '@jest/globals';
import { Paces } from '../../src/graph/policies/paces.js';
import { Pacing } from '../../src/graph/policies/pacing.js';
import { windowMs } from '../../src/graph/policies/sliding-window.js';
import { SharedPace } from '../../src/graph/shared/shared-pace.js';

const write = { requests: 1, writes: 1 };

it('gives back the requests of that time, and not the latest ones', () => {
  let now = 0;
  const pacing = new Pacing({ requests: 0, writes: 4 }, () => now);
  const at = pacing.count('ada', write);
  now = 15_000;
  pacing.count('grace', write);
  pacing.giveBack('ada', write, at);
  now = windowMs;
  expect(pacing.counts.writes).toBe(1);
  now = 15_000 + windowMs;
  expect(pacing.counts.writes).toBe(0);
});

describe('the pace of all replicas', () => {
  const call = { quota: 'contoso', share: 'ada', counts: write };
  const pace = { requests: 0, writes: 100 };

  /** Redis as a list of what it has counted, by name. */
  const setup = () => {
    const state = { isAway: false, recordsFail: false, counted: new Set<string>() };
    const when = <T>(fails: boolean, result: () => T): Promise<T> =>
      fails ? Promise.reject(new Error('away')) : Promise.resolve(result());
    const commands = {
      takePace: (_windowMs: number, name: string) => when(state.isAway, () => (state.counted.add(name), 0)),
      recordPace: (_windowMs: number, name: string) =>
        when(state.isAway || state.recordsFail, () => void state.counted.add(name)),
      giveBackPace: (name: string) => when(state.isAway, () => void state.counted.delete(name)),
    };
    const options = { prefix: 'pace:', fleet: 'app', id: 'one', pace };
    let now = 0;
    const own = new Paces(pace);
    const shared = new SharedPace(commands, own, { count: 1 }, options, { info: () => undefined }, () => now);
    const rest = () => (now += 1000);
    const settled = () => new Promise((resolve) => setImmediate(resolve));
    return { state, shared, settled, rest };
  };

  it('has every request that was sent while Redis was away, once it is back', async () => {
    const { state, shared, settled, rest } = setup();
    state.isAway = true;
    for (let sent = 0; sent < 5; sent += 1) expect((await shared.take(call)).waitMs).toBe(0);
    state.isAway = false;
    state.recordsFail = true;
    rest();
    await shared.take(call);
    await settled();
    expect(state.counted.size).toBe(1);
    state.recordsFail = false;
    await shared.take(call);
    await settled();
    expect(state.counted.size).toBe(5 + 2);
  });

  it('does not have what was given back meanwhile', async () => {
    const { state, shared, settled, rest } = setup();
    state.isAway = true;
    const turn = await shared.take(call);
    turn.giveBack();
    await settled();
    state.isAway = false;
    rest();
    await shared.take(call);
    await settled();
    expect(state.counted.size).toBe(1);
  });
});

/** Circuits with a test clock: what opens them, who may probe, and that no caller alone decides. */
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { AuthorityBreaker, threshold } from '../../src/auth/authority/authority-breaker.js';
import { AuthorityError, type FailureKind } from '../../src/auth/authority/authority-failure.js';
import { breakerRule } from '../../src/graph/policies/circuit-breaker.js';
import { Circuit, type Admission, type Outcome } from '../../src/core/circuit/circuit.js';
import { OutcomeWindow } from '../../src/core/circuit/outcome-window.js';
import { ThrottlePauses } from '../../src/graph/policies/throttle-pauses.js';
import { TimedWaits } from '../../src/graph/policies/timed-waits.js';
import { tries } from '../support/fuzz.js';

const resetMs = 2000;
function setup() {
  let now = 0;
  const circuit = new Circuit(breakerRule, resetMs, { now: () => now });
  const call = (share: string, outcome: Outcome): Admission => {
    const admission = circuit.admit(share);
    if (typeof admission !== 'number') circuit.settle(share, admission, outcome);
    return admission;
  };
  const outage = (): void => {
    for (let index = 0; index < breakerRule.minimum; index += 1) call(index % 2 === 0 ? 'ada' : 'grace', 'failed');
  };
  return { circuit, call, outage, pass: (ms: number) => (now += ms) };
}

describe('a shared circuit', () => {
  it('is never opened by one caller, whatever the others do and in whatever order', () => {
    const other = fc.record({
      share: fc.constantFrom('grace', 'edith', 'mary'),
      outcome: fc.constant('went well' as const),
    });
    const own = fc.record({
      share: fc.constant('ada'),
      outcome: fc.constantFrom<Outcome>('failed', 'went well', 'says nothing'),
    });
    fc.assert(
      fc.property(fc.array(fc.oneof(own, own, other), { maxLength: 300 }), (steps) => {
        const { call } = setup();
        for (const { share, outcome } of steps) expect(call(share, outcome)).toBe('call');
      }),
      tries(500),
    );
  });

  it('is opened by the failures of two, and closed by a probe that goes well', () => {
    const { call, outage, pass } = setup();
    outage();
    expect(call('edith', 'went well')).toBe(resetMs);
    pass(resetMs);
    expect(call('edith', 'went well')).toBe('probe');
    expect(call('ada', 'went well')).toBe('call');
  });

  it('lets one probe out at a time', () => {
    const { circuit, outage, pass } = setup();
    outage();
    pass(resetMs);
    expect([circuit.admit('ada'), circuit.admit('grace')]).toEqual(['probe', 100]);
  });

  it('does not wait for a probe that hangs: the next one may go out after twice the time, and none sooner', () => {
    const { circuit, call, outage, pass } = setup();
    outage();
    pass(resetMs);
    expect(circuit.admit('ada')).toBe('probe');
    pass(2 * resetMs - 1);
    expect(circuit.admit('grace')).not.toBe('probe');
    pass(1);
    expect(call('grace', 'went well')).toBe('probe');
    expect(call('edith', 'went well')).toBe('call');
    // The first one ends when its own time is over, which says nothing new.
    circuit.settle('ada', 'probe', 'failed');
    expect(call('edith', 'went well')).toBe('call');
  });

  it('is closed by a probe that goes well late, and not opened by one that fails late', () => {
    const { circuit, call, outage, pass } = setup();
    outage();
    pass(resetMs);
    circuit.admit('ada');
    pass(2 * resetMs);
    expect(circuit.admit('grace')).toBe('probe');
    circuit.settle('ada', 'probe', 'says nothing');
    expect(circuit.admit('edith')).not.toBe('probe');
    circuit.settle('ada', 'probe', 'went well');
    expect(call('edith', 'went well')).toBe('call');
    circuit.settle('grace', 'probe', 'failed');
    expect(call('edith', 'went well')).toBe('call');
  });

  it('is not kept open by one caller that fails with each probe', () => {
    const { call, outage, pass } = setup();
    outage();
    pass(resetMs);
    expect(call('ada', 'failed')).toBe('probe');
    pass(resetMs);
    // Ada asks first, and waits; the next caller is the probe.
    expect(call('ada', 'failed')).toBe(resetMs);
    expect(call('grace', 'went well')).toBe('probe');
    expect(call('edith', 'went well')).toBe('call');
  });

  it('lets the same caller probe again when no other caller has come', () => {
    const { call, outage, pass } = setup();
    outage();
    pass(resetMs);
    call('ada', 'failed');
    pass(2 * resetMs);
    expect(call('ada', 'went well')).toBe('probe');
  });
});

it('the outcomes of one caller are never more than their part of a window', () => {
  const outcome = fc.tuple(fc.constantFrom('ada', 'grace', 'edith', 'mary'), fc.boolean());
  fc.assert(
    fc.property(fc.array(outcome, { maxLength: 200 }), (outcomes) => {
      const rule = { size: 10, minimum: 4, threshold: 0.5, ofOne: 3 };
      const window = new OutcomeWindow(rule);
      // The same, in a simpler implementation.
      let model: (readonly [string, boolean])[] = [];
      for (const [share, failed] of outcomes) {
        window.add(share, failed);
        model.push([share, failed]);
        const own = model.filter(([name]) => name === share);
        if (own.length > rule.ofOne) model = model.filter((each) => each !== own[0]);
        model = model.slice(-rule.size);
        const failures = model.filter(([, each]) => each).length;
        if (failures === 0) model = [];
        expect(window.failures).toBe(failures);
        expect(window.failsMostly).toBe(model.length >= rule.minimum && failures > model.length / 2);
      }
    }),
    tries(500),
  );
});

describe('the circuit of the authority', () => {
  const failing = (kind: FailureKind) => (): Promise<never> =>
    Promise.reject(new AuthorityError(kind, { reason: 'x' }));
  const asked = async (breaker: AuthorityBreaker, whose: string, call: () => Promise<unknown>): Promise<boolean> => {
    let was = false;
    await breaker
      .execute(whose, () => {
        was = true;
        return call();
      })
      .catch(() => undefined);
    return was;
  };

  it('is opened for one user by that user, and for no other user', async () => {
    const breaker = new AuthorityBreaker(60_000);
    const calls = [];
    for (let call = 0; call < 3 * threshold; call += 1) calls.push(await asked(breaker, 'ada', failing('unavailable')));
    expect(calls.filter(Boolean)).toHaveLength(threshold);
    expect(await asked(breaker, 'grace', () => Promise.resolve())).toBe(true);
  });

  it('is opened for all users by the failures of three', async () => {
    const breaker = new AuthorityBreaker(60_000);
    for (let call = 0; call < threshold; call += 1) await asked(breaker, `user-${call % 3}`, failing('unavailable'));
    expect(await asked(breaker, 'other-user', () => Promise.resolve())).toBe(false);
  });

  it.each<FailureKind>(['assertion', 'consent', 'interaction', 'misconfigured'])(
    'is never opened by refusals: %s',
    async (kind) => {
      const breaker = new AuthorityBreaker(60_000);
      for (let call = 0; call < 50; call += 1) {
        expect(await asked(breaker, `user-${call % 7}`, failing(kind))).toBe(true);
      }
    },
  );
});

describe('the pauses', () => {
  it('of known callers are not replaced by those of invented tokens', () => {
    const pauses = new ThrottlePauses();
    pauses.pause('ada', 60_000, true);
    for (let index = 0; index < 20_000; index += 1) pauses.pause(`made-up-${index}`, 60_000, false);
    expect(pauses.remainingMs('ada')).toBeGreaterThan(0);
    expect(pauses.remainingMs('made-up-0')).toBe(0);
  });
});

describe('calls that wait for a time', () => {
  it('are half of one caller at most', () => {
    const waits = new TimedWaits(10);
    const enter = (name: string): number => {
      let entered = 0;
      while (waits.hasRoomFor(name)) {
        waits.enter(name, 'retry');
        entered += 1;
      }
      return entered;
    };
    expect([enter('ada'), enter('grace'), enter('edith')]).toEqual([5, 5, 0]);
    waits.leave('ada', 'retry');
    expect([enter('grace'), enter('edith')]).toEqual([0, 1]);
  });
});

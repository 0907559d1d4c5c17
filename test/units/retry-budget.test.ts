import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Pacing } from '../../src/graph/policies/pacing.js';
import { reserve, reserveOfOne, RetryBudget, retryShare, windowMs } from '../../src/graph/policies/retry-budget.js';
import { tries } from '../support/fuzz.js';

describe('the retry budget', () => {
  it('allows a fifth of the first tries of the window, and drops them with the window', () => {
    let now = 5_000_000;
    const budget = new RetryBudget(() => now);
    for (let count = 0; count < 1000; count += 1) budget.countFirstTry('ada');
    const paid = (): number => {
      let count = 0;
      while (budget.take('ada', 1)) count += 1;
      return count;
    };
    expect(paid()).toBe(200);
    now += windowMs / 2;
    expect(paid()).toBe(0);
    now += windowMs;
    expect(paid()).toBe(reserveOfOne);
  });

  it('forgets a try exactly when the window has passed', () => {
    let now = 0;
    const budget = new RetryBudget(() => now);
    for (let count = 0; count < 1000; count += 1) budget.countFirstTry('ada');
    now = windowMs - 1;
    expect(budget.take('ada', 100)).toBe(true);
    now = windowMs;
    expect(budget.take('ada', 1)).toBe(false);
    now = 2 * windowMs;
    expect([budget.take('ada', reserveOfOne), budget.take('ada', 1)]).toEqual([true, false]);
  });

  it.each([windowMs, 1.5 * windowMs, 100 * windowMs])(
    'allows others nothing for calls that were made %i ms ago',
    (passedMs) => {
      let now = 0;
      const budget = new RetryBudget(() => now);
      for (let count = 0; count < 1000; count += 1) budget.countFirstTry('ada');
      now += passedMs;
      const taken = ['ada', 'grace', 'edith'].map((name) => budget.take(name, reserveOfOne));
      expect(taken).toEqual([true, true, false]);
    },
  );

  it('is measured by the clock of the process', () => {
    const budget = new RetryBudget();
    expect([budget.take('ada', reserveOfOne), budget.take('ada', 1)]).toEqual([true, false]);
  });

  it('takes several at once, or none', () => {
    const budget = new RetryBudget(() => 0);
    const taken = [reserveOfOne + 1, reserveOfOne, 1].map((calls) => budget.take('ada', calls));
    expect(taken).toEqual([false, true, false]);
  });
});

describe('the retry budget of several callers', () => {
  it('leaves the others what their own calls have paid, and half of the reserve, whatever one of them retries', () => {
    const budget = new RetryBudget(() => 0);
    for (let count = 0; count < 1000; count += 1) budget.countFirstTry('ada');
    for (let count = 0; count < 50; count += 1) budget.countFirstTry('grace');
    const paid = (name: string): number => {
      let count = 0;
      while (budget.take(name, 1)) count += 1;
      return count;
    };
    expect(paid('ada')).toBe(200);
    expect(paid('grace')).toBe(10);
    expect(paid('edith')).toBe(reserveOfOne);
    expect(paid('mary')).toBe(reserve - reserveOfOne);
    expect(paid('joan')).toBe(0);
  });

  it('keeps its limit for any callers and any order of calls and retries', () => {
    const step = fc.record({
      caller: fc.constantFrom('ada', 'grace', 'edith', 'mary'),
      retries: fc.nat(3),
      passMs: fc.nat(1500),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        let now = 0;
        const budget = new RetryBudget(() => now);
        const events: { at: number; first: number; retries: number }[] = [];
        for (const { caller, retries, passMs } of steps) {
          budget.countFirstTry(caller);
          const taken = budget.take(caller, retries) ? retries : 0;
          events.push({ at: now, first: 1, retries: taken });
          // Within the window as the budget counts it: whole seconds.
          const second = Math.floor(now / 1000);
          const inWindow = events.filter(({ at }) => Math.floor(at / 1000) > second - 10);
          const sum = (name: 'first' | 'retries'): number => inWindow.reduce((all, event) => all + event[name], 0);
          expect(sum('retries')).toBeLessThanOrEqual(reserve + sum('first') * retryShare + 4);
          now += passMs;
        }
      }),
      tries(300),
    );
  });
});

describe('pacing', () => {
  const paced = (pace: { requests: number; writes: number }, now: () => number) => {
    const pacing = new Pacing(pace, now);
    return {
      take(share: string, requests: number, writes: number): number {
        const waitMs = pacing.waitMs(share, { requests, writes }, 1);
        if (waitMs === 0) pacing.count(share, { requests, writes });
        return waitMs;
      },
    };
  };

  it('lets a limited number of writes through in any 20 seconds, and reads next to them', () => {
    let now = 1000;
    const pacing = paced({ requests: 5, writes: 2 }, () => now);
    expect([pacing.take('ada', 1, 1), pacing.take('ada', 1, 1)]).toEqual([0, 0]);
    now += 5000;
    expect(pacing.take('ada', 1, 1)).toBe(15_000);
    expect([
      pacing.take('ada', 1, 0),
      pacing.take('ada', 1, 0),
      pacing.take('ada', 1, 0),
      pacing.take('ada', 1, 0),
    ]).toEqual([0, 0, 0, 15_000]);
    now += 15_000;
    expect(pacing.take('ada', 1, 1)).toBe(0);
  });

  it('lets a batch that is larger than the limit through when nothing else was sent', () => {
    let now = 1000;
    const pacing = paced({ requests: 0, writes: 10 }, () => now);
    expect(pacing.take('ada', 20, 20)).toBe(0);
    expect(pacing.take('ada', 1, 1)).toBe(20_000);
    now += 20_000;
    expect(pacing.take('ada', 20, 20)).toBe(0);
  });

  it('keeps an eighth of the window for others, whatever one caller sends', () => {
    let now = 1000;
    const pacing = paced({ requests: 0, writes: 16 }, () => now);
    const sent = (name: string): number => {
      let count = 0;
      while (pacing.take(name, 1, 1) === 0) count += 1;
      return count;
    };
    expect([sent('ada'), sent('grace'), sent('edith')]).toEqual([14, 2, 0]);
    now += 20_000;
    expect([sent('grace'), sent('ada')]).toEqual([14, 2]);
  });
});

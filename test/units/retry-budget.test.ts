import { describe, expect, it } from '@jest/globals';
import { Pacing } from '../../src/graph/policies/pacing.js';
import { reserve, RetryBudget, windowMs } from '../../src/graph/policies/retry-budget.js';

describe('the retry budget', () => {
  it('pays a fifth of the first tries of the window, and forgets them with the window', () => {
    let now = 5_000_000;
    const budget = new RetryBudget(() => now);
    for (let count = 0; count < 1000; count += 1) budget.countFirstTry();
    const paid = (): number => {
      let count = 0;
      while (budget.take(1)) count += 1;
      return count;
    };
    expect(paid()).toBe(200);
    now += windowMs / 2;
    expect(paid()).toBe(0);
    now += windowMs;
    expect(paid()).toBe(reserve);
  });

  it('takes several at once, or none', () => {
    const budget = new RetryBudget(() => 0);
    expect([budget.take(reserve + 1), budget.take(reserve), budget.take(1)]).toEqual([false, true, false]);
  });
});

describe('pacing', () => {
  it('lets so many writes through in any 20 seconds, and reads beside them', () => {
    let now = 1000;
    const pacing = new Pacing({ requests: 5, writes: 2 }, () => now);
    expect([pacing.take(1, 1), pacing.take(1, 1)]).toEqual([0, 0]);
    now += 5000;
    expect(pacing.take(1, 1)).toBe(15_000);
    expect([pacing.take(1, 0), pacing.take(1, 0), pacing.take(1, 0), pacing.take(1, 0)]).toEqual([0, 0, 0, 15_000]);
    now += 15_000;
    expect(pacing.take(1, 1)).toBe(0);
  });

  it('lets a batch that is larger than the limit through when nothing else went out', () => {
    let now = 1000;
    const pacing = new Pacing({ requests: 0, writes: 10 }, () => now);
    expect(pacing.take(20, 20)).toBe(0);
    expect(pacing.take(1, 1)).toBe(20_000);
    now += 20_000;
    expect(pacing.take(20, 20)).toBe(0);
  });
});

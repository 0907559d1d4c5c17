/** Answers that were lost: who gets which, and how many are remembered. */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { LostAnswers, rememberedMs, type NamedAnswer } from '../../src/idempotency/lost-answers.js';

const answer = (caller: string, digest: string): NamedAnswer => ({
  id: `${caller}/${digest}`,
  name: { caller, digest },
  ready: Promise.resolve(true),
  idempotency: undefined as never,
  isShared: () => false,
});

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('a lost answer', () => {
  it('is taken once, by a request of the same name', () => {
    const answers = new LostAnswers();
    const lost = answer('ada', 'one');
    answers.add(lost);
    expect(answers.take({ caller: 'grace', digest: 'one' })).toBeUndefined();
    expect(answers.take({ caller: 'ada', digest: 'two' })).toBeUndefined();
    expect(answers.take(lost.name)).toBe(lost);
    expect(answers.take(lost.name)).toBeUndefined();
    expect(answers.isEmpty).toBe(true);
  });

  it('two equal requests that were lost answer two', () => {
    const answers = new LostAnswers();
    const both = [answer('ada', 'one'), answer('ada', 'one')];
    for (const each of both) answers.add(each);
    expect([answers.take({ caller: 'ada', digest: 'one' }), answers.take({ caller: 'ada', digest: 'one' })]).toEqual(
      both,
    );
    expect(answers.isEmpty).toBe(true);
  });

  it('is forgotten after its time', () => {
    const answers = new LostAnswers();
    answers.add(answer('ada', 'one'));
    jest.advanceTimersByTime(rememberedMs - 1);
    expect(answers.has('ada')).toBe(true);
    jest.advanceTimersByTime(1);
    expect([answers.has('ada'), answers.isEmpty]).toEqual([false, true]);
  });
});

it('whatever is lost and taken, one caller has 50 at most, all together 1,000, and the newest is among them', () => {
  const step = fc.record({
    caller: fc.integer({ min: 0, max: 60 }).map(String),
    digest: fc.integer({ min: 0, max: 99 }).map(String),
    takes: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 900, maxLength: 2500, size: 'max' }), (steps) => {
      const answers = new LostAnswers();
      const all: NamedAnswer[] = [];
      for (const { caller, digest, takes } of steps) {
        const each = answer(caller, digest);
        if (takes) {
          const found = answers.take(each.name);
          if (found !== undefined) expect(found.name).toEqual(each.name);
        } else {
          answers.add(each);
          all.push(each);
          expect(answers.find(each.id)?.name).toEqual(each.name);
        }
      }
      const counts = new Map<string, number>();
      for (const { name } of all) {
        while (answers.take(name) !== undefined) counts.set(name.caller, (counts.get(name.caller) ?? 0) + 1);
      }
      expect(Math.max(0, ...counts.values())).toBeLessThanOrEqual(50);
      expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(1000);
      expect(answers.isEmpty).toBe(true);
    }),
    { numRuns: 20 },
  );
  const { clock } = setTimeout as unknown as { clock: { countTimers(): number } };
  expect(clock.countTimers()).toBe(0);
});

/** Calls that the gateway refuses are one line a second, with their number. */
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { RefusedCalls } from '../../src/graph/policies/refused-calls.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

it('the first is logged immediately, the others of its second together, and a quiet second not at all', () => {
  const refused: number[] = [];
  const calls = new RefusedCalls((count) => void refused.push(count));
  for (let call = 0; call < 860; call += 1) calls.count();
  expect(refused).toEqual([1]);
  jest.advanceTimersByTime(1000);
  expect(refused).toEqual([1, 859]);
  jest.advanceTimersByTime(10_000);
  calls.count();
  expect(refused).toEqual([1, 859, 1]);
});

it('while calls keep being refused, there is one line a second', () => {
  const refused: number[] = [];
  const calls = new RefusedCalls((count) => void refused.push(count));
  for (let second = 0; second < 3; second += 1) {
    for (let call = 0; call < 10; call += 1) calls.count();
    jest.advanceTimersByTime(1000);
  }
  expect(refused).toEqual([1, 9, 10, 10]);
});

it('a gateway that stops logs those of the last second', () => {
  const refused: number[] = [];
  const calls = new RefusedCalls((count) => void refused.push(count));
  for (let call = 0; call < 5; call += 1) calls.count();
  calls.stop();
  expect(refused).toEqual([1, 4]);
});

import { expect, it } from '@jest/globals';
import { cut } from '../../src/core/cut.js';

it.each<[text: string, length: number, beginning: string]>([
  ['', 3, ''],
  ['abc', 0, ''],
  ['abc', 2, 'ab'],
  ['abc', 3, 'abc'],
  ['abc', 4, 'abc'],
  ['a🍎b', 1, 'a'],
  ['a🍎b', 2, 'a'],
  ['a🍎b', 3, 'a🍎'],
  ['🍎🍎', 3, '🍎'],
  ['a\ud800b', 3, 'a\ud800b'],
  ['a\udc00', 2, 'a\udc00'],
])('the beginning of %j, %i long, is %j', (text, length, beginning) => {
  expect(cut(text, length)).toBe(beginning);
});

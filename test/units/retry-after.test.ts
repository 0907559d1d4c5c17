import { describe, expect, it } from '@jest/globals';
import { readRetryAfter } from '../../src/core/retry-after.js';

const now = Date.parse('2026-11-26T10:00:00Z');

describe('Retry-After', () => {
  it.each<[value: string | null | undefined, seconds: number | undefined]>([
    ['0', 0],
    ['7', 7],
    [' 7\t', 7],
    ['2.128', 2.128],
    ['999999999', 999_999_999],
    ['1.123456789', 1.123_456_789],
    ['Thu, 26 Nov 2026 10:00:20 GMT', 20],
    [' Thu, 26 Nov 2026 10:00:20 GMT ', 20],
    ['Thursday, 26-Nov-26 10:00:20 GMT', 20],
    ['Thu Nov 26 10:00:20 2026 GMT', 20],
    ['Thu, 26 Nov 2026 09:59:59 GMT', 0],
  ])('%j is %d seconds', (value, seconds) => {
    expect(readRetryAfter(value, now)).toBe(seconds);
  });

  it.each<[value: string | null | undefined]>([
    [undefined],
    [null],
    [''],
    [' '],
    ['-5'],
    ['+5'],
    ['5s'],
    ['5,'],
    ['x5'],
    ['.5'],
    ['5.'],
    ['5x5'],
    ['1.1234567890'],
    ['1234567890'],
    ['1e3'],
    ['0x10'],
    ['Infinity'],
    ['soon'],
    ['Soon, it is'],
    ['2026-11-26T10:00:20Z'],
    ['26 Nov 2026 10:00:20 GMT'],
    ['x Thu, 26 Nov 2026 10:00:20 GMT'],
    ['thu, 26 Nov 2026 10:00:20 GMT'],
    ['THU, 26 Nov 2026 10:00:20 GMT'],
    ['Th, 26 Nov 2026 10:00:20 GMT'],
    ['Thu,26 Nov 2026 10:00:20 GMT'],
  ])('%j is invalid', (value) => {
    expect(readRetryAfter(value, now)).toBeUndefined();
  });
});

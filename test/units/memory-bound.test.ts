import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MemoryBound } from '../../src/http/memory-bound.js';

const act = fc.record({ who: fc.nat(4), bytes: fc.nat(60), what: fc.constantFrom('hold', 'grow', 'release') });

it('whatever is held and released, the sum keeps its limit, and the oldest holder is disconnected first', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      const bound = new MemoryBound<object>(100);
      const holders = Array.from({ length: 5 }, () => ({}));
      /** The expected holders, the oldest first. */
      let held: { who: number; bytes: number }[] = [];
      const closed: number[] = [];
      for (const { who, bytes, what } of acts) {
        const holder = holders[who] ?? {};
        const known = held.find((one) => one.who === who);
        const gone = closed.length;
        const expected: number[] = [];
        if (what === 'hold' && !known) {
          held.push({ who, bytes });
          bound.hold(holder, bytes, () => closed.push(who));
        } else if (what === 'grow') {
          if (known) known.bytes += bytes;
          bound.grow(holder, bytes);
        } else if (what === 'release') {
          held = held.filter((one) => one !== known);
          bound.release(holder);
        }
        while (held.reduce((sum, one) => sum + one.bytes, 0) > 100) expected.push(held.shift()?.who ?? -1);
        expect(closed.slice(gone)).toEqual(expected);
      }
    }),
  );
});

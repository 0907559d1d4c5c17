/** The ledger of one operation: what it charges, what it rejects, and what it reserves for writes. */
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { CostLedger, readCost, writeCost, type Estimated } from '../../src/core/cost-ledger.js';
import { tries } from '../support/fuzz.js';

const estimated = (total: number, writes = 0): Estimated => ({ least: 0, total: () => total, writes: () => writes });

describe('the ledger of an operation', () => {
  it('charges nothing more while the requests stay within the estimate', () => {
    const ledger = new CostLedger(100);
    ledger.open(estimated(6));
    expect([ledger.charge('read', 5), ledger.charged]).toEqual([5, 6]);
    expect([ledger.charge('read', 5), ledger.charged]).toEqual([5, 10]);
  });

  it('grants as many as the limit allows, and says what all of them would cost', () => {
    const ledger = new CostLedger(100);
    ledger.open(estimated(6));
    ledger.charge('read', 2);
    expect([ledger.charge('read', 400), ledger.charged, ledger.refused]).toEqual([98, 100, true]);
    expect(ledger.refusal('read', 302)).toMatchObject({
      code: 'COST_LIMIT_EXCEEDED',
      message: 'The operation costs 402; the limit is 100.',
    });
  });

  it('does not compute the cost of the writes before a read needs it', () => {
    const ledger = new CostLedger(20);
    let computed = 0;
    const writes = (): number => {
      computed += 1;
      return 20;
    };
    ledger.open({ ...estimated(20), writes });
    expect([ledger.charge('write', 2), computed]).toEqual([2, 0]);
    expect([ledger.charge('read', 1), ledger.charge('read', 1), computed]).toEqual([0, 0, 1]);
  });

  it('computes the estimate only if it may be too low, and still notices that it is', () => {
    const ledger = new CostLedger(100);
    let computed = 0;
    const total = (): number => {
      computed += 1;
      return 12;
    };
    ledger.open({ least: 10, total, writes: () => 0 });
    ledger.charge('read', 10);
    expect([ledger.isUnderestimated, computed]).toEqual([false, 0]);
    ledger.charge('read', 2);
    expect([ledger.isUnderestimated, computed]).toEqual([false, 1]);
    ledger.charge('read', 1);
    expect([ledger.isUnderestimated, ledger.charged, computed]).toEqual([true, 13, 1]);
  });

  it('never grants more than the limit, and never rejects a write that the estimate covers', () => {
    const step = fc.record({
      access: fc.constantFrom('read' as const, 'write' as const),
      count: fc.integer({ min: 1, max: 30 }),
    });
    fc.assert(
      fc.property(fc.array(step), fc.nat(500), fc.nat(20), (steps, spare, writes) => {
        const estimate = writes * writeCost;
        const ledger = new CostLedger(estimate + spare);
        ledger.open(estimated(estimate, estimate));
        let [granted, left, cost] = [0, writes, 0];
        for (const { access, count } of steps) {
          const wanted = access === 'write' ? Math.min(count, left) : count;
          const got = ledger.charge(access, wanted);
          if (access === 'write') {
            expect(got).toBe(wanted);
            left -= got;
          }
          granted += got;
          cost += got * (access === 'write' ? writeCost : readCost);
        }
        expect(granted).toBeLessThanOrEqual(cost);
        expect(cost).toBeLessThanOrEqual(ledger.charged);
        expect(ledger.charged).toBeLessThanOrEqual(ledger.limit);
      }),
      tries(2000),
    );
  });
});

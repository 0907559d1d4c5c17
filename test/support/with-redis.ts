/** Tests that need a real redis-server: where it is missing, one test says so. CI has it. */
import { describe, expect, it } from '@jest/globals';
import { hasRedis } from './redis.js';

export function describeWithRedis(what: string, tests: () => void): void {
  if (hasRedis) describe(what, tests);
  else {
    it(`redis-server is not installed here: "${what}" is left to a machine that has it, as CI does`, () => {
      expect(hasRedis).toBe(false);
    });
  }
}

/** A seeded random plan: about a quarter of all calls gets a fault, each kind equally often. */
import fc from 'fast-check';

const share = 0.25;

/** Returns the next fault at each call; the same sequence for the same seed. */
export function faultPlan<T>(kinds: readonly T[], seed: number, length = 5000): () => T | undefined {
  const faultless = Math.round(kinds.length * (1 / share - 1));
  const any = fc.oneof(
    { weight: kinds.length, arbitrary: fc.constantFrom<T | undefined>(...kinds) },
    { weight: faultless, arbitrary: fc.constant(undefined) },
  );
  const plan = fc.sample(any, { seed, numRuns: length });
  let next = 0;
  return () => plan[next++ % length];
}

/** A seeded random plan: about a quarter of everything meets a fault, each kind equally often. */
import fc from 'fast-check';

const share = 0.25;

/** Returns, each time it is called, what comes next; the same for the same seed. */
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

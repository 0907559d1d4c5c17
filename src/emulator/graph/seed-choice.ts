/** Choices that look like chance, and are the same at each start. */

/** From 0 to below 1, for one aspect of one Mac. Murmur3's last steps spread neighbouring numbers. */
export function roll(index: number, aspect: string): number {
  let hash = index + 1;
  for (const letter of aspect) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** One of the choices, each as likely as its weight says. */
export function choose<T>(choices: readonly (readonly [T, weight: number])[], rolled: number): T {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
  let left = rolled * total;
  for (const [choice, weight] of choices) {
    left -= weight;
    if (left < 0) return choice;
  }
  throw new Error('There must be a choice.');
}

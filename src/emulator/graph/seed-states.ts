/** What became of the updates of one Mac. */
import type { failedStates, updateCategories } from './entity-types.js';
import { choose, roll } from './seed-choice.js';

export interface SeededUpdate {
  readonly category: (typeof updateCategories)[number];
  readonly state: string;
}

/** Of 100 Macs with a version, how many have a failure. Old Macs are the troubled ones. */
const failing: Readonly<Record<string, number>> = { '26.1': 14, '26.0.1': 26, '15.7.2': 30, '15.6': 45 };
const failingWhenOld = 65;

const reasons = [
  ['installInsufficientSpace', 30],
  ['downloadFailed', 22],
  ['installFailed', 16],
  ['downloadInsufficientNetwork', 11],
  ['installInsufficientPower', 9],
  ['downloadInsufficientSpace', 6],
  ['commandFailed', 4],
  ['downloadInsufficientPower', 2],
] as const satisfies readonly (readonly [(typeof failedStates)[number], number])[];

const unfinished = [
  ['available', 30],
  ['scheduled', 22],
  ['downloading', 18],
  ['downloaded', 12],
  ['installing', 10],
  ['idle', 8],
] as const;

/** Most updates of a Mac are data files, as Intune lists them. */
const categories = [
  ['configurationDataFile', 45],
  ['other', 30],
  ['critical', 17],
  ['firmware', 8],
] as const satisfies readonly (readonly [SeededUpdate['category'], number])[];

export function updatesOf(index: number, osVersion: string): SeededUpdate[] {
  const isFailing = roll(index, 'failing') * 100 < (failing[osVersion] ?? failingWhenOld);
  const failed = isFailing ? 1 + Math.floor(roll(index, 'failures') ** 2 * 4) : 0;
  const waiting = roll(index, 'waiting') < 0.3 ? 1 + Math.floor(roll(index, 'wait') * 2) : 0;
  const successful = 2 + Math.floor(roll(index, 'successes') * 7);
  return Array.from({ length: successful + waiting + failed }, (_, place) => ({
    category: choose(categories, roll(index, `category ${place}`)),
    state:
      place < successful
        ? 'success'
        : choose<string>(place < successful + waiting ? unfinished : reasons, roll(index, `state ${place}`)),
  }));
}

/**
 * The Macs of the emulated tenant, by number: the values that a report, the device and its user have in common.
 *
 * As in a real fleet most Macs have a recent version and reported today, some are behind, and a few have been silent
 * for weeks.
 */
import { choose, roll } from './seed-choice.js';

export interface Mac {
  readonly number: string;
  readonly department: string;
  readonly deviceId: string;
  readonly userId: string;
  readonly deviceName: string;
  readonly userPrincipalName: string;
  readonly osVersion: string;
  readonly lastUpdatedDateTime: string;
}

const departments = ['Marketing', 'Design', 'Finance', 'Legal', 'Support'];

/** Newest first, with how many of 100 Macs have each. */
const versions = [
  ['26.1', 44],
  ['26.0.1', 18],
  ['15.7.2', 20],
  ['15.6', 9],
  ['14.8.2', 6],
  ['13.7.8', 3],
] as const;

const minute = 60_000;
const day = 24 * 60 * minute;
/** Since the last report, as `[from, to)` in milliseconds, with how many of 100 Macs are in each. */
const ages = [
  [[minute, day - minute], 64],
  [[day, 7 * day], 17],
  [[7 * day, 14 * day], 6],
  [[15 * day, 30 * day], 7],
  [[31 * day, 120 * day], 6],
] as const;

export function macAt(index: number, now: Date): Mac {
  const number = String(index + 1).padStart(3, '0');
  const department = departments[index % departments.length] ?? '';
  const [from, to] = choose(ages, roll(index, 'age'));
  const reported = new Date(now.getTime() - from - roll(index, 'moment') * (to - from));
  return {
    number,
    department,
    deviceId: guid(0xd0000000 + index),
    userId: guid(0xa0000000 + index),
    deviceName: `${department}-MBP-${number}`,
    userPrincipalName: `${department.toLowerCase()}.${number}@contoso.com`,
    osVersion: choose(versions, roll(index, 'version')),
    // Graph writes seven digits.
    lastUpdatedDateTime: `${reported.toISOString().slice(0, -1)}8321Z`,
  };
}

export function guid(number: number): string {
  const hex = number.toString(16).padStart(8, '0');
  return `${hex}-7d05-6468-057d-${hex.slice(4)}${hex}`;
}

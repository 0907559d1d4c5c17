/** Numbers for human readers. */
import { median, spread } from './statistics.js';

export const number = (value, digits = 0) =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** As in `4,812 ± 2 %`: the median and the spread around it. */
export const withSpread = (values, digits = 0) =>
  `${number(median(values), digits)}${values.length > 1 ? ` ± ${number(spread(values) * 100)} %` : ''}`;

export const times = (ratio) => `${number(ratio, 2)}×`;

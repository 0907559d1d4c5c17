const whole = new Intl.NumberFormat('en');
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });

export const number = (value: number): string => whole.format(value);

/** `1 Mac`, `2,000 Macs`. */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${number(value)} ${value === 1 ? one : many}`;

/** A share that is not zero never reads as 0 %, and one that is not everything never as 100 %. */
export function share(part: number, whole: number): string {
  if (whole === 0 || part === 0) return percent.format(0);
  if (part === whole) return percent.format(1);
  return percent.format(Math.min(0.99, Math.max(0.01, part / whole)));
}

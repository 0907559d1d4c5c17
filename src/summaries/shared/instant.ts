/** Timestamps as points in time: compared exactly, whatever their offsets and however many digits they have. */

/** Negative when `a` is earlier than `b`. Both are valid `DateTimeOffset` texts. */
export function compareInstants(a: string, b: string): number {
  const [secondsA, fractionA] = partsOf(a);
  const [secondsB, fractionB] = partsOf(b);
  return secondsA - secondsB || compareText(fractionA, fractionB);
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function partsOf(date: string): [number, string] {
  const [, head = '', fraction = '', offset = ''] = /^([^.]{19})(?:\.(\d+))?(.+)$/.exec(date) ?? [];
  return [Date.parse(`${head}${offset}`), fraction.padEnd(12, '0')];
}

/** From bytes to text. An encoding that has to be guessed would change names without a sign of it, so it is refused. */
export type Decoded =
  { readonly text: string; readonly problem?: never } | { readonly text?: never; readonly problem: string };

export function decode(bytes: Uint8Array): Decoded {
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) {
    return { problem: 'The file is a workbook. In Excel, save it as “CSV UTF-8 (comma delimited)”.' };
  }
  const text = textOf(bytes);
  if (text === undefined) {
    return { problem: 'The file is not UTF-8 text. In Excel, save it as “CSV UTF-8 (comma delimited)”.' };
  }
  if (text.includes('\0')) return { problem: 'The file is not a text.' };
  if (text.trim() === '') return { problem: 'The file is empty.' };
  return { text };
}

/** A mark at the start says that it is UTF-16, as in Excel's “Unicode text”. Undefined if it is neither that nor UTF-8. */
function textOf(bytes: Uint8Array): string | undefined {
  const encoding = startsWith(bytes, [0xff, 0xfe])
    ? 'utf-16le'
    : startsWith(bytes, [0xfe, 0xff])
      ? 'utf-16be'
      : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

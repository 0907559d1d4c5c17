/** Writes the measured figures between two markers of a document; the text around them stays. */
import { readFileSync } from 'node:fs';
import { writeFormatted } from './formatted.js';

export async function writeBetween(path, name, text) {
  const [begin, end] = [`<!-- ${name}: written by the benchmark -->`, `<!-- end of ${name} -->`];
  const document = readFileSync(path, 'utf8');
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${path} has no markers for ${name}`);
  await writeFormatted(path, `${document.slice(0, from + begin.length)}\n\n${text}\n\n${document.slice(to)}`);
}

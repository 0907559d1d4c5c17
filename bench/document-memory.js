/**
 * The memory of cached documents, compared with the size that the store reports: each kind of document that is large
 * for another reason than its fields, twice as many as fit. `npm run bench:document-memory` builds first. It fails if
 * the process holds more than the store may.
 */
import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { parse } from 'graphql';
import { documentStore, storeBytes } from '../dist/graphql/limits/document-store.js';
import { collectGarbage } from './measure/process.js';

const fields = (count, one) => Array.from({ length: count }, (_, index) => one(index)).join(' ');

/** Each makes another document for each number, within the limits of a document. */
const kinds = {
  'of the usual kind': (n) => `query Q${n} { a(b: $c) { d e f { g h } } }`,
  comments: (n) => `{ a${n} }${`\n#${'x'.repeat(30)}`.repeat(1_900)}`,
  'blank space': (n) => `{ a${n} }`.padEnd(65_000),
  'blank space, other letters': (n) => `{ a${n} } #${'é'.repeat(60_000)}`,
  'a long string': (n) => `{ a${n}(b: "${'x'.repeat(60_000)}") }`,
  'a string of escapes': (n) => `{ a${n}(b: "${'\\u00e9'.repeat(10_000)}") }`,
  'a string in blocks': (n) => `{ a${n}(b: """${'\n  x'.repeat(15_000)}""") }`,
  descriptions: (n) => `"""${'x\n'.repeat(30_000)}""" query Q${n} { a }`,
  'long names': (n) => `{ ${fields(200, (index) => `a${n}_${index}${'n'.repeat(240)}`)} }`,
  'many fields': (n) => `{ a${n} ${fields(1_900, () => 'f')} }`,
  'many lists': (n) => `{ a${n}(b: [${'[1] '.repeat(490)}]) }`,
  'many objects': (n) => `{ a${n}(b: [${'{ c: 1 } '.repeat(320)}]) }`,
  'many fragments': (n) => `{ a${n} ${'... { b } '.repeat(390)} }`,
  'many directives': (n) => `{ a${n} ${'b @c '.repeat(600)} }`,
  'many variables': (n) => `query Q${n}(${fields(330, (index) => `$v${index}: [A!]!`)}) { a }`,
};

const mib = (bytes) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;

console.log('| documents | kept | the store says | the process holds |\n| --- | --- | --- | --- |');
await filled(kinds['of the usual kind']);
for (const [name, documentOf] of Object.entries(kinds)) await measure(name, documentOf);

/** In a separate function, so that nothing holds the last store while the next one is filled. */
async function measure(name, documentOf) {
  const before = await memory();
  const { store, sent } = await filled(documentOf);
  const held = (await memory()) - before;
  console.log(`| ${name} | ${store.size} of ${sent} | ${mib(store.bytes)} | ${mib(held)} |`);
  assert.ok(held <= storeBytes, `${name}: the process holds more than the store may`);
}

async function memory() {
  for (let turn = 0; turn < 3; turn += 1) {
    await nextTurn();
    collectGarbage();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function filled(documentOf) {
  const store = documentStore();
  let sent = 0;
  // As in a request: a slice of a longer text that is dropped afterwards.
  const add = () => store.set(`${sent}`.padEnd(130, 'k'), parse(` ${documentOf(sent++)}`.slice(1)));
  while (store.size === sent) await add();
  for (let more = sent; more > 0; more -= 1) await add();
  return { store, sent };
}

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GraphQLError, parse, print, visit, type ASTNode, type DocumentNode } from 'graphql';
import { documentStore } from '../../src/graphql/limits/document-store.js';

const stored = async (text: string): Promise<{ document: DocumentNode | undefined; bytes: number }> => {
  const store = documentStore();
  await store.set('key', parse(text));
  return { document: await store.get('key'), bytes: store.bytes };
};

const nodesOf = (document: DocumentNode): ASTNode[] => {
  const nodes: ASTNode[] = [];
  visit(document, { enter: (node) => void nodes.push(node) });
  return nodes;
};

const filler = fc.oneof(
  fc.integer({ min: 0, max: 3000 }).map((count) => '#x\n'.repeat(count)),
  fc.integer({ min: 0, max: 9000 }).map((count) => ' '.repeat(count)),
  fc.integer({ min: 1, max: 9000 }).map((count) => `{ ${'n'.repeat(count)} }`),
  fc.integer({ min: 0, max: 900 }).map((count) => `query { f(a: "${'\\u00e9'.repeat(count)}") }`),
  fc.integer({ min: 0, max: 900 }).map((count) => `query { f(a: """${'\n text'.repeat(count)}""") }`),
  fc.integer({ min: 1, max: 400 }).map((count) => `{ ${'a: b(c: [{ d: $e }]) @f '.repeat(count)} }`),
);

describe('the store of documents', () => {
  it.each([
    ['comments', `${'#\n'.repeat(500)}{ a # here\n b(c: "d") }`],
    ['a block string', '{ a(b: """\n  c\n  d\n""") }'],
    ['names longer than a line', `{ ${'n'.repeat(300)}: a ...F } fragment F on T { ${'m'.repeat(300)} }`],
  ])('keeps a document with %s as it was, without its tokens', async (_what, text) => {
    const { document } = await stored(text);
    expect(document && print(document)).toBe(print(parse(text)));
    for (const { loc } of nodesOf(document as DocumentNode)) {
      expect(Object.keys(loc ?? {}).sort()).toEqual(['end', 'source', 'start']);
    }
  });

  it('keeps the positions of nodes, which the locations of errors need', async () => {
    const text = '# first\n{\n  a\n  b\n}';
    const { document } = await stored(text);
    const at = (each: DocumentNode): unknown =>
      nodesOf(each).map((node) => new GraphQLError('e', { nodes: node }).locations);
    expect(document && at(document)).toEqual(at(parse(text)));
  });

  it('counts two bytes for each character and more for each node, whatever the characters are', async () => {
    await fc.assert(
      fc.asyncProperty(filler, async (text) => {
        const whole = `${text} { z }`;
        const { document, bytes } = await stored(whole);
        const nodes = nodesOf(document as DocumentNode).length;
        expect(bytes).toBeGreaterThan(2 * whole.length + 250 * nodes);
      }),
      { numRuns: 60 },
    );
  });

  it('counts the plans of all operations, which are larger than a text that spreads its fragments repeatedly', async () => {
    const fields = 'a '.repeat(40);
    const spread = await stored(
      `query A { b { ...F } c { ...F } } query D { d { ...F } } fragment F on T { ${fields} }`,
    );
    const once = await stored(`query A { b { ...F } c { a    } } query D { d { a    } } fragment F on T { ${fields} }`);
    expect(spread.bytes - once.bytes).toBeGreaterThan(373 * 2 * 40);
  });

  it('holds no more than its bytes, whatever documents come in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(filler, { minLength: 1, maxLength: 40 }), async (texts) => {
        const store = documentStore(100_000);
        for (const [index, text] of texts.entries()) {
          await store.set(`${index}`, parse(`${text} { z }`));
          expect(store.bytes).toBeLessThanOrEqual(100_000);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('leaves out a document that is larger than all of it, and one whose text is unknown', async () => {
    const store = documentStore(10_000);
    await store.set('heavy', parse(`{ a } ${' '.repeat(6_000)}`));
    await store.set('bare', parse('{ a }', { noLocation: true }));
    expect([await store.get('heavy'), await store.get('bare'), store.size]).toEqual([undefined, undefined, 0]);
  });

  it('drops the document that was used longest ago', async () => {
    const store = documentStore(10_000);
    const heavy = (name: string): DocumentNode => parse(`{ ${name} } ${' '.repeat(1_000)}`);
    for (const name of ['a', 'b']) await store.set(name, heavy(name));
    await store.get('a');
    for (const name of ['c', 'd']) await store.set(name, heavy(name));
    expect(await store.get('a')).toBeUndefined();
    expect((await store.get('d'))?.definitions).toHaveLength(1);
  });
});

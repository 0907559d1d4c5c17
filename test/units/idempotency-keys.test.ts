/** What is a key, which payload it stands for, and what a store in memory forgets. */
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { fingerprintOf } from '../../src/idempotency/fingerprint.js';
import { isKey, keyOfHeader, maxKeyCharacters } from '../../src/idempotency/key.js';
import { maxRecords, MemoryStore } from '../../src/idempotency/memory-store.js';
import { recordNames } from '../../src/idempotency/record-names.js';

describe('a key', () => {
  it.each([
    ['one character', 'a', true],
    ['255 characters', 'k'.repeat(maxKeyCharacters), true],
    ['every visible character', '!"#$%&\'()*+,-./0:;<=>?@A[\\]^_`a{|}~', true],
    ['no character', '', false],
    ['256 characters', 'k'.repeat(maxKeyCharacters + 1), false],
    ['a space', 'a b', false],
    ['a letter that is not ASCII', 'clé', false],
    ['a line break', 'a\nb', false],
  ])('is checked: %s', (_what, key, is) => {
    expect(isKey(key)).toBe(is);
    expect(keyOfHeader(key)).toBe(is && !key.startsWith('"') ? key : undefined);
  });

  it.each([
    ['in quotes', '"8e03978e-40d5-43dd-bc93-6894a57f9324"', '8e03978e-40d5-43dd-bc93-6894a57f9324'],
    ['with an escaped quote', '"a\\"b\\\\"', 'a"b\\'],
    ['without the second quote', '"a', undefined],
    ['with parameters', '"a";b=1', undefined],
    ['empty in quotes', '""', undefined],
    ['with a space in quotes', '"a b"', undefined],
    ['in two headers', 'a, b', undefined],
    ['in two headers with quotes', '"a", "b"', undefined],
  ])('in the header %s', (_how, value, key) => {
    expect(keyOfHeader(value)).toBe(key);
  });
});

describe('a fingerprint', () => {
  const payload = { typeName: 'T', path: 'deviceManagement/reports', body: { a: 1, b: { c: [1, 2], d: null } } };

  it('does not depend on the order of members', () => {
    const reordered = { ...payload, body: { b: { d: null, c: [1, 2] }, a: 1 } };
    expect(fingerprintOf('k', reordered)).toBe(fingerprintOf('k', payload));
  });

  it('differs for every other key, type, parent or value', () => {
    const others = [
      fingerprintOf('K', payload),
      fingerprintOf('k', { ...payload, typeName: 'U' }),
      fingerprintOf('k', { ...payload, path: 'deviceManagement/x' }),
      ...[{ a: 1 }, { a: '1', b: payload.body.b }, { a: 1, b: { c: [2, 1], d: null } }, { a: 1, b: { c: [1, 2] } }].map(
        (body) => fingerprintOf('k', { ...payload, body }),
      ),
    ];
    expect(new Set([fingerprintOf('k', payload), ...others]).size).toBe(others.length + 1);
  });

  it('is equal only for equal bodies', () => {
    const body = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.constant(null)), { maxKeys: 3 });
    fc.assert(
      fc.property(body, body, (one, other) => {
        const same = JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
        const [a, b] = [one, other].map((each) => fingerprintOf('k', { ...payload, body: each }));
        expect(a === b).toBe(same);
      }),
    );
  });
});

it('the names of records hold neither caller nor key, and one tag for each caller', () => {
  const [one = '', other = ''] = ['order-7', 'order-8'].map(recordNames('tenant/ada'));
  expect(one).toMatch(/^macos-software-update-gateway:idempotency:\{[\w-]{22}\}:[\w-]{43}$/);
  expect(one).not.toContain('order-7');
  expect(one.split('}')[0]).toBe(other.split('}')[0]);
  expect(one).not.toBe(other);
  expect(recordNames('tenant/grace')('order-7').split('}')[0]).not.toBe(one.split('}')[0]);
});

describe('the store in memory', () => {
  const owner = 'one';
  const wanted = (name: string) => [{ name, fingerprint: 'f' }];

  it('refuses new keys when it is full, and keeps those that it has until they expire', async () => {
    let now = 0;
    const store = new MemoryStore(60_000, () => now);
    for (let index = 0; index < maxRecords; index += 1) await store.claim(owner, 1000, wanted(`key-${index}`));
    await store.settle(owner, new Map([['key-0', { kind: 'done', id: 'report' }]]));

    await expect(store.claim(owner, 1000, wanted('another'))).rejects.toMatchObject({ sent: false });
    expect(await store.claim(owner, 1000, wanted('key-0'))).toEqual([{ kind: 'done', id: 'report' }]);
    now = 61_001;
    expect(await store.claim(owner, 1000, wanted('another'))).toEqual([{ kind: 'new' }]);
    expect(await store.claim(owner, 1000, wanted('key-0'))).toEqual([{ kind: 'new' }]);
  });

  it('makes room for several keys at once by those that have expired', async () => {
    let now = 0;
    const store = new MemoryStore(60_000, () => now);
    for (let index = 1; index < maxRecords; index += 1) await store.claim(owner, 1000, wanted(`key-${index}`));
    now = 61_001;
    const claims = await store.claim(owner, 1000, [...wanted('one'), ...wanted('two')]);
    expect(claims).toEqual([{ kind: 'new' }, { kind: 'new' }]);
  });
});

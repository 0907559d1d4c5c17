/** Properties of a wire entity: valid values are read, and every other value is a failure in its place. */
import { describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../src/core/gateway-error.js';
import { ReceivedEntity } from '../../src/graph/graph-collection.js';
import { WireReader } from '../../src/summaries/resource/wire-reader.js';
import { responseOf } from '../support/scripted-collection.js';

const readerOf = (entity: Record<string, unknown>): WireReader =>
  new WireReader(new ReceivedEntity(entity, responseOf(undefined), 'things'), { shelfId: 'a' });

const broken = Symbol('broken');
const orBroken = (value: unknown): unknown => (value instanceof GatewayError ? broken : value);
const members = { idle: 'idle', installing: 'installing' } as const;

const readers = {
  string: (reader: WireReader) => reader.string('p'),
  nullableString: (reader: WireReader) => reader.nullableString('p'),
  int32: (reader: WireReader) => reader.int32('p'),
  dateTimeOffset: (reader: WireReader) => reader.dateTimeOffset('p'),
  member: (reader: WireReader) => reader.member('p', members),
};

describe.each<[name: keyof typeof readers, good: unknown[], bad: unknown[]]>([
  ['string', ['', 'a', '\ud800'], [null, undefined, 7, true, {}, []]],
  ['nullableString', ['', 'a', null], [7, 0, false, {}, []]],
  [
    'int32',
    [0, -1, 2_147_483_647, -2_147_483_648],
    [2_147_483_648, -2_147_483_649, 1.5, '7', null, undefined, true, [], [7]],
  ],
  [
    'dateTimeOffset',
    ['2017-01-01T00:00:56.8321556-08:00', '0001-01-01T00:00:00Z'],
    ['', '2017-01-01', '2017-02-29T00:00:00Z', 1_483_257_656, null, undefined, {}],
  ],
  [
    'member',
    ['idle', 'installing'],
    ['Idle', '', 'toString', 'constructor', '__proto__', 0, null, undefined, ['idle'], {}],
  ],
])('%s', (name, good, bad) => {
  it.each(good)('reads %j unchanged', (value) => {
    expect(readers[name](readerOf({ p: value }))).toBe(value);
  });

  it.each(bad)('has a failure in the place of %j', (value) => {
    expect(orBroken(readers[name](readerOf({ p: value })))).toBe(broken);
  });
});

describe('an entity', () => {
  it('may lack a text that may be null', () => {
    expect(readerOf({}).nullableString('p')).toBeNull();
    expect(readerOf({ p: undefined }).nullableString('p')).toBeNull();
  });

  it('has its id', () => {
    expect(readerOf({ id: 'a', p: 'b' }).id).toBe('a');
  });

  it('has one failure for all broken values, and only for those', () => {
    const reader = readerOf({ a: 7, b: 'text', c: 'text' });
    const failures = [reader.string('a'), reader.int32('b'), reader.dateTimeOffset('c')] as unknown[];
    expect(failures[0]).toMatchObject({ code: 'GRAPH_BAD_RESPONSE' });
    expect(new Set(failures).size).toBe(1);
    expect(reader.string('b')).toBe('text');
  });
});

it('the key of an object above comes from the address, and a key that the address does not have is a fault', () => {
  const reader = readerOf({ id: 'own', shelfId: 'of another shelf' });
  expect(reader.keyAbove('shelfId')).toBe('a');
  expect(() => reader.keyAbove('roomId')).toThrow('no object above has the key roomId');
});

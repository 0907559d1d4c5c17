/** The keys of entities are those that the directives name, and another subgraph's entities have none here. */
import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { entityKeys } from '../../src/graphql/schema/entity-keys.js';

const keysOf = (directives: string): unknown => entityKeys(parse(`type Lamp ${directives} { id: ID! }`)).get('Lamp');

describe('the keys of an entity', () => {
  it.each<[string, readonly string[] | undefined]>([
    ['@key(fields: "id")', ['id']],
    ['@key(fields: "roomId id")', ['roomId', 'id']],
    ['@key(fields: " roomId,  id ")', ['roomId', 'id']],
    ['@shareable @key(fields: "id", resolvable: true)', ['id']],
    ['@key(fields: "id", resolvable: false)', undefined],
    ['@key(fields: "id") @key(fields: "name", resolvable: false)', ['id']],
    ['@shareable', undefined],
    ['', undefined],
  ])('of %s are %j', (directives, keys) => {
    expect(keysOf(directives)).toEqual(keys);
  });

  it.each(['@key(fields: "room { id }")', '@key(fields: "id") @key(fields: "name")', '@key'])(
    'of %s are refused: no reference could be checked by them',
    (directives) => {
      expect(() => keysOf(directives)).toThrow('Lamp: an entity must have one @key with plain fields');
    },
  );
});

/** Cursors: opaque texts that hold a position, for one list alone. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { decodeCursor, encodeCursor, type Position } from '../../src/summaries/listing/cursor.js';
import { codeAndPaths } from '../support/refusals.js';

const list = 'a list';
const forged = ['BAD_USER_INPUT', ['after']];

/** A cursor with a right check sum, whatever it holds. */
function signed(content: string, of = list): string {
  const sum = createHash('sha256')
    .update(JSON.stringify([content, of]))
    .digest('base64url')
    .slice(0, 16);
  return Buffer.from(`${sum}${content}`).toString('base64url');
}

describe('a cursor', () => {
  it.each<[content: string, position: Position]>([
    ['[null,0,true]', { by: 'graph', token: null, offset: 0, filtered: true }],
    ['[null,7,false]', { by: 'graph', token: null, offset: 7, filtered: false }],
    ['[["$skiptoken","a%2Fb"],0,true]', { by: 'graph', token: ['$skiptoken', 'a%2Fb'], offset: 0, filtered: true }],
    ['[["$skip","40"],10000,false]', { by: 'graph', token: ['$skip', '40'], offset: 10_000, filtered: false }],
    ['[0]', { by: 'gateway', offset: 0 }],
    ['[10000]', { by: 'gateway', offset: 10_000 }],
  ])('that holds %s is written and read', (content, position) => {
    expect(encodeCursor(position, list)).toBe(signed(content));
    expect(decodeCursor(signed(content), list)).toEqual(position);
  });

  it.each<[content: string]>([
    [''],
    ['{'],
    ['7'],
    ['null'],
    ['{"0":7,"length":1}'],
    ['[]'],
    ['[-1]'],
    ['[10001]'],
    ['[1.5]'],
    ['["1"]'],
    ['[null]'],
    ['[1e300]'],
    ['[null,0]'],
    ['[null,-1,true]'],
    ['[null,10001,true]'],
    ['[null,1.5,true]'],
    ['[null,"0",true]'],
    ['[null,0,1]'],
    ['[null,0,null]'],
    ['["$skiptoken",0,true]'],
    ['["$skip",0,true]'],
    ['[{"0":"$skip","1":"4"},0,true]'],
    ['[["$filter","a"],0,true]'],
    ['[["",""],0,true]'],
    ['[["$skip",40],0,true]'],
    ['[["$skip"],0,true]'],
    ['[["$skiptoken",null],0,true]'],
    ['[["$skiptoken","a&$filter=b"],0,true]'],
    ['[["$skiptoken","a b"],0,true]'],
    ['[[],0,true]'],
  ])('with a right check sum that holds %j is refused', (content) => {
    expect(codeAndPaths(() => decodeCursor(signed(content), list))).toEqual(forged);
  });

  it.each<[what: string, cursor: string]>([
    ['an empty one', ''],
    ['a check sum alone', Buffer.from('0123456789abcdef').toString('base64url')],
    ['that of another list', signed('[7]', 'another list')],
    [
      'one whose content was altered',
      Buffer.from(`${Buffer.from(signed('[7]'), 'base64url').toString().slice(0, 16)}[8]`).toString('base64url'),
    ],
    ['one without its check sum', Buffer.from('[7]').toString('base64url')],
    ['no base64', '[7]'],
  ])('is refused: %s', (_what, cursor) => {
    expect(codeAndPaths(() => decodeCursor(cursor, list))).toEqual(forged);
  });

  it('says in its refusal which argument is wrong', () => {
    expect(() => decodeCursor('', list)).toThrow(/after is .*cursor/);
  });

  it('is as long as a token of Graph may be, and no longer', () => {
    const cursorOf = (length: number): string => {
      // The check sum and the rest take 42 bytes; three bytes are four characters.
      const token = 'a'.repeat((length / 4) * 3 - 42);
      return encodeCursor({ by: 'graph', token: ['$skiptoken', token], offset: 0, filtered: true }, list);
    };
    const [longest, tooLong] = [cursorOf(12_288), cursorOf(12_292)];
    expect([longest.length, tooLong.length]).toEqual([12_288, 12_292]);
    expect(decodeCursor(longest, list)).toMatchObject({ by: 'graph', offset: 0 });
    expect(codeAndPaths(() => decodeCursor(tooLong, list))).toEqual(forged);
  });
});

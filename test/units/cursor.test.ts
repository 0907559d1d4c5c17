/** Cursors: opaque texts that hold a position, for one list alone. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { decodeCursor, encodeCursor, type Position } from '../../src/summaries/listing/cursor.js';
import { codeAndPaths } from '../support/refusals.js';

const list = 'a list';
const forged = ['BAD_USER_INPUT', ['after']];

/** A cursor with a right checksum, whatever it holds. */
function signed(content: string, of = list): string {
  const sum = createHash('sha256')
    .update(JSON.stringify([content, of]))
    .digest('base64url')
    .slice(0, 16);
  return Buffer.from(`${sum}${content}`).toString('base64url');
}

describe('a cursor', () => {
  it.each<[content: string, position: Position]>([
    ['[null,0,"","whole"]', { by: 'graph', link: null, offset: 0, marks: '', part: 'whole' }],
    ['[null,7,"AAAAAAAA","none"]', { by: 'graph', link: null, offset: 7, marks: 'AAAAAAAA', part: 'none' }],
    [
      '["$top=2&$skiptoken=a%2Fb",0,"","whole"]',
      { by: 'graph', link: '$top=2&$skiptoken=a%2Fb', offset: 0, marks: '', part: 'whole' },
    ],
    [
      '["$skip=40",10000,"a-_9zZ00AAAAAAAA","none"]',
      { by: 'graph', link: '$skip=40', offset: 10_000, marks: 'a-_9zZ00AAAAAAAA', part: 'none' },
    ],
    ['[null,3,"AAAAAAAA","simple"]', { by: 'graph', link: null, offset: 3, marks: 'AAAAAAAA', part: 'simple' }],
    ['[0,""]', { by: 'gateway', offset: 0, marks: '' }],
    ['[10000,"AAAAAAAA"]', { by: 'gateway', offset: 10_000, marks: 'AAAAAAAA' }],
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
    ['[0]'],
    ['[-1,""]'],
    ['[10001,""]'],
    ['[1.5,""]'],
    ['["1",""]'],
    ['[null,""]'],
    ['[1e300,""]'],
    ['[1,7]'],
    ['[1,"AAAA"]'],
    ['[1,"AAAAAAA!"]'],
    [`[1,"${'AAAAAAAA'.repeat(9)}"]`],
    ['[null,0,"whole"]'],
    ['[null,-1,"","whole"]'],
    ['[null,10001,"","whole"]'],
    ['[null,1.5,"","whole"]'],
    ['[null,"0","","whole"]'],
    ['[null,0,null,"whole"]'],
    ['[null,0,"",1]'],
    ['[null,0,"",true]'],
    ['[null,0,"","half"]'],
    ['[null,0,"","toString"]'],
    ['[null,0,"",null]'],
    ['[7,0,"","whole"]'],
    ['[["$skip","40"],0,"","whole"]'],
    ['["",0,"","whole"]'],
    ['["$filter=a",0,"","whole"]'],
    ['["$top=2",0,"","whole"]'],
    ['["$top=0&$skip=4",0,"","whole"]'],
    ['["$top=1001&$skip=4",0,"","whole"]'],
    ['["$skip=4&skip=5",0,"","whole"]'],
    ['["$skiptoken=a&$filter=b",0,"","whole"]'],
    ['["$skiptoken=a b",0,"","whole"]'],
    ['["=a",0,"","whole"]'],
  ])('with a right checksum that holds %j is rejected', (content) => {
    expect(codeAndPaths(() => decodeCursor(signed(content), list))).toEqual(forged);
  });

  it.each<[what: string, cursor: string]>([
    ['an empty one', ''],
    ['a check sum alone', Buffer.from('0123456789abcdef').toString('base64url')],
    ['that of another list', signed('[7,""]', 'another list')],
    [
      'one whose content was altered',
      Buffer.from(`${Buffer.from(signed('[7,""]'), 'base64url').toString().slice(0, 16)}[8,""]`).toString('base64url'),
    ],
    ['one without its check sum', Buffer.from('[7,""]').toString('base64url')],
    ['no base64', '[7]'],
  ])('is rejected: %s', (_what, cursor) => {
    expect(codeAndPaths(() => decodeCursor(cursor, list))).toEqual(forged);
  });

  it('says in its rejection which argument is wrong', () => {
    expect(() => decodeCursor('', list)).toThrow(/after is .*cursor/);
  });

  it('is as long as an address may be, and not longer', () => {
    const cursorOf = (length: number): string =>
      encodeCursor({ by: 'graph', link: `$skip=${'4'.repeat(length - 6)}`, offset: 0, marks: '', part: 'whole' }, list);
    expect(decodeCursor(cursorOf(8192), list)).toMatchObject({ by: 'graph', offset: 0 });
    expect(codeAndPaths(() => decodeCursor(cursorOf(8193), list))).toEqual(forged);
    expect(codeAndPaths(() => decodeCursor('A'.repeat(12_292), list))).toEqual(forged);
  });
});

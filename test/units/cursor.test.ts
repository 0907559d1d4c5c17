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
    ['[null,0,"",true]', { by: 'graph', link: null, offset: 0, marks: '', filtered: true }],
    ['[null,7,"AAAAAAAA",false]', { by: 'graph', link: null, offset: 7, marks: 'AAAAAAAA', filtered: false }],
    [
      '["$top=2&$skiptoken=a%2Fb",0,"",true]',
      { by: 'graph', link: '$top=2&$skiptoken=a%2Fb', offset: 0, marks: '', filtered: true },
    ],
    [
      '["$skip=40",10000,"a-_9zZ00AAAAAAAA",false]',
      { by: 'graph', link: '$skip=40', offset: 10_000, marks: 'a-_9zZ00AAAAAAAA', filtered: false },
    ],
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
    ['[null,0,true]'],
    ['[null,-1,"",true]'],
    ['[null,10001,"",true]'],
    ['[null,1.5,"",true]'],
    ['[null,"0","",true]'],
    ['[null,0,null,true]'],
    ['[null,0,"",1]'],
    ['[null,0,"",null]'],
    ['[7,0,"",true]'],
    ['[["$skip","40"],0,"",true]'],
    ['["",0,"",true]'],
    ['["$filter=a",0,"",true]'],
    ['["$top=2",0,"",true]'],
    ['["$top=0&$skip=4",0,"",true]'],
    ['["$top=1001&$skip=4",0,"",true]'],
    ['["$skip=4&skip=5",0,"",true]'],
    ['["$skiptoken=a&$filter=b",0,"",true]'],
    ['["$skiptoken=a b",0,"",true]'],
    ['["=a",0,"",true]'],
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
      encodeCursor(
        { by: 'graph', link: `$skip=${'4'.repeat(length - 6)}`, offset: 0, marks: '', filtered: true },
        list,
      );
    expect(decodeCursor(cursorOf(8192), list)).toMatchObject({ by: 'graph', offset: 0 });
    expect(codeAndPaths(() => decodeCursor(cursorOf(8193), list))).toEqual(forged);
    expect(codeAndPaths(() => decodeCursor('A'.repeat(12_292), list))).toEqual(forged);
  });
});

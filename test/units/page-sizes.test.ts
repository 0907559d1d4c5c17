import { describe, expect, it } from '@jest/globals';
import { PageSizes, type PageSize } from '../../src/graph/page-sizes.js';

describe('the size of a page', () => {
  it.each<[refused: PageSize, next: PageSize[]]>([
    [undefined, []],
    [1, []],
    [50, []],
    [51, [undefined]],
    [100, [undefined]],
    [101, [100, undefined]],
    [500, [100, undefined]],
    [999, [500, 100, undefined]],
    [1000, [999, 500, 100, undefined]],
  ])('that Graph rejects, %j, is followed by %j', (refused, next) => {
    expect(new PageSizes().smallerThan(refused)).toStrictEqual(next);
  });

  it('is the wanted one until a smaller one was accepted, each collection by itself', () => {
    const sizes = new PageSizes();
    expect(sizes.sizeFor('things', 1000)).toBe(1000);
    sizes.accepted('things', 100);
    expect([99, 100, 1000].map((wanted) => sizes.sizeFor('things', wanted))).toEqual([99, 100, 100]);
    expect(sizes.sizeFor('others', 1000)).toBe(1000);
    sizes.accepted('others', undefined);
    expect(sizes.sizeFor('others', 7)).toBeUndefined();
  });
});

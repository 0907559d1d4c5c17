import { describe, expect, it } from '@jest/globals';
import { pathSegment, segmentOf } from '../../src/graph/object-id.js';
import { codeAndPaths, sentences } from '../support/refusals.js';

describe('an id of a caller', () => {
  it.each<[id: string, segment: string]>([
    ['64687d05-7d05-6468-057d-6864057d6864', '64687d05-7d05-6468-057d-6864057d6864'],
    ['a', 'a'],
    ['.a', '.a'],
    ['a..', 'a..'],
    ['AZaz09._~-', 'AZaz09._~-'],
    ['=:,!@+|', '%3D%3A%2C!%40%2B%7C'],
    ['a'.repeat(256), 'a'.repeat(256)],
  ])('%s is the segment %s', (id, segment) => {
    expect(pathSegment(id, 'id')).toBe(segment);
  });

  it.each([
    '',
    '.',
    '..',
    '...',
    'a/b',
    'a\\b',
    'a?b',
    'a#b',
    '%2e',
    'a b',
    "a'b",
    'a(b)',
    'a\n',
    '\na',
    'é',
    '\u0000',
  ])('%j is refused by its path', (id) => {
    expect(codeAndPaths(() => pathSegment(id, 'input.id'))).toEqual(['BAD_USER_INPUT', ['input.id']]);
  });

  it('of 257 characters is refused, in a sentence that names the limit', () => {
    expect(codeAndPaths(() => pathSegment('a'.repeat(257), 'id'))).toEqual(['BAD_USER_INPUT', ['id']]);
    expect(sentences(() => pathSegment('a'.repeat(257), 'id'))).toMatch(/^\S.*\nid .*256/s);
  });
});

describe('an id of Graph', () => {
  it.each<[id: string, segment: string | undefined]>([
    ['a', 'a'],
    ['a/b c?é', 'a%2Fb%20c%3F%C3%A9'],
    ['.a', '.a'],
    ['a.', 'a.'],
    ['.', undefined],
    ['..', undefined],
    ['\ud800', undefined],
    ['🍎', '%F0%9F%8D%8E'],
  ])('%j is the segment %j', (id, segment) => {
    expect(segmentOf(id)).toBe(segment);
  });

  it.each<[what: string, id: string, fits: boolean]>([
    ['1,024 characters', 'a'.repeat(1024), true],
    ['1,025 characters', 'a'.repeat(1025), false],
    ['2,048 characters when encoded', `${'/'.repeat(682)}aa`, true],
    ['2,049 characters when encoded', '/'.repeat(683), false],
  ])('of %s has a segment or none: %#', (_what, id, fits) => {
    expect(segmentOf(id)).toBe(fits ? encodeURIComponent(id) : undefined);
  });
});

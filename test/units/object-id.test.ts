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
    ['=:,!@+|', '%3D%3A%2C%21%40%2B%7C'],
    ["a'(b)*", 'a%27%28b%29%2A'],
    ['a/b\\c?d#e f', 'a%2Fb%5Cc%3Fd%23e%20f'],
    ['a%2Fb', 'a%252Fb'],
    ['é', '%C3%A9'],
    ['a'.repeat(1024), 'a'.repeat(1024)],
  ])('%s is the segment %s', (id, segment) => {
    expect(pathSegment(id, 'id')).toBe(segment);
  });

  it.each<[id: string, sentence: string]>([
    ['', 'must have 1 to 1,024 characters'],
    ['a'.repeat(1025), 'must have 1 to 1,024 characters'],
    ['é'.repeat(342), 'must have at most 2,048 characters when percent-encoded'],
    [' \u200b', 'must contain a non-whitespace character'],
    ['\ud800', 'must not contain half of a surrogate pair'],
    ['a\n', 'must not contain control characters'],
    ['a\u0000', 'must not contain control characters'],
    ['$count', 'must not start with $'],
    ['.', 'must not consist of dots, or contain a path segment of dots'],
    ['...', 'must not consist of dots, or contain a path segment of dots'],
    ['a/..', 'must not consist of dots, or contain a path segment of dots'],
    ['..\\a', 'must not consist of dots, or contain a path segment of dots'],
    ['%2e', 'must not consist of dots, or contain a path segment of dots'],
    ['a%2f%252E.', 'must not consist of dots, or contain a path segment of dots'],
    ['a%5C..%5Cb', 'must not consist of dots, or contain a path segment of dots'],
  ])('%j is rejected by its path, with the reason', (id, sentence) => {
    expect(codeAndPaths(() => pathSegment(id, 'input.id'))).toEqual(['BAD_USER_INPUT', ['input.id']]);
    expect(sentences(() => pathSegment(id, 'input.id'))).toContain(`input.id ${sentence}`);
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
    ['nothing but dots behind a slash', 'a/..', false],
    ['the name of an option of OData', '$count', false],
  ])('of %s has a segment or none: %#', (_what, id, fits) => {
    expect(segmentOf(id)).toBe(fits ? encodeURIComponent(id) : undefined);
  });
});

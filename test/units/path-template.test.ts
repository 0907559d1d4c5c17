/** Paths in the log hold names of Graph's segments and options, and nothing of a caller. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pathTemplate } from '../../src/graph/path-template.js';

const reports = 'deviceManagement/macOSSoftwareUpdateAccountSummaries';

it.each([
  [reports, reports],
  ['$batch', '$batch'],
  [`${reports}/ada`, `${reports}/{id}`],
  [`${reports}/64687d05-7d05-6468-057d-6864057d6864`, `${reports}/{id}`],
  [
    `${reports}/ada/categorySummaries/babbage/updateStateSummaries/curie`,
    `${reports}/{id}/categorySummaries/{id}/updateStateSummaries/{id}`,
  ],
  [`${reports}?$select=id&$filter=displayName%20eq%20'ada'`, `${reports}?$select&$filter`],
  [`${reports}?%24top=5&%24skiptoken=ada`, `${reports}?$top&$skiptoken`],
  [`${reports}?ada%40contoso.com=1`, `${reports}?`],
])('%s is %s', (path, template) => {
  expect(pathTemplate(path)).toBe(template);
});

describe('a key', () => {
  it('of any characters is not in it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }).map(encodeURIComponent), (key) => {
        expect(pathTemplate(`${reports}/${key}/categorySummaries`)).toBe(`${reports}/{id}/categorySummaries`);
      }),
    );
  });
});

/** What an import makes of a file before anything is sent. */
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { csvOf } from '../src/macs/csv';
import { inputOf } from '../src/importing/file/check-row';
import { readTable, type Table } from '../src/importing/file/read-table';
import { refusedCsv, resultsCsv } from '../src/importing/results/results-csv';
import { slicesOf } from '../src/importing/run/rows';

const names = [
  'displayName',
  'deviceId',
  'userId',
  'deviceName',
  'userPrincipalName',
  'osVersion',
  'successfulUpdateCount',
  'failedUpdateCount',
  'totalUpdateCount',
  'lastUpdatedDateTime',
] as const;
const good = ['Report', 'd-1', 'u-1', 'MBP', 'ada@contoso.com', '26.1', '4', '3', '7', '2026-11-20T08:30:15.1234567Z'];

const lines = (...rows: readonly (readonly string[])[]): string => rows.map((cells) => cells.join(',')).join('\n');
const read = (text: string): Table => readTable(new TextEncoder().encode(text));
/** The good row with some other cells. */
const row = (changes: Partial<Record<(typeof names)[number], string>>): string[] =>
  good.map((cell, index) => changes[names[index] as (typeof names)[number]] ?? cell);
const inputsOf = ({ columns, rows }: Table) => rows.map(({ cells }) => inputOf(columns, cells));

it('reads texts, counts and a timestamp with all its digits', () => {
  const table = read(lines(names, good));
  expect(table.problems).toEqual([]);
  expect(inputsOf(table)).toEqual([
    {
      displayName: 'Report',
      deviceId: 'd-1',
      userId: 'u-1',
      deviceName: 'MBP',
      userPrincipalName: 'ada@contoso.com',
      osVersion: '26.1',
      successfulUpdateCount: 4,
      failedUpdateCount: 3,
      totalUpdateCount: 7,
      lastUpdatedDateTime: '2026-11-20T08:30:15.1234567Z',
    },
  ]);
});

const utf16 = (text: string): Uint8Array => new Uint8Array([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]);
it.each<[string, Uint8Array]>([
  ['a byte order mark', Buffer.from(`\uFEFF${lines(names, row({ deviceName: 'Zoë' }))}`)],
  ['CRLF', Buffer.from(lines(names, row({ deviceName: 'Zoë' })).replaceAll('\n', '\r\n'))],
  ['CRLF after the headings alone', Buffer.from(lines(names, row({ deviceName: 'Zoë' })).replace('\n', '\r\n'))],
  ['CR', Buffer.from(lines(names, row({ deviceName: 'Zoë' })).replaceAll('\n', '\r'))],
  ['semicolons', Buffer.from(lines(names, row({ deviceName: 'Zoë' })).replaceAll(',', ';'))],
  ['tabs, in UTF-16', utf16(lines(names, row({ deviceName: 'Zoë' })).replaceAll(',', '\t'))],
  ['blank lines', Buffer.from(`${lines(names, row({ deviceName: 'Zoë' }), [''], [' ', ''])}\n\n`)],
  ['empty columns at the end', Buffer.from(lines([...names, '', ''], [...row({ deviceName: 'Zoë' }), '', '']))],
])('reads a file with %s', (_what, bytes) => {
  const table = readTable(bytes);
  expect(table.problems).toEqual([]);
  expect(table.rows.map(({ number, problems }) => [number, problems])).toEqual([[2, []]]);
  expect(inputsOf(table)[0]).toMatchObject({ deviceName: 'Zoë', lastUpdatedDateTime: good[9] });
});

it('reads quotes with separators, quotes and line breaks in them, and counts rows as a spreadsheet does', () => {
  const text = lines(names, row({ displayName: '"A, ""B""\r\nC"' }), row({ failedUpdateCount: 'many' }));
  const table = read(text);
  expect(inputsOf(table)[0]).toMatchObject({ displayName: 'A, "B"\r\nC' });
  expect(table.rows.map(({ number }) => number)).toEqual([2, 3]);
});

it.each<[string, Uint8Array | string, RegExp]>([
  ['nothing', '', /^The file is empty\.$/],
  ['spaces alone', ' \n\n', /^The file is empty\.$/],
  ['a workbook', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0]), /^The file is a workbook\. In Excel, save it as/],
  ['another encoding', Buffer.from(lines(names, row({ deviceName: 'Zoë' })), 'latin1'), /is not UTF-8 text/],
  ['bytes', new Uint8Array([65, 0, 66, 0, 67]), /^The file is not a text\.$/],
  ['headings alone', lines(names), /^The file has headings, but no rows\.$/],
  ['a quote that is never closed', lines(names, row({ displayName: '"Report' }), good), /^Row 2 has a quotation mark/],
  ['a wrong heading', lines([...names, 'serial'], good), /^The heading “serial” in column 11 is not a property/],
  ['a heading twice', lines([...names, 'Device ID'], good), /^Two columns have the heading of deviceId\.$/],
  ['no heading', lines(good, good), /^The heading “d-1” in column 2/],
  ['a missing heading', lines(names.slice(1), good.slice(1)), /^These headings are missing: displayName\.$/],
  [
    'too many rows',
    lines(names, ...Array.from({ length: 50_001 }, () => ['x'])),
    /has 50,001 rows; the limit is 50,000/,
  ],
])('refuses a file with %s', (_what, content, sentence) => {
  const table = typeof content === 'string' ? read(content) : readTable(content);
  expect(table.rows).toEqual([]);
  expect(table.problems[0]).toMatch(sentence);
});

it.each<[string, readonly string[], string | undefined, RegExp]>([
  ['letters in a number', row({ failedUpdateCount: 'three' }), 'failedUpdateCount', /whole number/],
  ['a separator in a number', row({ failedUpdateCount: '"3,000"' }), 'failedUpdateCount', /whole number/],
  ['an empty count', row({ failedUpdateCount: '' }), 'failedUpdateCount', /must have a value/],
  ['an empty text', row({ deviceId: '' }), 'deviceId', /must have a value/],
  ['half a date', row({ lastUpdatedDateTime: '2026-11-20' }), 'lastUpdatedDateTime', /complete date and time/],
  ['a date without an offset', row({ lastUpdatedDateTime: '2026-11-20T08:30' }), 'lastUpdatedDateTime', /an offset/],
  ['spaces for a date', row({ lastUpdatedDateTime: '  ' }), 'lastUpdatedDateTime', /complete date and time/],
  ['too many cells', [...good, 'more'], undefined, /more cells than there are headings/],
  ['too few cells', good.slice(0, 9), 'lastUpdatedDateTime', /must have a value/],
  ['too much', row({ displayName: 'x'.repeat(600_000) }), undefined, /longer than the gateway accepts/],
])('finds %s in a row, at its column', (_what, cells, property, message) => {
  const { rows } = read(lines(names, row({ deviceId: 'another' }), cells));
  expect(rows[0]?.problems).toEqual([]);
  expect(rows[1]?.problems).toMatchObject([{ property, message: expect.stringMatching(message) }]);
});

it('an empty cell is null, never 0', () => {
  expect(inputsOf(read(lines(names, row({ failedUpdateCount: '' }))))[0]).toMatchObject({ failedUpdateCount: null });
});

it('finds rows that are the same, and ids that are', () => {
  const { rows } = read(
    lines([...names, 'id'], [...good, 'a'], [...good, 'a'], [...row({ osVersion: '15' }), 'a'], good, good),
  );
  expect(rows.map(({ problems }) => problems.map(({ property, message }) => [property, message]))).toEqual([
    [],
    [[undefined, 'The row is the same as row 2']],
    [['id', 'id is the same as in row 2']],
    [],
    [[undefined, 'The row is the same as row 5']],
  ]);
});

it('what the dashboard exports can be imported: file in is file out, formulas too', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map((value) => `x${value}`);
  const cell = fc.oneof(text, fc.constantFrom('=1+1', '@a', '-b', '\t=c', 'a"b', 'a\nb', 'a;b', "it's"));
  const report = fc.record({
    __typename: fc.constant('MacOSSoftwareUpdateAccountSummary' as const),
    id: fc.uuid(),
    displayName: cell,
    deviceId: cell,
    userId: cell,
    deviceName: cell,
    userPrincipalName: cell,
    osVersion: cell,
    successfulUpdateCount: fc.nat(),
    failedUpdateCount: fc.nat(),
    totalUpdateCount: fc.nat(),
    lastUpdatedDateTime: fc.constantFrom('2017-01-01T00:00:56.8321556-08:00', '2026-11-27T00:00:00Z'),
  });
  fc.assert(
    fc.property(fc.uniqueArray(report, { minLength: 1, maxLength: 5, selector: ({ id }) => id }), (reports) => {
      const table = read(csvOf(reports));
      expect(table.problems).toEqual([]);
      expect(table.rows.flatMap(({ problems }) => problems)).toEqual([]);
      expect(inputsOf(table)).toEqual(reports.map(({ __typename, ...others }) => others));
    }),
  );
});

it('the file of rows to correct can be imported as it is, and the file of results cannot by mistake', () => {
  const { columns, rows } = read(lines(names, good, row({ failedUpdateCount: 'three', deviceName: '"=cmd, a"' })));
  const all = slicesOf(rows).flatMap((slice) => slice.rows);
  const refused = read(refusedCsv(columns, all));
  expect(refused.problems).toEqual([]);
  expect(refused.rows.map(({ cells }) => cells[3])).toEqual(["'=cmd, a"]);
  expect(inputsOf(refused)).toMatchObject([{ deviceName: '=cmd, a', displayName: 'Report' }]);
  expect(resultsCsv(columns, all)).toContain('"\'=cmd, a"');
  expect(read(resultsCsv(columns, all)).problems.join()).toContain('“Result”');
});

it('slices have at most 100 rows, fit into a request, and keep the order', () => {
  const wide = 'é'.repeat(50_000);
  const table = read(
    lines(
      names,
      ...Array.from({ length: 250 }, (_, index) => row({ deviceId: `d${index}`, userId: index < 20 ? wide : 'u' })),
    ),
  );
  const slices = slicesOf(table.rows);
  expect(slices.flatMap(({ rows }) => rows.map(({ number }) => number))).toEqual(
    table.rows.map(({ number }) => number),
  );
  for (const { rows } of slices) {
    expect(rows.length).toBeLessThanOrEqual(100);
    const body = JSON.stringify(rows.map(({ cells }) => inputOf(table.columns, cells)));
    expect(Buffer.byteLength(body)).toBeLessThan(800_000);
  }
  expect(new Set(slices.flatMap(({ rows }) => rows.map(({ key }) => key))).size).toBe(250);
  expect(slices.map(({ index }) => index)).toEqual(slices.map((_, index) => index));
});

/** How the doctor looks, its options and its exit codes. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { environment } from '../../../src/config/environment.js';
import { wrapped } from '../../../src/doctor/output/wrap.js';
import { startEmulator, type Emulator } from '../../../src/emulator/graph/index.js';
import { askDoctor, doctorToken, hearDoctor } from '../../support/doctor.js';

let graph: Emulator;
let variables: Record<string, string>;
beforeAll(async () => {
  graph = await startEmulator({ macs: 5, quirks: { filterRefused: true } });
  variables = { GRAPH_BASE_URL: graph.url, DOCTOR_TOKEN: doctorToken };
});
afterAll(() => graph.stop());

/** Escape sequences of a terminal begin with it. */
const escape = '\u001b';

describe('for a person', () => {
  it.each([60, 80, 120])('no line is longer than %d columns, except one word', async (columns) => {
    const { text } = await hearDoctor(variables, [], { columns });
    const long = text.split('\n').filter((line) => line.length > columns);
    expect(long.filter((line) => line.trim().includes(' '))).toEqual([]);
    expect(text).toContain('! warn');
    expect(text).toMatch(/→ The gateway filters by itself/);
  });

  it('each finding has a mark with a word, and groups follow each other', async () => {
    const { text } = await hearDoctor(variables, [], { columns: 120 });
    const marks = text.split('\n').flatMap((line) => /^ {2}([^#\s] \S+) /.exec(line)?.[1] ?? []);
    expect(new Set(marks)).toEqual(new Set(['✓ ok', '• note', '! warn', '- skip']));
    const headings = text.split('\n').filter((line) => /^[A-Z][a-zA-Z ]+$/.test(line));
    expect(headings).toEqual([
      'Configuration',
      'Network',
      'Identity',
      'Microsoft Graph',
      'Quirks of this tenant',
      'Redis',
      'Recommended settings',
    ]);
  });

  it('a terminal has colours and a line about the running check, which says nothing more without them', async () => {
    // Jest's runner sets it for its own output.
    delete process.env['FORCE_COLOR'];
    const shown = await hearDoctor(variables, [], { columns: 120, isTTY: true });
    const plain = await hearDoctor(variables, [], { columns: 120 });
    expect(shown.text).toContain(`${escape}[32m✓ ok`);
    expect(plain.text).not.toContain(escape);
    const kept = shown.text
      .split('\n')
      .map((line) => line.split(`\r${escape}[2K`).at(-1))
      .join('\n');
    const comparable = (text: string): string => stripVTControlCharacters(text).replace(/\d+(?:\.\d+)? ms/g, 'N ms');
    expect(comparable(kept)).toBe(comparable(plain.text));
  });

  it('causes that many checks share are said once', async () => {
    const { text } = await hearDoctor({ GRAPH_BASE_URL: graph.url }, [], { columns: 120 });
    expect(text).toMatch(/- skip {2}13 checks +not tried: a caller's token is missing\n/);
  });

  it('problems of the configuration are all shown, one in each line, and nothing is sent', async () => {
    const { text, code } = await hearDoctor({ PORT: 'x', GRAPH_TIMEOUT_MS: '-1' }, [], { columns: 120 });
    expect(code).toBe(1);
    expect(text).toMatch(/✗ FAIL {2}environment +2 problems\n +- PORT must be .*\n +- GRAPH_TIMEOUT_MS must be /);
    expect(text).toContain('Requests to Graph: 0 of at most 100.');
  });

  it('control characters of a server do not reach the terminal', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(400, { 'content-type': 'application/json', 'request-id': '1' });
      response.end(
        JSON.stringify({ error: { code: 'Bad\u001b[2JRequest', message: 'one\u001b]0;title\u0007\r\ntwo\u202e' } }),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/beta`;
    const { text } = await hearDoctor({ ...variables, GRAPH_BASE_URL: url }, [], { columns: 120 });
    server.close();
    server.closeAllConnections();
    expect(text).toContain('✗ FAIL');
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('wrapping loses no word, and only a word alone is longer than the width', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,30}$/)), fc.integer({ min: 5, max: 40 }), (words, width) => {
        const lines = wrapped(words.join(' '), width);
        expect(lines.join(' ')).toBe(words.join(' '));
        expect(lines.filter((line) => line.length > width && line.includes(' '))).toEqual([]);
      }),
    );
  });
});

describe('recommended settings', () => {
  it('are keys with values that the gateway accepts, and follow them to have none left', async () => {
    const { recommended } = await askDoctor(variables);
    expect(recommended.map(({ setting }) => setting)).toEqual([
      'GRAPH_EXPAND',
      'GRAPH_PACE_REQUESTS',
      'GRAPH_PACE_WRITES',
    ]);
    expect(recommended.filter(({ setting }) => !(setting in environment))).toEqual([]);
    const followed = Object.fromEntries(recommended.map(({ setting, value }) => [setting, value]));
    const again = await askDoctor({ ...variables, ...followed });
    expect(again.recommended).toEqual([]);
    expect(again.finding('configuration')?.status).toBe('ok');
  });

  it('GRAPH_EXPAND=nested is not recommended where Graph rejects it, and a warning where it is set', async () => {
    const other = await startEmulator({ macs: 5, quirks: { expandRefused: true } });
    const { recommended, finding } = await askDoctor({
      ...variables,
      GRAPH_BASE_URL: other.url,
      GRAPH_EXPAND: 'nested',
    });
    await other.stop();
    expect(finding('graph.expand')).toMatchObject({ status: 'warning' });
    expect(recommended[0]).toMatchObject({ setting: 'GRAPH_EXPAND', value: 'off' });
  });
});

it('sends at most ten calls a second, one after the other', async () => {
  const other = await startEmulator();
  const began = performance.now();
  await hearDoctor({ ...variables, GRAPH_BASE_URL: other.url }, [], { gapMs: undefined });
  const elapsedMs = performance.now() - began;
  await other.stop();
  expect(other.requests.length).toBeGreaterThan(10);
  expect(elapsedMs).toBeGreaterThan((other.requests.length - 1) * 99);
});

describe('options', () => {
  it.each([
    [['--wrong'], /Unknown option '--wrong'\. --help lists the options\.$/m],
    [['--yes'], /--yes has no effect without --write\./],
    [['--azure-cli', '--token-stdin'], /exclude each other/],
    [['--write'], /needs --yes without a terminal/],
  ])('%j: exit code 2 and a sentence, and nothing is sent', async (words, sentence) => {
    const before = graph.requests.length;
    const { code, text, errors } = await hearDoctor(variables, words);
    expect([code, text]).toEqual([2, '']);
    expect(errors).toMatch(sentence);
    expect(graph.requests).toHaveLength(before);
  });

  it('--help lists them all', async () => {
    const { code, text } = await hearDoctor({}, ['--help']);
    expect(code).toBe(0);
    for (const name of ['json', 'write', 'yes', 'token-stdin', 'azure-cli', 'azure-default'])
      expect(text).toContain(`--${name} `);
    expect(text.split('\n').filter((line) => line.length > 125)).toEqual([]);
  });

  it('--token-stdin takes the token from standard input, with the scheme and line breaks around it', async () => {
    const before = graph.requests.length;
    await hearDoctor({ GRAPH_BASE_URL: graph.url }, ['--token-stdin'], { input: `Bearer ${doctorToken}\n` });
    expect(graph.requests[before]?.headers['authorization']).toBe(`Bearer ${doctorToken}`);
  });

  it('a token of several words is not sent, and not shown', async () => {
    const { code, errors } = await hearDoctor({ ...variables, DOCTOR_TOKEN: 'first-secret second-secret' });
    expect(code).toBe(2);
    expect(errors).not.toContain('secret');
  });

  it.each([
    ['y\n', 1],
    ['\n', 0],
    ['no\n', 0],
  ])('--write asks in a terminal: %j writes %d reports', async (input, reports) => {
    const before = graph.requests.length;
    await hearDoctor(variables, ['--write'], { input, interactive: true });
    const methods = graph.requests.slice(before).map(({ method, path }) => (path === '/$batch' ? 'batch' : method));
    expect(methods.filter((method) => method === 'POST')).toHaveLength(reports);
  });

  it('--write leaves every report as it was, and its own is marked', async () => {
    const before = [...graph.accountSummaries()];
    const { finding } = await askDoctor(variables, ['--write', '--yes']);
    expect(finding('writes')?.status).toBe('ok');
    expect(graph.accountSummaries()).toEqual(before);
    const creation = graph.requests.findLast(({ method, path }) => method === 'POST' && path !== '/$batch');
    expect(creation?.body).toMatchObject({
      displayName: expect.stringMatching(/^doctor of .*, safe to delete$/) as unknown,
    });
  });

  it('without --write nothing but reads is sent', async () => {
    const before = graph.requests.length;
    await askDoctor(variables);
    const others = graph.requests.slice(before).filter(({ method }) => method !== 'GET');
    expect(others.map(({ path }) => path)).toEqual(['/$batch']);
    const { requests } = others[0]?.body as { requests: { method: string }[] };
    expect(requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET']);
  });
});

/** The doctor finds each way in which the emulated tenant can differ. A new quirk without a row here fails. */
import { describe, expect, it } from '@jest/globals';
import { authorityQuirkDescriptions, type AuthorityQuirks } from '../../../src/emulator/entra/index.js';
import { quirkDescriptions, type Quirks } from '../../../src/emulator/graph/index.js';
import type { Mode } from '../../support/authority.js';
import { overAuthority, overEmulator } from '../../support/doctor.js';

interface Row<All> {
  readonly quirks: Partial<All>;
  readonly id: string;
  readonly status: string;
  readonly found: RegExp;
  readonly words?: readonly string[];
}

const write = ['--write', '--yes'];

const graphRows: Readonly<Record<keyof Quirks, Row<Quirks>>> = {
  filterRefused: {
    quirks: { filterRefused: true },
    id: 'graph.filter',
    status: 'warning',
    found: /^rejected \(400 BadRequest\) for all 11$/,
  },
  filterIgnored: {
    quirks: { filterIgnored: true },
    id: 'graph.filter',
    status: 'warning',
    found: /^ignored for all 11$/,
  },
  functionsRefused: {
    quirks: { functionsRefused: true },
    id: 'quirk.filter-functions',
    status: 'warning',
    found: /startswith: rejected \(500 .*contains with tolower: rejected/,
  },
  functionsIgnored: {
    quirks: { functionsIgnored: true },
    id: 'quirk.filter-functions',
    status: 'warning',
    found: /^startswith: ignored; contains with tolower: ignored$/,
  },
  looseTexts: { quirks: { looseTexts: true }, id: 'quirk.loose-texts', status: 'note', found: /^are equal for Graph/ },
  expandRefused: {
    quirks: { expandRefused: true },
    id: 'graph.expand',
    status: 'note',
    found: /^nested is rejected \(400 BadRequest\); one level is rejected/,
  },
  selectIgnored: { quirks: { selectIgnored: true }, id: 'graph.select', status: 'note', found: /^ignored/ },
  wrappedGet: { quirks: { wrappedGet: true }, id: 'graph.read', status: 'note', found: /^inside \{"value": …\}/ },
  patchNoContent: {
    quirks: { patchNoContent: true },
    id: 'writes',
    status: 'note',
    found: /a change answers 204/,
    words: write,
  },
  throttleCalls: {
    quirks: { throttleCalls: 1, retryAfterSeconds: 0.01 },
    id: 'quirk.throttling',
    status: 'note',
    found: /^1 call answered 429 \(Retry-After 0\.01 s\)/,
  },
  throttleItems: {
    quirks: { throttleItems: 2 },
    id: 'quirk.throttling',
    status: 'note',
    found: /^2 requests in a batch answered 429/,
  },
  retryAfterSeconds: {
    quirks: { throttleItems: 1, retryAfterSeconds: null },
    id: 'quirk.throttling',
    status: 'note',
    found: /429 \(without Retry-After\)/,
  },
  claimsChallenge: {
    quirks: { claimsChallenge: 1 },
    id: 'graph.list',
    status: 'failed',
    found: /^401 .*a claims challenge/,
  },
  unavailableCalls: {
    quirks: { unavailableCalls: 1 },
    id: 'quirk.throttling',
    status: 'note',
    found: /^1 call answered 503/,
  },
  answersLost: {
    quirks: { answersLost: 1 },
    id: 'writes',
    status: 'failed',
    found: /outcome of the creation was unknown: no answer; it was stored \(1\), and is deleted$/,
    words: write,
  },
  lateCommits: {
    quirks: { lateCommits: 1, lateCommitMs: 600_000 },
    id: 'writes',
    status: 'failed',
    found: /outcome of the creation was unknown: no answer; no such report is there yet$/,
    words: write,
  },
  // It is only how much later.
  lateCommitMs: {
    quirks: { lateCommits: 1, lateCommitMs: 500_000 },
    id: 'writes',
    status: 'failed',
    found: /unknown/,
    words: write,
  },
  forbidden: { quirks: { forbidden: true }, id: 'graph.list', status: 'failed', found: /^403 Forbidden: / },
  rejected: {
    quirks: { rejected: true },
    id: 'writes',
    status: 'failed',
    found: /^not created: 400 BadRequest: /,
    words: write,
  },
  conflict: {
    quirks: { conflict: true },
    id: 'writes',
    status: 'failed',
    found: /^not created: 409 Conflict: /,
    words: write,
  },
  preconditionFailed: {
    quirks: { preconditionFailed: true },
    id: 'writes',
    status: 'failed',
    found: /^not created: 412 /,
    words: write,
  },
  badResponses: {
    quirks: { badResponses: true },
    id: 'graph.list',
    status: 'failed',
    found: /^200 with a body that is not a page of reports$/,
  },
  operationNotOffered: {
    quirks: { operationNotOffered: true },
    id: 'writes',
    status: 'failed',
    found: /^not created: 400 .*does not offer it here/,
    words: write,
  },
  latencyMs: {
    quirks: { latencyMs: 120 },
    id: 'graph.latency',
    status: 'ok',
    found: /^median (?:1[2-9]\d|[2-9]\d\d|\d{4,}) ms/,
  },
  pageSize: { quirks: { pageSize: 7 }, id: 'graph.top', status: 'note', found: /^a page has at most 7 reports/ },
  skipLinks: { quirks: { skipLinks: true }, id: 'quirk.links', status: 'note', found: /^with \$skip: / },
  emptyPages: {
    quirks: { emptyPages: true },
    id: 'quirk.links',
    status: 'note',
    found: /a page is empty although more follow/,
  },
};

const authorityRows: Readonly<
  Record<keyof AuthorityQuirks, Row<AuthorityQuirks> & { readonly mode: Mode; readonly variables?: object }>
> = {
  latencyMs: {
    mode: 'application',
    quirks: { latencyMs: 150 },
    id: 'identity.credential',
    status: 'ok',
    found: /AZURE_CLIENT_SECRET, (?:1[5-9]\d|[2-9]\d\d|\d{4,}) ms/,
  },
  hang: {
    mode: 'application',
    quirks: { hang: true },
    id: 'identity.credential',
    status: 'failed',
    found: /^no usable answer: timeout/,
    variables: { GRAPH_TIMEOUT_MS: '2000' },
  },
  status: {
    mode: 'on-behalf-of',
    quirks: { status: 503 },
    id: 'identity.credential',
    status: 'failed',
    found: /^no usable answer: AADSTS90033/,
  },
  retryAfterSeconds: {
    mode: 'on-behalf-of',
    quirks: { status: 429, retryAfterSeconds: 17 },
    id: 'identity.credential',
    status: 'failed',
    found: /it asks to wait 17 s \(Retry-After\)/,
  },
  html: {
    mode: 'application',
    quirks: { html: true },
    id: 'identity.credential',
    status: 'failed',
    found: /^no usable answer: status 200 without JSON/,
  },
  consentMissing: {
    mode: 'application',
    quirks: { consentMissing: true },
    id: 'identity.credential',
    status: 'failed',
    found: /^consent is missing: AADSTS65001; correlation id /,
  },
  interactionRequired: {
    mode: 'on-behalf-of',
    quirks: { interactionRequired: '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}' },
    id: 'identity.exchange',
    status: 'failed',
    found: /AADSTS50076/,
  },
  secretExpired: {
    mode: 'application',
    quirks: { secretExpired: true },
    id: 'identity.credential',
    status: 'failed',
    found: /AADSTS7000222, the client secret has expired/,
  },
  tokenLifetimeSeconds: {
    mode: 'application',
    quirks: { tokenLifetimeSeconds: 200 },
    id: 'identity.credential',
    status: 'warning',
    found: /expires in 3 min/,
  },
  keysDown: {
    mode: 'on-behalf-of',
    quirks: { keysDown: true },
    id: 'identity.authority.keys',
    status: 'failed',
    found: /^no usable answer: status 503/,
  },
  clockAheadSeconds: {
    mode: 'on-behalf-of',
    quirks: { clockAheadSeconds: 900 },
    id: 'identity.authority.clock',
    status: 'failed',
    found: /^this machine is (?:89\d|90\d) s behind/,
  },
};

describe('quirks of Graph', () => {
  it.each(Object.keys(quirkDescriptions) as (keyof Quirks)[])('%s is found', async (name) => {
    const { quirks, id, status, found, words } = graphRows[name];
    const diagnosis = await overEmulator({ quirks }, words);
    expect(diagnosis.finding(id)).toMatchObject({ status, found: expect.stringMatching(found) as unknown });
    expect(diagnosis.code).toBe(status === 'failed' ? 1 : 0);
  });

  it('none is found in a tenant that behaves as its reference: no warning, and each check has run', async () => {
    const { findings, code } = await overEmulator({}, write);
    expect(code).toBe(0);
    expect(
      findings.filter(({ status }) => status === 'warning' || status === 'failed' || status === 'not-tried'),
    ).toEqual([]);
    const rows = Object.values(graphRows).map(({ id }) => id);
    expect(rows.filter((id) => !findings.some((finding) => finding.id === id))).toEqual([]);
  });
});

describe('quirks of the authority', () => {
  it.each(Object.keys(authorityQuirkDescriptions) as (keyof AuthorityQuirks)[])('%s is found', async (name) => {
    const { mode, quirks, id, status, found, variables = {} } = authorityRows[name];
    const diagnosis = await overAuthority(mode, { quirks, variables: variables as NodeJS.ProcessEnv });
    expect(diagnosis.finding(id)).toMatchObject({ status, found: expect.stringMatching(found) as unknown });
  });

  it.each<Mode>(['on-behalf-of', 'application'])('none is found in a good one, in %s mode', async (mode) => {
    const { findings, code } = await overAuthority(mode);
    expect(code).toBe(0);
    expect(findings.filter(({ status }) => status === 'warning' || status === 'failed')).toEqual([]);
  });
});

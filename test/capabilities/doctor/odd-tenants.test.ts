/** What the doctor says of answers that no emulated quirk gives: each sentence is true, and its advice leads somewhere. */
import { describe, expect, it } from '@jest/globals';
import { startEmulator } from '../../../src/emulator/graph/index.js';
import { askDoctor, doctorToken, type Diagnosis } from '../../support/doctor.js';
import { scriptedGraph } from '../../support/start.js';

async function overAnswer(status: number, body: unknown, headers: Record<string, string> = {}): Promise<Diagnosis> {
  const graph = await scriptedGraph((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  const diagnosis = await askDoctor({ GRAPH_BASE_URL: graph.url, DOCTOR_TOKEN: doctorToken });
  await graph.stop();
  return diagnosis;
}

describe('the advice for a list that cannot be read', () => {
  it.each([
    [400, { error: { code: 'BadRequest', message: 'Request not applicable to target tenant.' } }, /Intune licence/],
    [
      404,
      { error: { code: 'ResourceNotFound', message: 'No such segment' } },
      /GRAPH_BASE_URL: its host, and its version/,
    ],
    [302, '', /what answers at GRAPH_BASE_URL: a proxy/],
    [400, '<html>Sign in</html>', /what answers at GRAPH_BASE_URL: a proxy/],
  ])('%i %j', async (status, body, advice) => {
    const headers = typeof body === 'string' ? { 'content-type': 'text/html', location: 'https://a.example/' } : {};
    const { finding } = await overAnswer(status, body, headers);
    expect(finding('graph.list')).toMatchObject({ status: 'failed', advice: expect.stringMatching(advice) as unknown });
  });
});

it('a call that failed is an outage, also without 503', async () => {
  const { finding } = await overAnswer(500, {});
  expect(finding('quirk.throttling')).toMatchObject({
    status: 'note',
    found: '1 call without an answer, or with a 5xx other than 503, in 1 request',
  });
});

it('a next page that leads to itself', async () => {
  const graph = await scriptedGraph((request, response) => {
    const link = `http://${request.headers.host ?? ''}/beta/deviceManagement/macOSSoftwareUpdateAccountSummaries?$skiptoken=1`;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ value: [{ id: '1' }], '@odata.nextLink': link }));
  });
  const { finding } = await askDoctor({ GRAPH_BASE_URL: graph.url, DOCTOR_TOKEN: doctorToken });
  await graph.stop();
  expect(finding('quirk.links')).toMatchObject({ status: 'failed', found: 'the next page leads to itself' });
});

const report = {
  userId: 'user',
  deviceName: 'Mac',
  userPrincipalName: 'user@contoso.com',
  osVersion: '15.1',
  successfulUpdateCount: 0,
  failedUpdateCount: 0,
  totalUpdateCount: 0,
  lastUpdatedDateTime: '2026-01-01T00:00:00Z',
};

describe('names that reports may have', () => {
  async function overNames(...names: string[]): Promise<Diagnosis> {
    const graph = await startEmulator({ macs: 0 });
    for (const [index, displayName] of names.entries()) {
      const created = await fetch(`${graph.url}/deviceManagement/macOSSoftwareUpdateAccountSummaries`, {
        method: 'POST',
        headers: { authorization: `Bearer ${doctorToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ ...report, displayName, deviceId: `device-${index}` }),
      });
      expect(created.status).toBe(201);
    }
    const diagnosis = await askDoctor({ GRAPH_BASE_URL: graph.url, DOCTOR_TOKEN: doctorToken });
    await graph.stop();
    return diagnosis;
  }

  it('an emoji after two letters is not cut in half', async () => {
    const { finding } = await overNames('Al👩🏽 Mac');
    expect(finding('quirk.filter-functions')?.status).toBe('ok');
  });

  it('the first report without a name: another one is looked for', async () => {
    const { finding } = await overNames('', 'Ada');
    expect(finding('quirk.filter-functions')?.status).toBe('ok');
  });

  it('no report with a name: the list is not called empty', async () => {
    const { finding } = await overNames('');
    expect(finding('quirk.filter-functions')?.found).toBe('not tried: no report has a displayName');
  });
});

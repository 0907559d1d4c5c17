/** Queries across subgraphs, behind real gateways: what is joined, and how many requests Graph receives. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { buildSchema, getIntrospectionQuery, introspectionFromSchema } from 'graphql';
import type { Row } from '../../src/emulator/graph/index.js';
import { createMutation, referenceExample } from '../support/start.js';
import { descriptions } from './support/descriptions.js';
import { routers } from './support/routers.js';
import { sdlOf } from './support/supergraph-sdl.js';
import { supergraphOverEmulator } from './support/supergraph.js';

const fromMac = `query ($id: ID!) {
  managedDevice(id: $id) {
    serialNumber
    macOSSoftwareUpdateAccountSummaries { nodes { id displayName } }
    user { displayName macOSSoftwareUpdateAccountSummaries { nodes { id } } }
  }
}`;

let supergraph: Awaited<ReturnType<typeof supergraphOverEmulator>>;
let ticketsAbout: readonly string[] = [];
afterEach(() => supergraph.stop());

describe.each(routers)('a query across subgraphs behind $name', (make) => {
  const overMacs = async (macs: number): Promise<string[]> => {
    supergraph = await supergraphOverEmulator(make, { macs }, { ticketsAbout: () => ticketsAbout });
    const ids = supergraph.graph.accountSummaries().map(({ id }) => String(id));
    ticketsAbout = ids;
    return ids;
  };

  it('leads from reports to the Mac and the user of other teams', async () => {
    await overMacs(2);
    const { status, data, errors } = await supergraph.ask({
      query: `{
        macOSSoftwareUpdateAccountSummaries(first: 2) {
          nodes { id deviceName device { serialNumber user { displayName } } user { displayName } }
        }
      }`,
    });
    expect([status, errors]).toEqual([200, []]);
    const rows = supergraph.graph.accountSummaries();
    expect(data).toEqual({
      macOSSoftwareUpdateAccountSummaries: {
        nodes: rows.map(({ id, deviceName, deviceId, userId }) => ({
          id,
          deviceName,
          device: {
            serialNumber: `C02${String(deviceId)}`,
            user: { displayName: `Name of user of ${String(deviceId)}` },
          },
          user: { displayName: `Name of ${String(userId)}` },
        })),
      },
    });
    expect(supergraph.graph.requests).toHaveLength(1);
  });

  it('leads from a Mac of another team to its reports, and to those of its user', async () => {
    await overMacs(3);
    const [{ id, deviceId, displayName }] = supergraph.graph.accountSummaries() as [Row];
    // The user has a report of another Mac, and the Mac has one of another user.
    const input = { ...referenceExample, id: 'of-the-user', userId: `user of ${String(deviceId)}` };
    expect((await supergraph.updates.send(createMutation, { input })).json.errors).toBeUndefined();
    const { status, data, errors } = await supergraph.ask({ query: fromMac, variables: { id: deviceId } });
    expect([status, errors]).toEqual([200, []]);
    expect(data?.['managedDevice']).toEqual({
      serialNumber: `C02${String(deviceId)}`,
      macOSSoftwareUpdateAccountSummaries: { nodes: [{ id, displayName }] },
      user: {
        displayName: `Name of user of ${String(deviceId)}`,
        macOSSoftwareUpdateAccountSummaries: { nodes: [{ id: 'of-the-user' }] },
      },
    });
  });

  it('keeps the fields of other teams when Graph rejects the reports of a Mac and its user', async () => {
    await overMacs(1);
    const [{ deviceId }] = supergraph.graph.accountSummaries() as [Row];
    Object.assign(supergraph.graph.quirks, { throttleCalls: 10, retryAfterSeconds: 90 });
    const { status, data, errors } = await supergraph.ask({ query: fromMac, variables: { id: deviceId } });
    expect([status, data]).toEqual([
      200,
      {
        managedDevice: {
          serialNumber: `C02${String(deviceId)}`,
          macOSSoftwareUpdateAccountSummaries: null,
          user: {
            displayName: `Name of user of ${String(deviceId)}`,
            macOSSoftwareUpdateAccountSummaries: null,
          },
        },
      },
    ]);
    const list = 'macOSSoftwareUpdateAccountSummaries';
    expect(errors.map(({ path, extensions }) => [path?.join('.'), extensions.code]).sort()).toEqual([
      [`managedDevice.${list}`, 'RATE_LIMITED'],
      [`managedDevice.user.${list}`, 'RATE_LIMITED'],
    ]);
    // One call for each list, or one for both if the first rejection came in time; none is repeated.
    expect(supergraph.graph.requests.length).toBeLessThanOrEqual(2);
  });

  it('leads from tickets to their reports: 45 references are at most 3 calls to Graph', async () => {
    const ids = await overMacs(45);
    const { data, errors } = await supergraph.ask({
      query: '{ tickets { id report { id displayName failedUpdateCount } } }',
    });
    expect(errors).toEqual([]);
    const rows = supergraph.graph.accountSummaries();
    expect(data?.['tickets']).toEqual(
      ids.map((_, index) => {
        const { id, displayName, failedUpdateCount } = rows[index] as Row;
        return { id: `ticket ${index}`, report: { id, displayName, failedUpdateCount } };
      }),
    );
    expect(supergraph.graph.requests.map(({ method, path }) => [method, path])).toEqual(
      Array.from({ length: 3 }, () => ['POST', '/$batch']),
    );
  });

  it('more than 1,000 references at once are rejected, and Graph receives nothing', async () => {
    await overMacs(0);
    ticketsAbout = Array.from({ length: 1001 }, (_, index) => `report-${index}`);
    const { data, errors } = await supergraph.ask({ query: '{ tickets { report { displayName } } }' });
    expect(new Set((data?.['tickets'] as { report: unknown }[]).map(({ report }) => report))).toEqual(new Set([null]));
    expect(errors[0]).toMatchObject({
      message: expect.stringContaining('1,000') as unknown,
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(supergraph.graph.requests).toHaveLength(0);
  });

  it('the same report behind many tickets is requested once', async () => {
    const [id = ''] = await overMacs(1);
    ticketsAbout = [id, id, id];
    const { data, errors } = await supergraph.ask({ query: '{ tickets { report { displayName } } }' });
    expect([errors, new Set((data?.['tickets'] as unknown[]).map((ticket) => JSON.stringify(ticket))).size]).toEqual([
      [],
      1,
    ]);
    expect(supergraph.graph.requests).toHaveLength(1);
  });

  it('an unknown reference is null, and the others are complete', async () => {
    const [id = ''] = await overMacs(1);
    ticketsAbout = ['gone', id];
    const { status, data, errors } = await supergraph.ask({ query: '{ tickets { id report { displayName } } }' });
    const displayName = supergraph.graph.accountSummaries()[0]?.['displayName'];
    expect([status, data]).toEqual([
      200,
      {
        tickets: [
          { id: 'ticket 0', report: null },
          { id: 'ticket 1', report: { displayName } },
        ],
      },
    ]);
    // Hive Gateway names the path, because `displayName` is non-null; @apollo/gateway does so outside the errors.
    expect(errors.map(({ path }) => path)).toEqual(
      make.name === 'Hive Gateway' ? [['tickets', 0, 'report', 'displayName']] : [],
    );
  });

  it('an unknown reference with only nullable fields has nulls, and no error', async () => {
    await overMacs(0);
    ticketsAbout = ['gone'];
    const { data, errors } = await supergraph.ask({ query: '{ tickets { report { deviceName osVersion } } }' });
    expect([data, errors]).toEqual([{ tickets: [{ report: { deviceName: null, osVersion: null } }] }, []]);
  });

  it('a reference that Graph rejects is null, with code and path, and does not affect others', async () => {
    const [id = ''] = await overMacs(1);
    ticketsAbout = [id];
    supergraph.graph.quirks.throttleCalls = 1;
    supergraph.graph.quirks.retryAfterSeconds = 90;
    const { data, errors } = await supergraph.ask({ query: '{ tickets { id report { displayName } } }' });
    expect(data).toEqual({ tickets: [{ id: 'ticket 0', report: null }] });
    expect(errors).toContainEqual(
      expect.objectContaining({
        path: expect.arrayContaining(['tickets', 'report']) as unknown,
        extensions: expect.objectContaining({ code: 'RATE_LIMITED', retryAfterSeconds: 90 }) as unknown,
      }),
    );
  });

  it('passes Authorization, x-request-id, idempotency-key, traceparent, tracestate and ftv1 on to every subgraph', async () => {
    await overMacs(1);
    const headers = {
      authorization: 'Bearer token-of-this-caller',
      'x-request-id': 'request-of-this-caller',
      'idempotency-key': 'order-7',
      'apollo-federation-include-trace': 'ftv1',
      tracestate: 'of=this-caller',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    };
    const { errors } = await supergraph.ask({
      query: '{ tickets { report { displayName device { serialNumber user { displayName } } } } }',
      headers,
    });
    expect(errors).toEqual([]);
    for (const { requests } of [supergraph.tickets, supergraph.devices, supergraph.users]) {
      expect(requests.at(-1)).toMatchObject(headers);
    }
    expect(supergraph.updates.log()).toContain('"reqId":"request-of-this-caller"');
    expect(supergraph.graph.requests.map((call) => call.headers.authorization)).toEqual([headers.authorization]);
  });

  it('composes with this subgraph in production: its SDL needs no token, and introspection stays off', async () => {
    supergraph = await supergraphOverEmulator(make, { macs: 1 }, { environment: { NODE_ENV: 'production' } });
    const query = '{ macOSSoftwareUpdateAccountSummaries(first: 1) { nodes { deviceName } } }';
    const { data, errors } = await supergraph.ask({ query });
    const [{ deviceName } = { deviceName: undefined }] = supergraph.graph.accountSummaries();
    expect([errors, data]).toEqual([[], { macOSSoftwareUpdateAccountSummaries: { nodes: [{ deviceName }] } }]);
    expect((await supergraph.updates.send('{ __schema { queryType { name } } }')).status).toBe(400);
  });

  it('every description in the SDL of this subgraph is in the introspection of the router', async () => {
    await overMacs(0);
    const { data } = await supergraph.ask({ query: getIntrospectionQuery() });
    const through = new Map(descriptions(data));
    const sdl = await sdlOf({ name: 'updates', url: supergraph.updates.url });
    const here = descriptions(introspectionFromSchema(buildSchema(sdl, { assumeValid: true })));
    expect(here.filter(([path, text]) => through.get(path) !== text)).toEqual([]);
    expect(through.get('Mutation.createMacOSSoftwareUpdateAccountSummary')).toContain('OUTCOME_UNKNOWN');
    expect(here.length).toBeGreaterThan(200);
  });
});

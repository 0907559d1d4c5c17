/**
 * The read-only devices and users of the emulated Graph: as Intune and the directory return them, each in its own form.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startEmulator, type Emulator } from '../../src/emulator/graph/index.js';

const devices = 'deviceManagement/managedDevices';
const macs = 25;

interface Body {
  readonly '@odata.context': string;
  readonly '@odata.count'?: number;
  readonly '@odata.nextLink'?: string;
  readonly value: readonly Record<string, unknown>[];
  readonly error?: { readonly code: string; readonly message: string };
  readonly responses: readonly { readonly id: string; readonly status: number; readonly body: Body }[];
}

let graph: Emulator;
beforeAll(async () => {
  graph = await startEmulator({ macs });
});
afterAll(() => graph.stop());

async function call(
  path: string,
  { method = 'GET', body, headers = {} }: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<{ status: number; json: Body }> {
  const response = await fetch(path.startsWith('http') ? path : `${graph.url}/${path}`, {
    method,
    headers: { authorization: 'Bearer a', 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, json: (text.startsWith('{') ? JSON.parse(text) : text) as Body };
}

const idsOf = (rows: readonly Record<string, unknown>[]): unknown[] => rows.map(({ id }) => id);
const count = (list: readonly unknown[], of: (item: unknown) => boolean): number => list.filter(of).length;

describe('the emulated tenant', () => {
  it('has the device and the user of its reports, except retired devices and former users', () => {
    const reports = graph.accountSummaries();
    const byId = new Map([...graph.managedDevices(), ...graph.users()].map((row) => [row.id, row]));
    const found = reports.map(({ deviceId, userId }) => ({
      device: byId.get(String(deviceId)),
      user: byId.get(String(userId)),
    }));
    expect(count(found, (each) => (each as { device: unknown }).device === undefined)).toBe(1);
    expect(count(found, (each) => (each as { user: unknown }).user === undefined)).toBe(1);
    reports.forEach(({ userId, deviceName, osVersion, userPrincipalName }, index) => {
      const { device, user } = found[index] ?? {};
      // A report may lack what its device and its user have.
      const known = Object.entries({ userId, deviceName, osVersion, userPrincipalName }).filter(
        ([, value]) => value !== null,
      );
      if (device) expect(device).toMatchObject(Object.fromEntries(known));
      if (user && userPrincipalName !== null)
        expect(user).toMatchObject({ userPrincipalName, mail: userPrincipalName });
      if (device && user) expect(device['userDisplayName']).toBe(user['displayName']);
    });
  });

  it('has a device without a report, of a user who has two, and a user without a device', () => {
    const reported = new Set(graph.accountSummaries().map(({ deviceId }) => deviceId));
    const [spare, ...others] = graph.managedDevices().filter(({ id }) => !reported.has(id));
    expect(others).toEqual([]);
    expect(graph.managedDevices().filter(({ userId }) => userId === spare?.['userId'])).toHaveLength(2);
    const owners = new Set(graph.managedDevices().map(({ userId }) => userId));
    const retired = graph.accountSummaries().find(({ deviceId }) => !idsOf(graph.managedDevices()).includes(deviceId));
    expect(idsOf(graph.users().filter(({ id }) => !owners.has(id)))).toEqual([
      retired?.['userId'],
      graph.users().at(-1)?.id,
    ]);
  });

  it('names each device once', () => {
    expect(new Set(graph.managedDevices().map(({ serialNumber }) => serialNumber)).size).toBe(macs);
  });
});

describe('managedDevices', () => {
  it('are listed with every property, counted, and read by id', async () => {
    const { status, json } = await call(`${devices}?$count=true`);
    expect([status, json['@odata.context'], json['@odata.count']]).toEqual([
      200,
      `${graph.url}/$metadata#${devices}`,
      macs,
    ]);
    expect(json.value).toEqual(graph.managedDevices());
    const [first] = graph.managedDevices();
    expect((await call(`${devices}/${first?.id}`)).json).toEqual({
      '@odata.context': `${graph.url}/$metadata#${devices}/$entity`,
      ...first,
    });
    expect((await call(`${devices}/$count`)).json).toBe(String(macs));
  });

  it('are filtered, ordered and selected', async () => {
    const query = new URLSearchParams({
      $filter: "startswith(osVersion,'26.') and complianceState eq 'compliant'",
      $orderby: 'deviceName desc',
      $select: 'id,serialNumber',
      $top: '2',
    });
    const wanted = graph
      .managedDevices()
      .filter(
        ({ osVersion, complianceState }) => String(osVersion).startsWith('26.') && complianceState === 'compliant',
      )
      .toSorted((one, other) => (String(one['deviceName']) < String(other['deviceName']) ? 1 : -1));
    const { json } = await call(`${devices}?${query.toString()}`);
    expect(json.value.map(({ id, serialNumber, ...rest }) => [id, serialNumber, Object.keys(rest)])).toEqual(
      wanted.slice(0, 2).map(({ id, serialNumber }) => [id, serialNumber, ['@odata.type']]),
    );
    expect(json['@odata.nextLink']).toContain('$skiptoken');
  });

  it.each([
    ['POST', devices, 400, 'No method match route template'],
    ['PATCH', `${devices}/absent`, 403, 'Forbidden'],
    ['DELETE', `${devices}/absent`, 403, 'Forbidden'],
    ['PUT', `${devices}/absent`, 405, 'Request_BadRequest'],
    ['GET', `${devices}/absent`, 404, 'ResourceNotFound'],
    ['GET', `${devices}?$expand=users`, 400, 'BadRequest'],
    ['GET', `${devices}/absent/users`, 400, 'BadRequest'],
  ])('%s %s answers %i %s', async (method, path, status, code) => {
    const answer = await call(path, { method, ...(method === 'GET' ? {} : { body: { deviceName: 'a' } }) });
    expect([answer.status, answer.json.error?.code]).toEqual([status, code]);
    expect(graph.managedDevices()).toHaveLength(macs);
  });
});

describe('users', () => {
  const usual = [
    ...['businessPhones', 'displayName', 'givenName', 'jobTitle', 'mail', 'mobilePhone', 'officeLocation'],
    ...['preferredLanguage', 'surname', 'userPrincipalName', 'id'],
  ];

  it('answer the default properties, and the others when they are selected', async () => {
    const [first] = graph.users();
    const { json } = await call(`users/${first?.id}`);
    const { '@odata.context': context, ...properties } = json;
    expect([context, Object.keys(properties)]).toEqual([`${graph.url}/$metadata#users/$entity`, usual]);
    const selected = await call(`users/${first?.id}?$select=id,department`);
    expect(selected.json).toEqual({
      '@odata.context': `${graph.url}/$metadata#users(id,department)/$entity`,
      id: first?.id,
      department: 'Marketing',
    });
    expect(Object.keys((await call('users')).json.value[0] ?? {})).toEqual(usual);
    expect((await call('users?$select=*')).json.value[0]).toHaveProperty('userType', 'Member');
  });

  it('are found by principal name too', async () => {
    const [first] = graph.users();
    expect((await call(`users/${String(first?.['userPrincipalName'])}`)).json).toMatchObject({ id: first?.id });
  });

  it('are filtered, and counted with eventual consistency', async () => {
    const path = "users?$filter=department eq 'Legal'&$count=true&$top=2";
    const legal = graph.users().filter(({ department }) => department === 'Legal');
    const plain = await call(path);
    expect([plain.json['@odata.count'], idsOf(plain.json.value)]).toEqual([undefined, idsOf(legal.slice(0, 2))]);
    const headers = { ConsistencyLevel: 'eventual' };
    expect((await call(path, { headers })).json['@odata.count']).toBe(legal.length);
    expect((await call('users/$count', { headers })).json).toBe(String(graph.users().length));
    expect((await call('users/$count')).json.error?.code).toBe('Request_UnsupportedQuery');
  });

  it('come a hundred on a page, 999 at most', async () => {
    const large = await startEmulator({ macs: 250 });
    const pages: number[] = [];
    for (let link: string | undefined = `${large.url}/users`; link !== undefined;) {
      const { json }: { json: Body } = await call(link);
      pages.push(json.value.length);
      link = json['@odata.nextLink'];
    }
    expect(pages).toEqual([100, 100, large.users().length - 200]);
    expect((await call(`${large.url}/users?$top=999`)).json.value).toHaveLength(large.users().length);
    await large.stop();
  });

  it.each([
    ['POST', 'users', 403, 'Authorization_RequestDenied'],
    ['PATCH', 'users/absent', 403, 'Authorization_RequestDenied'],
    ['DELETE', 'users/absent', 403, 'Authorization_RequestDenied'],
    ['GET', 'users/absent', 404, 'Request_ResourceNotFound'],
    ['GET', 'users?$top=1000', 400, 'Request_UnsupportedQuery'],
    ['GET', 'users?$select=nothing', 400, 'BadRequest'],
    ['GET', 'users?$filter=businessPhones eq 1', 400, 'BadRequest'],
    ['GET', 'deviceManagement/users', 400, 'BadRequest'],
    ['GET', 'managedDevices', 400, 'BadRequest'],
  ])('%s %s answers %i %s', async (method, path, status, code) => {
    const before = graph.users();
    const answer = await call(path, { method, ...(method === 'GET' ? {} : { body: { displayName: 'a' } }) });
    expect([answer.status, answer.json.error?.code]).toEqual([status, code]);
    expect(graph.users()).toEqual(before);
  });
});

it('a batch reads both, each item with the words of its service', async () => {
  const [device] = graph.managedDevices();
  const [user] = graph.users();
  const { json } = await call('$batch', {
    method: 'POST',
    body: {
      requests: [
        { id: '1', method: 'GET', url: `/${devices}/${device?.id}?$select=id,serialNumber` },
        { id: '2', method: 'GET', url: `/users/${user?.id}?$select=id,mail` },
        { id: '3', method: 'GET', url: `/${devices}/absent` },
        { id: '4', method: 'GET', url: '/users/absent' },
        { id: '5', method: 'GET', url: '/users/$count', headers: { consistencylevel: 'eventual' } },
        { id: '6', method: 'DELETE', url: `/users/${user?.id}` },
      ],
    },
  });
  const answers = Object.fromEntries(json.responses.map(({ id, status, body }) => [id, { status, body }]));
  expect(answers).toMatchObject({
    1: { status: 200, body: { id: device?.id, serialNumber: device?.['serialNumber'] } },
    2: { status: 200, body: { id: user?.id, mail: user?.['mail'] } },
    3: { status: 404, body: { error: { code: 'ResourceNotFound' } } },
    4: {
      status: 404,
      body: { error: { code: 'Request_ResourceNotFound', message: expect.stringContaining("'absent'") } },
    },
    5: { status: 200, body: String(graph.users().length) },
    6: { status: 403, body: { error: { code: 'Authorization_RequestDenied' } } },
  });
});

it('a caller without a token reads neither', async () => {
  for (const path of [devices, 'users']) {
    const answer = await fetch(`${graph.url}/${path}`);
    expect([path, answer.status]).toEqual([path, 401]);
  }
});

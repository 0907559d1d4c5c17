/**
 * The clients of the soak: a mix of operations of many callers, and one request in forty with a fault of the client.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';

const concurrency = 64;
/** Twice the number of callers for which the gateway remembers anything. */
const callers = 20_000;
const spoiltByClientEvery = 40;

const input = {
  displayName: 'Ada',
  deviceId: 'device',
  userId: 'ada',
  deviceName: 'Mac of Ada',
  userPrincipalName: 'ada@contoso.example',
  osVersion: '26.1',
  successfulUpdateCount: 5,
  failedUpdateCount: 1,
  totalUpdateCount: 6,
  lastUpdatedDateTime: '2026-11-23T08:00:00.0000000Z',
};
const fields = 'id deviceId osVersion totalUpdateCount lastUpdatedDateTime';
const create = `mutation ($input: CreateSummaryInput!) { r: createMacOSSoftwareUpdateAccountSummary(input: $input) { ${fields} } }`;
const createMany = `mutation ($inputs: [CreateSummaryInput!]!) { r: createMacOSSoftwareUpdateAccountSummaries(inputs: $inputs) { index summary { id } error { code } } }`;
const read = `query ($id: ID!) { r: macOSSoftwareUpdateAccountSummary(id: $id) { ${fields} } }`;
const list = `{ r: macOSSoftwareUpdateAccountSummaries(first: 20) { nodes { ${fields} } pageInfo { endCursor } } }`;

const inputOf = (index) => ({ ...input, deviceId: `device-${index}` });
const creation = (index) => ({ query: create, variables: { input: inputOf(index) } });

/** 60 % single creations, 25 % reads, 10 % lists, 5 % bulk creations of 20. */
function operationOf(index) {
  const share = index % 20;
  if (share < 12) return creation(index);
  if (share < 17) return { query: read, variables: { id: `report-${index}` } };
  if (share < 19) return { query: list };
  return { query: createMany, variables: { inputs: Array.from({ length: 20 }, (_, each) => inputOf(index + each)) } };
}

/**
 * As long as a real one, because its length affects memory. The prime spreads the callers over the kinds of operations.
 */
const tokenOf = (index) => `caller-${(index * 7919) % callers}-`.padEnd(1200, 'x');

/** How often each code was returned, and the results of the requests. */
export const codes = new Map();
export const total = { answered: 0, refused: 0, left: 0, spoiltByClient: 0 };
const count = (code) => codes.set(code, (codes.get(code) ?? 0) + 1);

/** @param {{ authorization?: string, signal?: AbortSignal }} [how] */
async function post(pool, index, body, how = {}) {
  const { authorization = `Bearer ${tokenOf(index)}`, signal } = how;
  const headers = { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) };
  const answer = await pool.request({ path: '/graphql', method: 'POST', headers, body, signal });
  const text = await answer.body.text();
  const found = new Set([...text.matchAll(/"code":"([A-Z_]+)"/g)].map(([, code]) => code));
  if (found.size === 0) {
    assert.match(text, /^\{"data":\{"r":/, `${answer.statusCode} with neither data nor a code`);
    total.answered += 1;
  } else {
    total.refused += 1;
    found.forEach(count);
  }
}

const send = (pool, index, operation, how) => post(pool, index, JSON.stringify(operation), how);

/** The client disconnects while the gateway or Graph is working. */
async function leave(pool, index, afterMs) {
  try {
    await send(pool, index, operationOf(index), { signal: AbortSignal.timeout(afterMs) });
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'TimeoutError') throw error;
    total.left += 1;
  }
}

/** The client disconnects before it has sent everything. */
async function leaveHalfSent(url, index) {
  const body = JSON.stringify(operationOf(index));
  const socket = connect(Number(url.port), url.hostname);
  await once(socket, 'connect');
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: ${url.host}\r\nauthorization: Bearer ${tokenOf(index)}\r\n` +
      `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, body.length / 2)}`,
  );
  await pause(index % 5);
  socket.resetAndDestroy();
  total.left += 1;
}

const clientFaults = [
  (pool, _url, index) => leave(pool, index, 1 + (index % 31)),
  (pool, _url, index) => send(pool, index, { ...creation(index), query: `${create} ?` }),
  (_pool, url, index) => leaveHalfSent(url, index),
  (pool, _url, index) => post(pool, index, '{"query": "{'),
  (pool, _url, index) => send(pool, index, operationOf(index), { authorization: '' }),
  (pool, _url, index) => leave(pool, index, 1 + (index % 31)),
  (pool, _url, index) =>
    send(pool, index, { query: create, variables: { input: { ...inputOf(index), totalUpdateCount: -1 } } }),
  (pool, _url, index) => send(pool, index, { query: create, variables: { input: { deviceId: index } } }),
  (pool, _url, index) => send(pool, index, operationOf(index), { authorization: 'Bearer two tokens' }),
];

/** Sends the requests with these numbers, over separate connections that are closed at the end. */
export async function load(url, from, to) {
  const pool = new Pool(url.origin, { connections: concurrency });
  let next = from;
  const client = async () => {
    while (next < to) {
      const index = next++;
      if (index % spoiltByClientEvery !== 0) {
        await send(pool, index, operationOf(index));
        continue;
      }
      const fault = clientFaults[total.spoiltByClient++ % clientFaults.length];
      await fault(pool, url, index);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, client));
  await pool.close();
}

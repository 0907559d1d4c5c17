/** Every client operation that reaches Graph, and the codes that it may return. */
import { request } from 'node:http';
import { errorCodes } from '../../src/core/gateway-error.js';
import { documentErrorCodes } from '../../src/graphql/errors/format-error.js';
import { createMutation, referenceExample, token, withoutRequestIds, type Answer } from './start.js';

export interface ClientOperation {
  readonly name: string;
  readonly query: string;
  readonly variables: object;
}

const fields =
  'id displayName deviceId successfulUpdateCount failedUpdateCount totalUpdateCount lastUpdatedDateTime osVersion';

export const readOne: ClientOperation = {
  name: 'get',
  query: `{ r: macOSSoftwareUpdateAccountSummary(id: "a") { ${fields} } }`,
  variables: {},
};

export const list: ClientOperation = {
  name: 'list',
  query: `{ r: macOSSoftwareUpdateAccountSummaries(first: 3) { nodes { ${fields} } pageInfo { endCursor } } }`,
  variables: {},
};

export const orderedList: ClientOperation = {
  name: 'ordered and filtered list',
  query: `{ r: macOSSoftwareUpdateAccountSummaries(first: 3, orderBy: { field: deviceName, direction: DESC }, filter: { not: { osVersion: { eq: "1" } } }) { nodes { ${fields} } totalCount } }`,
  variables: {},
};

export const children: ClientOperation = {
  name: 'list of children',
  query:
    '{ r: macOSSoftwareUpdateAccountSummary(id: "a") { id categorySummaries { id updateStateSummaries { id state } } } }',
  variables: {},
};

export const batch: ClientOperation = {
  name: 'two reads in one batch',
  query: `{ r: macOSSoftwareUpdateAccountSummary(id: "a") { ${fields} } s: macOSSoftwareUpdateAccountSummary(id: "b") { ${fields} } }`,
  variables: {},
};

export const create: ClientOperation = {
  name: 'create',
  query: createMutation,
  variables: { input: referenceExample },
};

export const update: ClientOperation = {
  name: 'update',
  query: `mutation { r: updateMacOSSoftwareUpdateAccountSummary(id: "a", input: { displayName: "b" }) { ${fields} } }`,
  variables: {},
};

export const remove: ClientOperation = {
  name: 'delete',
  query: 'mutation { r: deleteMacOSSoftwareUpdateAccountSummary(id: "a") }',
  variables: {},
};

export const bulk: ClientOperation = {
  name: 'bulk creation',
  query: `mutation ($inputs: [CreateSummaryInput!]!) {
    r: createMacOSSoftwareUpdateAccountSummaries(inputs: $inputs) { index summary { ${fields} } error { code message } }
  }`,
  variables: { inputs: [referenceExample, referenceExample] },
};

export const reads = [readOne, list, orderedList, children, batch];
export const writes = [create, update, remove, bulk];

/** What no response may contain, whatever comes from the caller or from Graph; undefined if all is well. */
export function faultOf({ status, json, text }: Answer): string | undefined {
  if (status >= 500) return `status ${status}: ${text.slice(0, 300)}`;
  for (const { extensions } of json.errors ?? []) {
    const { code } = extensions;
    if (code === 'INTERNAL_SERVER_ERROR') return `our own fault: ${text.slice(0, 300)}`;
    if (!(code in errorCodes) && !(documentErrorCodes as readonly string[]).includes(code)) return `unknown ${code}`;
  }
  return undefined;
}

/** A copy without one member. */
export function without(object: object, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}

export function codesOf({ json }: Answer): string[] {
  return [...new Set((json.errors ?? []).map(({ extensions }) => extensions.code))];
}

/** A request as `fetch` would not send it: any bytes as the body, any list of headers. */
export function sendBytes(
  url: string,
  body: string | Buffer,
  headers: readonly string[] = ['content-type', 'application/json', 'authorization', `Bearer ${token}`],
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', headers: ['host', 'localhost', ...headers] });
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const parsed = (text.startsWith('{') ? JSON.parse(text) : {}) as Answer['json'];
        const json = withoutRequestIds(parsed, response.headers['x-request-id']);
        resolve({ status: response.statusCode ?? 0, headers: new Headers(), text, json });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Microsoft's own client works with the emulated Graph: fifteen operations, paging and `$batch`. */
import {
  BatchRequestContent,
  BatchResponseContent,
  Client,
  HTTPMessageHandler,
  PageIterator,
  type Context,
  type PageCollection,
} from '@microsoft/microsoft-graph-client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startEmulator, type Emulator } from '../../src/emulator/graph/index.js';
import { referenceExample } from '../support/start.js';

const graphOrigin = 'https://graph.microsoft.com';

interface Entity {
  readonly id: string;
  readonly displayName: string;
}

describe("Microsoft's Graph client", () => {
  let graph: Emulator;
  let client: Client;
  const root = '/deviceManagement/macOSSoftwareUpdateAccountSummaries';
  beforeAll(async () => {
    graph = await startEmulator({ macs: 25, quirks: { pageSize: 10 } });
    client = Client.initWithMiddleware({ defaultVersion: 'beta', middleware: { execute: (context) => hop(context) } });
  });
  afterAll(() => graph.stop());

  /** The client supports only https, so this takes the part of a TLS proxy: it changes the origin, both ways. */
  async function hop(context: Context): Promise<void> {
    const { origin } = new URL(graph.url);
    const headers = new Headers({ ...(context.options?.headers as Record<string, string>) });
    headers.set('authorization', 'Bearer client-token');
    const address = typeof context.request === 'string' ? context.request : context.request.url;
    context.request = address.replace(graphOrigin, origin);
    context.options = { ...context.options, headers };
    await new HTTPMessageHandler().execute(context);
    const { status, headers: answered } = context.response ?? Response.error();
    const text = (await context.response?.text()) ?? '';
    context.response = new Response(status === 204 ? null : text.replaceAll(origin, graphOrigin), {
      status,
      headers: answered,
    });
  }

  const type = (name: string): object => ({ '@odata.type': `#microsoft.graph.macOSSoftwareUpdate${name}Summary` });
  const { deviceId, userId, lastUpdatedDateTime, displayName } = referenceExample;
  const counts = { successfulUpdateCount: 5, failedUpdateCount: 1, totalUpdateCount: 0 };
  const category = { ...type('Category'), displayName, deviceId, userId, updateCategory: 'firmware', ...counts };
  const state = { ...type('State'), displayName, productKey: 'p', updateCategory: 'firmware', updateVersion: '1' };

  it('does all fifteen operations', async () => {
    const bodies = [
      { ...type('Account'), ...referenceExample },
      { ...category, lastUpdatedDateTime },
      { ...state, state: 'success', lastUpdatedDateTime },
    ];
    const children = ['categorySummaries', 'updateStateSummaries'];
    const paths: string[] = [];
    let collection = root;
    for (const [level, body] of bodies.entries()) {
      const created = (await client.api(collection).post(body)) as Entity;
      const path = `${collection}/${created.id}`;
      expect(await client.api(path).get()).toMatchObject(body);
      expect(await client.api(path).patch({ displayName: 'changed' })).toMatchObject({ displayName: 'changed' });
      const { value } = (await client.api(collection).select('id').top(1000).get()) as { value: Entity[] };
      expect(value.length).toBeGreaterThan(0);
      paths.push(path);
      collection = `${path}/${children[level] ?? ''}`;
    }
    for (const path of paths.reverse()) {
      await client.api(path).delete();
      await expect(client.api(path).get()).rejects.toMatchObject({ statusCode: 404, code: 'ResourceNotFound' });
    }
  });

  it('pages through a collection', async () => {
    const first = (await client.api(root).get()) as PageCollection;
    const ids: string[] = [];
    await new PageIterator(client, first, (row: Entity) => ids.push(row.id) > 0).iterate();
    expect(ids).toEqual(graph.accountSummaries().map(({ id }) => id));
  });

  it('sends a batch', async () => {
    const rows = graph.accountSummaries().slice(0, 20);
    const steps = rows.map(({ id }, index) => ({
      id: String(index),
      request: new Request(`${graphOrigin}${root}/${id}`, { method: 'GET' }),
    }));
    const content = await new BatchRequestContent(steps).getContent();
    const answer = new BatchResponseContent((await client.api('/$batch').post(content)) as never);
    for (const [index, { id }] of rows.entries()) {
      expect(await answer.getResponseById(String(index)).json()).toMatchObject({ id });
    }
  });
});

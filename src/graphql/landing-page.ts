/** Apollo Sandbox at `GET /graphql`, with an operation that succeeds at once. Offline it leads to the explorer. */
import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import type { ExampleOperation } from './example-operations.js';
import type { RequestContext } from '../summaries/request-context.js';

/** What the first tab has. */
export interface SandboxStart {
  readonly operations: readonly ExampleOperation[];
  readonly token?: string | undefined;
}

/** The sentence that Apollo's page shows until its scripts have loaded. */
const offline = 'Apollo Sandbox cannot be loaded; it appears that you might be offline.';
const explorerLink =
  'Apollo Sandbox cannot be loaded; it appears that you might be offline. <a href="explorer">The explorer of this gateway</a> needs no network.';

export function landingPage(
  { operations: [first], token }: SandboxStart = { operations: [] },
): ApolloServerPlugin<RequestContext> {
  const plugin = ApolloServerPluginLandingPageLocalDefault({
    footer: false,
    embed: { runTelemetry: false },
    ...(first === undefined ? {} : { document: first.query }),
    ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
  });
  return {
    ...plugin,
    async serverWillStart(service) {
      const listener = (await plugin.serverWillStart?.(service)) ?? {};
      if (listener.renderLandingPage === undefined) return listener;
      const page = listener.renderLandingPage.bind(listener);
      return { ...listener, renderLandingPage: async () => withLink(await page()) };
    },
  };
}

/** Apollo's frame covers the whole page, also while it is empty. */
const frameStyle = '#embeddableSandbox {';
const clickThrough = `#embeddableSandbox:empty { pointer-events: none; }\n  ${frameStyle}`;

/** Apollo makes the page for each request, with a new nonce. */
function withLink({ html }: { html: string | (() => Promise<string>) }): { html: () => Promise<string> } {
  return {
    html: async () =>
      (typeof html === 'string' ? html : await html()).replace(offline, explorerLink).replace(frameStyle, clickThrough),
  };
}

/**
 * Microsoft's libraries know the authorities that the configuration counts as Microsoft's: no request is sent about
 * them.
 */
import { expect, it } from '@jest/globals';
import { ConfidentialClientApplication, type INetworkModule } from '@azure/msal-node';
import { readConfig } from '../../src/config/config.js';

const id = '11111111-1111-4111-8111-111111111111';

it.each([
  ['login.microsoftonline.com', 'graph.microsoft.com', 'login.microsoftonline.com'],
  ['login.microsoftonline.us', 'graph.microsoft.us', 'login.microsoftonline.us'],
  ['login.chinacloudapi.cn', 'microsoftgraph.chinacloudapi.cn', 'login.partner.microsoftonline.cn'],
  ['login.partner.microsoftonline.cn', 'microsoftgraph.chinacloudapi.cn', 'login.partner.microsoftonline.cn'],
])('%s is asked for tokens for %s immediately', async (host, graph, asked) => {
  const { auth } = readConfig({
    GRAPH_AUTH: 'on-behalf-of',
    AZURE_TENANT_ID: id,
    AZURE_CLIENT_ID: id,
    AZURE_CLIENT_SECRET: 'fake-secret',
    AZURE_AUTHORITY_HOST: `https://${host}`,
    GRAPH_BASE_URL: `https://${graph}/beta`,
  });
  expect(auth).toMatchObject({ authorityKnown: true, scope: `https://${graph}/.default` });
  const urls: string[] = [];
  const answer = (url: string): never => {
    urls.push(url.split('?')[0] ?? '');
    throw new Error('the host does not exist');
  };
  const networkClient: INetworkModule = { sendGetRequestAsync: answer, sendPostRequestAsync: answer };
  const client = new ConfidentialClientApplication({
    auth: { clientId: id, clientSecret: 'fake-secret', authority: `https://${host}/${id}`, knownAuthorities: [] },
    system: { networkClient, disableInternalRetries: true },
  });
  await expect(client.acquireTokenOnBehalfOf({ oboAssertion: 'a', scopes: ['b'], skipCache: true })).rejects.toThrow();
  expect(urls).toEqual([`https://${asked}/${id}/oauth2/v2.0/token`]);
});

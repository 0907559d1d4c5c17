/** Microsoft's own client libraries, configured for a local authority, which the process must trust first. */
import { ConfidentialClientApplication } from '@azure/msal-node';
import { demoClientId, demoClientSecret, demoTenantId, type Authority } from '../../src/emulator/entra/index.js';

export const graphScope = 'https://graph.microsoft.com/.default';

/** For the credentials of @azure/identity. */
export const identityOptions = ({ url }: Authority) => ({ authorityHost: url, disableInstanceDiscovery: true });

export function msal({ url }: Authority, clientSecret = demoClientSecret): ConfidentialClientApplication {
  return new ConfidentialClientApplication({
    auth: {
      clientId: demoClientId,
      clientSecret,
      authority: `${url}/${demoTenantId}`,
      // Without instance discovery, which would ask Microsoft.
      knownAuthorities: [new URL(url).host],
    },
  });
}

/** On behalf of the user of the token, to a token for Graph. Nothing is cached between two calls. */
export async function exchanged(authority: Authority, oboAssertion: string): Promise<string> {
  const result = await msal(authority).acquireTokenOnBehalfOf({ oboAssertion, scopes: [graphScope], skipCache: true });
  return result?.accessToken ?? '';
}

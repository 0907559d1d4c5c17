/** What `npm start` prints when everything listens: the addresses, and commands to paste. */
import type { Arguments } from './arguments.js';
import type { SignedIn } from './signed-in.js';

const input = `{ displayName: "Display Name value", deviceId: "Device Id value", userId: "User Id value", deviceName: "Device Name value", userPrincipalName: "User Principal Name value", osVersion: "Os Version value", successfulUpdateCount: 5, failedUpdateCount: 1, totalUpdateCount: 0, lastUpdatedDateTime: "2017-01-01T00:00:56.8321556-08:00" }`;
const mutation = `mutation { createMacOSSoftwareUpdateAccountSummary(input: ${input}) { id displayName lastUpdatedDateTime } }`;
/** In the mode forward the emulated Graph accepts it, as any other. */
export const anyToken = 'any-token';
const list = '{ macOSSoftwareUpdateAccountSummaries(first: 3) { nodes { id deviceName } } }';

export interface Listening {
  readonly gatewayUrl: string;
  readonly metricsUrl: string | undefined;
  readonly emulatorUrl: string;
  readonly signedIn: SignedIn | undefined;
}

export function welcome(
  { gatewayUrl, metricsUrl, emulatorUrl, signedIn }: Listening,
  { auth, macs, web, ...given }: Arguments,
): string {
  const quirks = withQuirks(given.quirks);
  const curl = (token: string, query: string): string =>
    `curl ${gatewayUrl} -H 'content-type: application/json' -H 'authorization: Bearer ${token}' -d '${JSON.stringify({ query })}'`;
  const dashboard = web
    ? `${new URL('/', gatewayUrl).href}   (open it in a browser${signedIn === undefined ? '' : ' and sign in as Ada or Ben'})`
    : 'npm run web starts this with a dashboard for admins';
  const places = `
Gateway           ${gatewayUrl}   (open it in a browser for Apollo Sandbox)
Explorer          ${new URL('/explorer', gatewayUrl).href}   GraphiQL with examples and a token; needs no network${metricsUrl === undefined ? '' : `\nMetrics           ${metricsUrl}   for Prometheus: docs/observability.md`}
Dashboard         ${dashboard}
Emulated Graph    ${emulatorUrl}   with ${macs} reports, in memory${quirks}
                  POST ${new URL('/quirks', emulatorUrl).href} changes how it fails: npm start -- --help
`;
  if (signedIn === undefined) {
    return `${places}
Any bearer token is accepted. Create a report:

${curl(anyToken, mutation)}

`;
  }
  return `${places}Local authority   ${signedIn.authorityUrl}   issues tokens that only this gateway and this Graph accept${withQuirks(given.authorityQuirks)}

The gateway acts ${auth === 'application' ? 'as the application' : 'on behalf of the caller'}; the emulated Graph accepts only tokens that were issued for it. The tokens below
are valid for eight hours, or until this process ends. Create a report as ada, who may write:

${curl(signedIn.writerToken, mutation)}

Read as grace, who may not:

${curl(signedIn.readerToken, list)}

`;
}

function withQuirks(quirks: object): string {
  const names = Object.keys(quirks);
  return names.length > 0 ? `, quirks: ${names.join(', ')}` : '';
}

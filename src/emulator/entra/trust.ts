/**
 * Makes this process trust the certificate of a local authority. It is only for the demo and for tests.
 *
 * Node's default list of trust anchors belongs to the process: `fetch` (MSAL, jose's remote key sets), `node:https`
 * (@azure/core-rest-pipeline) and undici all use it for new connections. It also works inside jest's VM contexts, since
 * core modules and `fetch` are those of the surrounding process. It adds to the list, so that several authorities in
 * one process do not interfere.
 */
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

export function trustInThisProcess({ caCertificate }: { readonly caCertificate: string }): void {
  setDefaultCACertificates([...getCACertificates('default'), caCertificate]);
}

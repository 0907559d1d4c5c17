/**
 * Makes this process trust the certificate of a local authority. For the demo and for tests; nothing else has reason to.
 *
 * Node's default list of authorities is the process's own: `fetch` (MSAL, jose's remote key sets), `node:https`
 * (@azure/core-rest-pipeline) and undici all take it for connections that they open from now on. It works the same inside
 * jest's VM contexts, since core modules and `fetch` are those of the process around them, and it adds to the list, so
 * that several authorities of one process, one after the other or at once, do not get in each other's way.
 */
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

export function trustInThisProcess({ caCertificate }: { readonly caCertificate: string }): void {
  setDefaultCACertificates([...getCACertificates('default'), caCertificate]);
}

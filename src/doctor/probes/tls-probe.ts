/**
 * One TLS handshake with a host, directly or through a proxy, that accepts every certificate in order to describe it. Nothing is
 * sent over it.
 */
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { connect, rootCertificates, type DetailedPeerCertificate } from 'node:tls';

export interface Handshake {
  /** Why Node.js would not trust the host: a code of OpenSSL or of Node.js. */
  readonly fault: string | undefined;
  /** Trusted because of `NODE_EXTRA_CA_CERTS` or the machine's own list, not of a public authority. */
  readonly isPrivate: boolean;
  readonly issuer: string;
  readonly validTo: Date;
  readonly validFrom: Date;
  readonly protocol: string;
}

/** The proxy opened no tunnel. */
export class TunnelError extends Error {
  override readonly name = 'TunnelError';
  constructor(readonly status: number) {
    super(`Proxy response (${status}) !== 200 when HTTP Tunneling`);
  }
}

export async function handshake(url: URL, proxy: URL | undefined, timeoutMs: number): Promise<Handshake> {
  const usual = await shake(url, proxy, timeoutMs, undefined);
  if (usual.fault !== undefined) return { ...usual, isPrivate: false };
  const withPublic = await shake(url, proxy, timeoutMs, [...rootCertificates]);
  return { ...usual, isPrivate: withPublic.fault !== undefined };
}

type Shaken = Omit<Handshake, 'isPrivate'>;

async function shake(url: URL, proxy: URL | undefined, timeoutMs: number, ca: string[] | undefined): Promise<Shaken> {
  const port = Number(url.port || 443);
  const host = url.hostname.replace(/^\[(.+)\]$/, '$1');
  const signal = AbortSignal.timeout(timeoutMs);
  const tunnel = proxy === undefined ? undefined : await openTunnel(proxy, `${url.hostname}:${port}`, signal);
  return new Promise((resolve, reject) => {
    const socket = connect({
      ...(tunnel === undefined ? { host, port } : { socket: tunnel }),
      ...(isIP(host) ? {} : { servername: host }),
      ...(ca === undefined ? {} : { ca }),
      rejectUnauthorized: false,
    });
    const onAbort = (): void => void socket.destroy(Object.assign(new Error('too slow'), { code: 'ETIMEDOUT' }));
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('close', () => signal.removeEventListener('abort', onAbort));
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerCertificate(false) as DetailedPeerCertificate;
      // The name of the code, although its type is an Error.
      const fault = socket.authorizationError as unknown as string | null | undefined;
      resolve({
        fault: fault ?? undefined,
        issuer: nameOf(certificate),
        validTo: new Date(certificate.valid_to),
        validFrom: new Date(certificate.valid_from),
        protocol: socket.getProtocol() ?? 'unknown',
      });
      socket.destroy();
    });
  });
}

function nameOf({ issuer }: DetailedPeerCertificate): string {
  const { O: organisation, CN: name } = issuer as Partial<typeof issuer>;
  return [name, organisation].filter((part) => part !== undefined).join(', ') || 'unknown';
}

/** `CONNECT`, as undici's ProxyAgent sends it. */
function openTunnel(proxy: URL, authority: string, signal: AbortSignal): Promise<Socket> {
  const { username, password } = proxy;
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const headers = {
    host: authority,
    ...(username === '' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` }),
  };
  const send = proxy.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request = send({
      method: 'CONNECT',
      host: proxy.hostname.replace(/^\[(.+)\]$/, '$1'),
      port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
      path: authority,
      headers,
      agent: false,
      signal,
    });
    request.once('connect', ({ statusCode = 0 }, socket: Socket) => {
      if (statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(new TunnelError(statusCode));
    });
    request.once('response', ({ statusCode = 0 }) => {
      request.destroy();
      reject(new TunnelError(statusCode));
    });
    // A proxy that says nothing; Node.js's own word for it is ABORT_ERR.
    request.once('error', (error) =>
      reject(signal.aborted ? Object.assign(new Error('too slow'), { code: 'ETIMEDOUT' }) : error),
    );
    request.end();
  });
}

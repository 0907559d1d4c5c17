/**
 * Every way in which a server is not reached, for Graph, the authority and Redis alike: what the log has as `reason`, and
 * whether the request may have been received.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { generate } from 'selfsigned';
import { trustInThisProcess } from '../../src/emulator/entra/index.js';
import { refusingPort } from './ports.js';

const day = 24 * 60 * 60 * 1000;
const inDays = (days: number): Date => new Date(Date.now() + days * day);
const validity = { notBeforeDate: inDays(-2), notAfterDate: inDays(2) };
const kind = { keyType: 'ec', algorithm: 'sha256' } as const;

interface Certificate {
  readonly name?: string;
  readonly from?: Date;
  readonly to?: Date;
  /** By default the process trusts it. */
  readonly issuer?: 'itself, not trusted' | 'an authority that is not trusted';
}

async function issue({ name = 'localhost', from, to, issuer }: Certificate): Promise<{ key: string; cert: string }> {
  // Trust anchors are found by name, and a process keeps those of other test files.
  const serial = randomUUID();
  const common = (of: string) => [{ name: 'commonName', value: `${of} ${serial}` }];
  const ca = {
    ...kind,
    ...validity,
    extensions: [{ name: 'basicConstraints' as const, cA: true, critical: true }],
  };
  const authority = await generate(common('authority'), ca);
  const { private: key, cert } = await generate(common(name), {
    ...kind,
    notBeforeDate: from ?? validity.notBeforeDate,
    notAfterDate: to ?? validity.notAfterDate,
    extensions: [
      { name: 'basicConstraints', cA: issuer !== 'an authority that is not trusted', critical: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: name }] },
    ],
    ...(issuer === 'an authority that is not trusted' ? { ca: { key: authority.private, cert: authority.cert } } : {}),
  });
  if (issuer === undefined) trustInThisProcess({ caCertificate: cert });
  return { key, cert };
}

export interface TroubledServer {
  /** `localhost` or a name without address, with the port. */
  readonly host: string;
  /** Pieces of data that have arrived, over TLS without those of the handshake. */
  requests(): number;
  stop(): Promise<void>;
}

type OnRequest = (connection: Socket, raw: Socket, beginning: string) => void;

/** With TLS if it has a certificate; otherwise it reads the bytes as they are. */
async function start(onRequest: OnRequest, certificate?: Certificate, beginning = ''): Promise<TroubledServer> {
  const secure = certificate && (await issue(certificate));
  const sockets = new Set<Socket>();
  let requests = 0;
  const server: Server = createServer((raw) => {
    sockets.add(raw);
    raw.on('error', () => undefined);
    const connection = secure ? new TLSSocket(raw, { isServer: true, ...secure }) : raw;
    connection
      .on('error', () => undefined)
      .on('data', () => {
        requests += 1;
        onRequest(connection, raw, beginning);
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `localhost:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const nothing = (): void => undefined;
/** Its first part is longer than a name may be, so no name server is asked. */
const nameWithoutServer = `${'a'.repeat(64)}.test`;

/** How the gateway talks to it. */
export interface Service {
  readonly tls: boolean;
  /** Of a response. */
  readonly beginning: string;
}

export interface WayToFail {
  readonly reason: RegExp;
  readonly sent: boolean;
  /** Continues "Microsoft Graph could not be reached: ", where nothing was sent. */
  readonly words?: string;
  /** It can only occur over TLS; the others occur with and without. */
  readonly tlsOnly?: true;
  /** Without TLS, Graph may only be on this machine. */
  readonly elsewhere?: true;
  /** The gateway waits until its own time is over. */
  readonly waits?: true;
  readonly start: (service: Service) => Promise<TroubledServer>;
}

const certificateWords = 'its certificate could not be verified';
const withCertificate = (certificate: Certificate, reason: RegExp): WayToFail => ({
  reason,
  sent: false,
  words: certificateWords,
  tlsOnly: true,
  start: () => start(nothing, certificate),
});
const afterTheRequest = (onRequest: OnRequest, reason: RegExp, more: Partial<WayToFail> = {}): WayToFail => ({
  reason,
  sent: true,
  start: ({ tls, beginning }) => start(onRequest, tls ? {} : undefined, beginning),
  ...more,
});
const closed = /^(?:UND_ERR_SOCKET|ECONNRESET|CONNECTION_CLOSED)$/;
const none = { requests: () => 0, stop: () => Promise.resolve() };

export const waysToFail: Readonly<Record<string, WayToFail>> = {
  'a port on which nothing listens': {
    reason: /^ECONNREFUSED$/,
    sent: false,
    words: 'no connection could be opened',
    start: async () => ({ ...none, host: `127.0.0.1:${await refusingPort()}` }),
  },
  'a name that does not exist': {
    reason: /^(?:ENOTFOUND|EAI_AGAIN)$/,
    sent: false,
    words: 'its name could not be resolved',
    elsewhere: true,
    start: () => Promise.resolve({ ...none, host: nameWithoutServer }),
  },
  'an expired certificate': withCertificate({ to: inDays(-1) }, /^CERT_HAS_EXPIRED$/),
  'a certificate that is not valid yet': withCertificate({ from: inDays(1) }, /^CERT_NOT_YET_VALID$/),
  'a certificate of another name': withCertificate({ name: 'other.example' }, /^ERR_TLS_CERT_ALTNAME_INVALID$/),
  'a self-signed certificate': withCertificate({ issuer: 'itself, not trusted' }, /^DEPTH_ZERO_SELF_SIGNED_CERT$/),
  'a certificate of an unknown authority': withCertificate(
    { issuer: 'an authority that is not trusted' },
    /^UNABLE_TO_VERIFY_LEAF_SIGNATURE$|^UNABLE_TO_GET_ISSUER_CERT_LOCALLY$/,
  ),
  'a server without TLS': {
    reason: /^ERR_SSL_\w+$/,
    sent: false,
    words: 'no secure connection could be opened',
    tlsOnly: true,
    start: () => start((connection) => void connection.write('HTTP/1.1 400 Bad Request\r\n\r\n')),
  },
  'a connection that is reset before TLS begins': {
    reason: /^ECONNRESET$/,
    sent: false,
    tlsOnly: true,
    start: () => start((_connection, raw) => void raw.resetAndDestroy()),
  },
  'a server that never begins TLS': {
    reason: /^(?:timeout|UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/,
    sent: false,
    tlsOnly: true,
    waits: true,
    start: () => start(nothing),
  },
  'a connection that is reset': afterTheRequest((_connection, raw) => void raw.resetAndDestroy(), /^ECONNRESET$/),
  'a connection that is closed': afterTheRequest((connection) => void connection.destroy(), closed),
  'half a response': afterTheRequest((connection, _raw, beginning) => {
    connection.write(beginning, () => connection.destroy());
  }, closed),
  'a response that never comes': afterTheRequest(nothing, /^timeout$/i, { waits: true }),
};

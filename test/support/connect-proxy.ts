/** A company's proxy: it opens tunnels to known names, and can fail in the ways in which proxies fail. */
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { connect as connectTls, TLSSocket } from 'node:tls';

import type { Certificate } from '../../src/emulator/entra/certificate.js';

export type ProxyFault =
  | '407'
  | '403'
  | '502'
  | '503'
  | 'garbage'
  | 'closes'
  | 'resets'
  | 'hangs'
  /** The tunnel is open, then it is closed before TLS. */
  | 'closes the tunnel'
  | 'hangs in the tunnel';

export interface Tunnel {
  /** `name:port`, as the client asked for it. */
  readonly authority: string;
  readonly headers: IncomingHttpHeaders;
}

/** TLS ends at the proxy, which reads the traffic and continues over its own TLS. */
export interface Inspection {
  readonly key: string;
  readonly cert: string;
  /** The certificates that the proxy itself trusts. */
  readonly ca: string;
}

export interface ConnectProxy {
  readonly port: number;
  /** Every request in order; a request without a tunnel counts too. */
  readonly asked: readonly Tunnel[];
  /** The largest number of tunnels that were open at the same time. */
  readonly most: () => number;
  readonly open: () => number;
  /** What happens to each tunnel from now on. */
  readonly meet: (fault: ProxyFault | undefined) => void;
  /** Resets every open tunnel. */
  readonly cut: () => void;
  stop(): Promise<void>;
}

/** `ports` has the local port of each `name:port`. */
export async function connectProxy(
  ports: Readonly<Record<string, number>>,
  inspection?: Inspection,
  /** The proxy itself is reached over TLS. */
  certificate?: Certificate,
): Promise<ConnectProxy> {
  const asked: Tunnel[] = [];
  const clients = new Set<Socket>();
  const standing = new Set<Socket>();
  let most = 0;
  let fault: ProxyFault | undefined;

  const refuse: RequestListener = (request, response) => {
    asked.push({ authority: request.url ?? '', headers: request.headers });
    response.writeHead(502).end();
  };
  const server = certificate === undefined ? createServer(refuse) : createTlsServer(certificate, refuse);
  server.on('connection', (socket: Socket) => {
    clients.add(socket);
    socket.on('error', () => undefined).once('close', () => clients.delete(socket));
  });
  server.on('connect', ({ url: authority = '', headers }, socket: Socket, head: Buffer) => {
    asked.push({ authority, headers });
    const port = ports[authority];
    if (fault !== undefined) return spoil(socket, fault);
    if (port === undefined) return void socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    socket.unshift(head);
    standing.add(socket);
    most = Math.max(most, standing.size);
    socket.once('close', () => standing.delete(socket));
    if (inspection === undefined) return join(socket, connect(port, '127.0.0.1'));
    const { key, cert, ca } = inspection;
    const servername = authority.split(':', 1)[0] ?? '';
    join(new TLSSocket(socket, { isServer: true, key, cert }), connectTls({ port, host: '127.0.0.1', ca, servername }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    port: (server.address() as AddressInfo).port,
    asked,
    most: () => most,
    open: () => standing.size,
    meet: (next) => (fault = next),
    cut: () => {
      for (const socket of standing) socket.resetAndDestroy();
    },
    stop: () => {
      for (const socket of clients) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function spoil(socket: Socket, fault: ProxyFault): void {
  switch (fault) {
    case 'garbage':
      return void socket.end('this is not HTTP\r\n\r\n');
    case 'closes':
      return void socket.end();
    case 'resets':
      return void socket.resetAndDestroy();
    case 'hangs':
      return;
    case 'closes the tunnel':
      return void socket.end('HTTP/1.1 200 Connection established\r\n\r\n');
    case 'hangs in the tunnel':
      return void socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    default:
      return void socket.end(`HTTP/1.1 ${fault} Refused\r\nproxy-authenticate: Basic realm="proxy"\r\n\r\n`);
  }
}

/** Both ways, until one of the two ends. */
function join(one: Socket, other: Socket): void {
  one.pipe(other).pipe(one);
  for (const [end, far] of [
    [one, other],
    [other, one],
  ] as const) {
    end.on('error', () => undefined).once('close', () => far.destroy());
  }
}

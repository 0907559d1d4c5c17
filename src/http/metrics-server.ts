/**
 * `GET /metrics` on a listener of its own. It is for operators and asks for no token: `METRICS_HOST` and the network decide
 * who reaches it.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { responseNotWritten } from '../telemetry/events.js';
import type { Logger } from '../telemetry/logger.js';

/** In the format that `accept` asks for. */
export type Expose = (accept: string | undefined) => Promise<{ readonly contentType: string; readonly text: string }>;

const path = '/metrics';
/** A scrape has a short head and no body, and few programs scrape. */
const options = { headersTimeout: 5000, requestTimeout: 5000, maxHeaderSize: 8192 };
const maxConnections = 64;

export class MetricsServer {
  readonly #server: Server;

  constructor(
    private readonly expose: Expose,
    private readonly logger: Logger,
  ) {
    this.#server = createServer(options, (request, response) => void this.#answer(request, response));
    this.#server.maxConnections = maxConnections;
  }

  /** Resolves to the port. */
  async listen(host: string, port: number): Promise<number> {
    this.#server.listen({ host, port });
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer({ method = '', url = '', headers }: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('cache-control', 'no-store').setHeader('x-content-type-options', 'nosniff');
    if (url.split('?', 1)[0] !== path) return end(response, 404, `Metrics are at ${path}.\n`);
    if (method !== 'GET' && method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      return end(response, 405, 'Read metrics with GET.\n');
    }
    try {
      const { contentType, text } = await this.expose(headers.accept);
      end(response, 200, text, contentType);
    } catch (error) {
      responseNotWritten(this.logger, { err: error });
      end(response, 500, 'The gateway failed.\n');
    }
  }
}

function end(response: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) }).end(text);
}

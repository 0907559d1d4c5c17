/**
 * Responses of 1 KiB and more in br or gzip, for clients that ask for it.
 *
 * The levels are the cheapest ones: rows repeat the same names, so a better level saves a tenth of the bytes and costs
 * two to four times the CPU. The limits of a response bound the work: the longest list takes 7 % more CPU in br and 26 %
 * in gzip (`npm run bench:compression`), on threads beside the event loop.
 */
import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import type { FastifyInstance, onSendHookHandler, RouteOptions } from 'fastify';

/** The options of a route whose responses are compressed. */
export interface Compression {
  readonly compress: NonNullable<RouteOptions['compress']>;
  /** Runs before the plugin compresses. */
  readonly onSend: onSendHookHandler<unknown>;
}

/** A shorter response fits into one packet of most networks. */
export const minCompressedBytes = 1024;
/** About 0.2 ms; longer responses are compressed beside the event loop. */
const maxBytesAtOnce = 64 * 1024;
/** In powers of two: 256 KiB. Rows repeat each other at short distances, so the default of 4 MiB saves nothing. */
const brotliWindow = 18;

export async function addCompression(server: FastifyInstance): Promise<Compression> {
  // Request bodies stay uncompressed: a short one could become a long one.
  await server.register(compress, { globalCompression: false, globalDecompression: false });
  return {
    onSend: varyByEncoding,
    compress: {
      threshold: minCompressedBytes,
      syncThreshold: maxBytesAtOnce,
      encodings: ['br', 'gzip'],
      zlibOptions: { level: constants.Z_BEST_SPEED },
      brotliOptions: {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: 1,
          [constants.BROTLI_PARAM_LGWIN]: brotliWindow,
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        },
      },
    },
  };
}

/** The plugin does this for the responses that it compresses. The others depend on the request's header as well. */
const varyByEncoding: onSendHookHandler<unknown> = (_request, reply, payload, done) => {
  if (typeof payload === 'string' && Buffer.byteLength(payload) >= minCompressedBytes) {
    const others = reply.getHeader('vary');
    void reply.header('vary', others === undefined ? 'accept-encoding' : `${String(others)}, accept-encoding`);
  }
  done();
};

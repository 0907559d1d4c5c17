/** Request bodies: JSON in UTF-8. Other bytes are refused, because decoding would replace them and store another text. */
import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';

export function readJsonBodies(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeContentTypeParser('application/json');
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (isUtf8(body)) void parse(request, body.toString('utf8'), done);
    else done(Object.assign(new Error('the body is not UTF-8'), { statusCode: 400 }));
  });
}

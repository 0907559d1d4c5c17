/** A client without manners: it sends bytes as the test says, and hears what comes back until the connection closes. */
import { connect } from 'node:net';

/** Everything that the server sent before it closed the connection. The client itself never closes. */
export function untilClosed(url: string, ...pieces: (string | Buffer)[]): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(Number(port), hostname, () => {
      for (const piece of pieces) socket.write(piece);
    });
    socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')));
    // A reset after the answer is a way to close as well.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(heard));
  });
}

export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);

export const bodyOf = (answer: string): unknown => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)) as unknown;

/** The head of a POST to `/graphql`, with further header lines. */
export const post = (...lines: string[]): string =>
  ['POST /graphql HTTP/1.1', 'host: gateway', 'content-type: application/json', ...lines, '', ''].join('\r\n');

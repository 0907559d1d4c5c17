/**
 * A client that ignores the rules: it sends the bytes of the test, and collects the response until the connection
 * closes.
 */
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

export interface RawClient {
  readonly write: (bytes: string) => void;
  /** Everything that the server has sent and this client has read. */
  readonly heard: () => string;
  /** Reads nothing more, or reads on. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** When the connection has closed, by whichever side. */
  readonly closed: Promise<void>;
  /** Resets the connection. */
  readonly leave: () => void;
}

export function openSocket(url: string): RawClient {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let heard = '';
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1'))).on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return {
    write: (bytes) => void socket.write(bytes),
    heard: () => heard,
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    closed,
    leave: () => void socket.resetAndDestroy(),
  };
}

export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly json: { data?: Record<string, unknown> | null; errors?: { extensions: { code: string } }[] };
}

/** The responses of one connection in order; each is JSON with a length. */
export function answersIn(heard: string): RawAnswer[] {
  const answers: RawAnswer[] = [];
  let rest = heard;
  for (;;) {
    const end = rest.indexOf('\r\n\r\n');
    const head = rest.slice(0, end + 2).toLowerCase();
    const length = Number(/\r\ncontent-length: (\d+)\r\n/.exec(head)?.[1]);
    if (statusOf(rest) === 100) {
      rest = rest.slice(end + 4);
      continue;
    }
    if (end < 0 || rest.length < end + 4 + length) return answers;
    const body = Buffer.from(rest.slice(end + 4, end + 4 + length), 'latin1').toString();
    answers.push({ status: statusOf(rest), head, json: JSON.parse(body) as RawAnswer['json'] });
    rest = rest.slice(end + 4 + length);
  }
}

export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);

export const bodyOf = (answer: string): unknown => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)) as unknown;

/** The head of a POST to `/graphql`, with further header lines. */
export const post = (...lines: string[]): string =>
  ['POST /graphql HTTP/1.1', 'host: gateway', 'content-type: application/json', ...lines, '', ''].join('\r\n');

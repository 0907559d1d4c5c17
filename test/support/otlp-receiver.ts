/** A collector that keeps the spans that it gets, from JSON and from protobuf. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { readTraces } from './otlp-protobuf.js';
import { kinds, type Received, type ReceivedSpan } from './otlp-span.js';

export interface OtlpReceiver {
  /** Its root, for OTEL_EXPORTER_OTLP_ENDPOINT. */
  readonly url: string;
  readonly exports: readonly { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: Buffer }[];
  spans(): readonly ReceivedSpan[];
  resource(): Readonly<Record<string, unknown>>;
  /** The status of the next answers. */
  answerWith(status: number): void;
  stop(): Promise<void>;
}

export async function otlpReceiver(): Promise<OtlpReceiver> {
  const exports: { path: string; headers: IncomingHttpHeaders; body: Buffer }[] = [];
  const received: Received[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const { url = '', headers } = request;
      exports.push({ path: url, headers, body });
      if (status === 200) {
        received.push(headers['content-type'] === 'application/json' ? fromJson(body) : readTraces(body));
      }
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exports,
    spans: () => received.flatMap(({ spans }) => spans),
    resource: () => received[0]?.resource ?? {},
    answerWith: (next) => (status = next),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface JsonAttribute {
  readonly key: string;
  readonly value: JsonValue;
}
interface JsonValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: number | string;
  readonly doubleValue?: number;
  readonly arrayValue?: { readonly values: readonly JsonValue[] };
}
interface JsonSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: readonly JsonAttribute[];
  readonly events: readonly { readonly name: string; readonly attributes: readonly JsonAttribute[] }[];
  readonly status: { readonly code?: number; readonly message?: string };
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
}

function fromJson(body: Buffer): Received {
  const { resourceSpans } = JSON.parse(body.toString()) as {
    resourceSpans: { resource: { attributes: JsonAttribute[] }; scopeSpans: { spans: JsonSpan[] }[] }[];
  };
  return {
    resource: attributesOf(resourceSpans[0]?.resource.attributes ?? []),
    spans: resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans.map(spanOf))),
  };
}

function spanOf(span: JsonSpan): ReceivedSpan {
  const kind = kinds[span.kind];
  if (kind === undefined) throw new Error(`a span of the kind ${span.kind}`);
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId ?? '',
    name: span.name,
    kind,
    attributes: attributesOf(span.attributes),
    events: span.events.map(({ name, attributes }) => ({ name, attributes: attributesOf(attributes) })),
    isError: span.status.code === 2,
    message: span.status.message ?? '',
    startNs: BigInt(span.startTimeUnixNano),
    endNs: BigInt(span.endTimeUnixNano),
  };
}

function attributesOf(attributes: readonly JsonAttribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, valueOf(value)]));
}

function valueOf(value: JsonValue): unknown {
  if (value.arrayValue !== undefined) return value.arrayValue.values.map(valueOf);
  return (
    value.stringValue ?? value.boolValue ?? (value.intValue === undefined ? value.doubleValue : Number(value.intValue))
  );
}

/**
 * The part of OTLP's protobuf encoding that spans use, read without the library that writes it:
 * opentelemetry/proto/trace/v1/trace.proto. A field is a number and a wire type: varint, 64 bits, or bytes.
 */
import { kinds, type Received, type ReceivedSpan } from './otlp-span.js';

interface Field {
  readonly number: number;
  readonly value: bigint | Buffer;
}

function* fieldsOf(bytes: Buffer): Generator<Field> {
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++] ?? 0;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const take = (length: number): Buffer => bytes.subarray(at, (at += length));
  while (at < bytes.length) {
    const tag = Number(varint());
    const number = tag >> 3;
    switch (tag & 7) {
      case 0:
        yield { number, value: varint() };
        break;
      case 1:
        yield { number, value: take(8) };
        break;
      case 2:
        yield { number, value: take(Number(varint())) };
        break;
      case 5:
        yield { number, value: take(4) };
        break;
      default:
        throw new Error(`wire type ${tag & 7}`);
    }
  }
}

const all = (bytes: Buffer, number: number): Buffer[] =>
  [...fieldsOf(bytes)].flatMap((field) =>
    field.number === number && Buffer.isBuffer(field.value) ? [field.value] : [],
  );
const bytesAt = (bytes: Buffer, number: number): Buffer => all(bytes, number)[0] ?? Buffer.alloc(0);
const textAt = (bytes: Buffer, number: number): string => bytesAt(bytes, number).toString();
const hexAt = (bytes: Buffer, number: number): string => bytesAt(bytes, number).toString('hex');
const fixedAt = (bytes: Buffer, number: number): bigint => bytesAt(bytes, number).readBigUInt64LE();

function numberAt(bytes: Buffer, number: number): number {
  const field = [...fieldsOf(bytes)].find((each) => each.number === number);
  return typeof field?.value === 'bigint' ? Number(field.value) : 0;
}

export function readTraces(body: Buffer): Received {
  const resourceSpans = all(body, 1);
  return {
    resource: attributesIn(bytesAt(resourceSpans[0] ?? Buffer.alloc(0), 1), 1),
    spans: resourceSpans.flatMap((each) => all(each, 2).flatMap((scope) => all(scope, 2).map(spanOf))),
  };
}

function spanOf(bytes: Buffer): ReceivedSpan {
  const kind = kinds[numberAt(bytes, 6)];
  if (kind === undefined) throw new Error('a span of another kind');
  const status = bytesAt(bytes, 15);
  return {
    traceId: hexAt(bytes, 1),
    spanId: hexAt(bytes, 2),
    parentSpanId: hexAt(bytes, 4),
    name: textAt(bytes, 5),
    kind,
    startNs: fixedAt(bytes, 7),
    endNs: fixedAt(bytes, 8),
    attributes: attributesIn(bytes, 9),
    events: all(bytes, 11).map((event) => ({ name: textAt(event, 2), attributes: attributesIn(event, 3) })),
    isError: numberAt(status, 3) === 2,
    message: textAt(status, 2),
  };
}

function attributesIn(bytes: Buffer, number: number): Record<string, unknown> {
  return Object.fromEntries(all(bytes, number).map((pair) => [textAt(pair, 1), valueOf(bytesAt(pair, 2))]));
}

function valueOf(bytes: Buffer): unknown {
  const [field] = fieldsOf(bytes);
  switch (field?.number) {
    case 1:
      return textAt(bytes, 1);
    case 2:
      return numberAt(bytes, 2) === 1;
    case 3:
      return numberAt(bytes, 3);
    case 4:
      return bytesAt(bytes, 4).readDoubleLE();
    case 5:
      return all(bytesAt(bytes, 5), 1).map(valueOf);
    default:
      throw new Error(`a value of the kind ${field?.number}`);
  }
}

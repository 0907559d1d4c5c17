import { describe, expect, it } from '@jest/globals';
import { ROOT_CONTEXT, SpanKind, TraceFlags, trace } from '@opentelemetry/api';
import { ExportResultCode, type ExportResult } from '@opentelemetry/core';
import { AlwaysOnSampler, SamplingDecision } from '@opentelemetry/sdk-trace';
import { PassThrough } from 'node:stream';
import { createLogger } from '../../src/telemetry/logger.js';
import { BoundedSampler, samplerOf, type SamplerName } from '../../src/telemetry/tracing/sampler.js';
import { WatchedExporter } from '../../src/telemetry/tracing/watched-exporter.js';

const low = '00000000000000000000000000000001';
const high = `${'f'.repeat(7)}e${'0'.repeat(24)}`;
const remote = (traceFlags: TraceFlags) =>
  trace.setSpanContext(ROOT_CONTEXT, { traceId: low, spanId: '0000000000000001', traceFlags, isRemote: true });
const contexts = { none: ROOT_CONTEXT, sampled: remote(TraceFlags.SAMPLED), unsampled: remote(TraceFlags.NONE) };

describe('a sampler', () => {
  it.each<[SamplerName, string]>([
    ['always_on', 'none low, none high, sampled high, unsampled low'],
    ['always_off', ''],
    ['traceidratio', 'none low, unsampled low'],
    ['parentbased_always_on', 'none low, none high, sampled high'],
    ['parentbased_always_off', 'sampled high'],
    ['parentbased_traceidratio', 'none low, sampled high'],
  ])('%s records %s', (name, expected) => {
    const sampler = samplerOf(name, 0.5);
    const ids = { low, high };
    const cases = [
      ['none', 'low'],
      ['none', 'high'],
      ['sampled', 'high'],
      ['unsampled', 'low'],
    ] as const;
    const recorded = cases.filter(([parent, id]) => {
      const { decision } = sampler.shouldSample(contexts[parent], ids[id], 'a', SpanKind.SERVER, {}, []);
      return decision === SamplingDecision.RECORD_AND_SAMPLED;
    });
    expect(recorded.map((each) => each.join(' ')).join(', ')).toBe(expected);
  });

  it('records as many traces in one second as allowed, and as many in the next', () => {
    let now = 0;
    let refused = 0;
    const sampler = new BoundedSampler(
      new AlwaysOnSampler(),
      2,
      () => (refused += 1),
      () => now,
    );
    const isRecorded = (): boolean => sampler.isRecorded(contexts.sampled, low);
    expect([isRecorded(), isRecorded(), isRecorded()]).toEqual([true, true, false]);
    now = 1000;
    expect([isRecorded(), isRecorded(), isRecorded()]).toEqual([true, true, false]);
    expect(refused).toBe(2);
  });
});

it('a collector that fails is reported once, and once when it takes traces again', () => {
  const sink = new PassThrough();
  let result: ExportResult = { code: ExportResultCode.SUCCESS };
  const inner = {
    export: (_spans: unknown, done: (result: ExportResult) => void) => done(result),
    shutdown: () => Promise.resolve(),
  };
  const exporter = new WatchedExporter(inner, 'collector:4318', createLogger('info', sink));
  const failures = [
    undefined,
    Object.assign(new Error('a text'), { code: 'ECONNREFUSED' }),
    new Error('b'),
    undefined,
    undefined,
  ];
  for (const error of failures) {
    result = error === undefined ? { code: ExportResultCode.SUCCESS } : { code: ExportResultCode.FAILED, error };
    exporter.export([], () => undefined);
  }
  const lines = String(sink.read())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toMatchObject([
    { level: 'warn', reason: 'ECONNREFUSED', host: 'collector:4318' },
    { level: 'info', msg: 'Traces are exported again' },
  ]);
});

/** A gateway that sends all its traces to a receiver of the test. */
import type { Emulator, EmulatorOptions } from '../../src/emulator/graph/index.js';
import { otlpReceiver, type OtlpReceiver } from './otlp-receiver.js';
import type { ReceivedSpan } from './otlp-span.js';
import { gatewayOver, gatewayOverEmulator, type TestGateway } from './start.js';

export interface Traced {
  readonly collector: OtlpReceiver;
  /** All spans, once the gateway has stopped. */
  spans(): Promise<readonly ReceivedSpan[]>;
}

const environmentOf = (collector: OtlpReceiver): Record<string, string> => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  OTEL_TRACES_SAMPLER: 'parentbased_always_on',
  TRACE_MAX_PER_SECOND: '10000',
});

export async function tracedGateway(
  running: { stop(): unknown }[],
  graph: EmulatorOptions | string = {},
  environment: Record<string, string> = {},
): Promise<TestGateway & Traced & { readonly graph: Emulator | undefined }> {
  const collector = await otlpReceiver();
  const all = { ...environmentOf(collector), ...environment };
  const gateway =
    typeof graph === 'string'
      ? { ...(await gatewayOver(graph, all)), graph: undefined }
      : await gatewayOverEmulator(graph, all);
  running.push(gateway, collector);
  return {
    ...gateway,
    collector,
    async spans() {
      await gateway.stop();
      return collector.spans();
    },
  };
}

/** One line for each span, its children below it, in the order in which they began. */
export function treeOf(spans: readonly ReceivedSpan[]): string[] {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const below = (parent: string | undefined, depth: number): string[] =>
    spans
      .filter(({ parentSpanId }) => (parent === undefined ? !known.has(parentSpanId) : parentSpanId === parent))
      .toSorted((a, b) => Number(a.startNs - b.startNs))
      .flatMap((span) => [`${'  '.repeat(depth)}${span.kind} ${span.name}`, ...below(span.spanId, depth + 1)]);
  return below(undefined, 0);
}

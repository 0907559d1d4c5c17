/**
 * Which traces are recorded: as OTEL_TRACES_SAMPLER says, and never more than TRACE_MAX_PER_SECOND in one second.
 *
 * A caller's `traceparent` can ask for recording, and with a sampler that follows its parent, any caller could otherwise
 * make the gateway record everything.
 */
import { trace, type Attributes, type Context, type Link, type SpanKind } from '@opentelemetry/api';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  SamplingDecision,
  TraceIdRatioBasedSampler,
  type Sampler,
  type SamplingResult,
} from '@opentelemetry/sdk-trace';

export type SamplerName =
  | 'always_on'
  | 'always_off'
  | 'traceidratio'
  | 'parentbased_always_on'
  | 'parentbased_always_off'
  | 'parentbased_traceidratio';

export function samplerOf(name: SamplerName, ratio: number): Sampler {
  const [first, second] = name.split('parentbased_').reverse();
  const root = rootSampler(first, ratio);
  return second === undefined ? root : new ParentBasedSampler({ root });
}

function rootSampler(name: string | undefined, ratio: number): Sampler {
  if (name === 'always_on') return new AlwaysOnSampler();
  return name === 'always_off' ? new AlwaysOffSampler() : new TraceIdRatioBasedSampler(ratio);
}

const recorded: SamplingResult = { decision: SamplingDecision.RECORD_AND_SAMPLED };
const notRecorded: SamplingResult = { decision: SamplingDecision.NOT_RECORD };

export class BoundedSampler implements Sampler {
  #second = -1;
  #count = 0;

  constructor(
    private readonly sampler: Sampler,
    private readonly maxPerSecond: number,
    private readonly onRefused: () => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  shouldSample(
    context: Context,
    traceId: string,
    name: string,
    kind: SpanKind,
    attributes: Attributes,
    links: Link[],
  ): SamplingResult {
    const parent = trace.getSpanContext(context);
    // The gateway makes children only of spans that are recorded.
    if (parent !== undefined && parent.isRemote !== true) return recorded;
    const result = this.sampler.shouldSample(context, traceId, name, kind, attributes, links);
    if (result.decision === SamplingDecision.NOT_RECORD || this.#take()) return result;
    this.onRefused();
    return notRecorded;
  }

  toString(): string {
    return `Bounded{${this.sampler.toString()}, ${this.maxPerSecond}/s}`;
  }

  #take(): boolean {
    const second = Math.floor(this.now() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#count = 0;
    }
    if (this.#count >= this.maxPerSecond) return false;
    this.#count += 1;
    return true;
  }
}

/**
 * Which traces are recorded: as OTEL_TRACES_SAMPLER says, and never more than TRACE_MAX_PER_SECOND in one second.
 *
 * A caller's `traceparent` can ask for recording, and with a sampler that follows its parent, any caller could otherwise
 * make the gateway record everything.
 */
import { SpanKind, type Context } from '@opentelemetry/api';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  SamplingDecision,
  TraceIdRatioBasedSampler,
  type Sampler,
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

/** Decides once for each trace: the spans that the gateway makes are all of traces that are recorded. */
export class BoundedSampler {
  #second = -1;
  #count = 0;

  constructor(
    private readonly sampler: Sampler,
    private readonly maxPerSecond: number,
    private readonly onRefused: () => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** `context` has the caller's span, if the trace is the caller's. */
  isRecorded(context: Context, traceId: string): boolean {
    // None of the samplers above reads the name or the attributes of the span.
    const { decision } = this.sampler.shouldSample(context, traceId, '', SpanKind.SERVER, {}, []);
    if (decision === SamplingDecision.NOT_RECORD) return false;
    const isAllowed = this.#take();
    if (!isAllowed) this.onRefused();
    return isAllowed;
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

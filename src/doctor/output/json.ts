/** One JSON document at the end. docs/doctor.schema.json describes it. */
import type { Finding } from '../finding.js';
import { maxGraphRequests } from '../probes/graph-probe.js';
import type { Summary } from '../summary.js';
import type { Output, OutputStream } from './text.js';

/** Grows if a reader of the JSON must change. */
const formatVersion = 1;

export class JsonOutput implements Output {
  readonly #findings: Finding[] = [];

  constructor(private readonly stream: OutputStream) {}

  finding(finding: Finding): void {
    this.#findings.push(finding);
  }

  begins(): void {
    // A program waits for the end.
  }

  end({ gateway, startedAt, durationMs, outcome, exitCode, graphRequests, counts, recommended }: Summary): void {
    const report = {
      format: formatVersion,
      gateway,
      startedAt,
      durationMs,
      outcome,
      exitCode,
      graphRequests,
      graphRequestLimit: maxGraphRequests,
      counts,
      findings: this.#findings,
      recommended,
    };
    this.stream.write(`${JSON.stringify(report, null, 2)}\n`);
  }
}

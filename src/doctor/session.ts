/** What the checks share: the configuration, the tokens, the probe of Graph, and facts that later checks build on. */
import type { Config } from '../config/config.js';
import type { Arguments } from './arguments.js';
import type { Findings } from './findings.js';
import type { RedisFacts } from './probes/ask-redis.js';
import { GraphProbe, type Row } from './probes/graph-probe.js';

/** Found by one check, used by another. Absent as long as nothing is known. */
export interface Facts {
  /** The first rows of the list. */
  rows?: readonly Row[];
  nextLink?: string | undefined;
  nestedExpand?: boolean;
  mayWrite?: boolean;
  medianMs?: number;
  slowestMs?: number;
  authorityClockMs?: number;
  redis?: RedisFacts;
}

export interface SessionOptions {
  readonly given: Arguments;
  readonly variables: NodeJS.ProcessEnv;
  readonly findings: Findings;
  /** A token for the caller, from the option that the operator chose. */
  readonly tokenGiven: string | undefined;
  /** Between two calls to Graph. */
  readonly gapMs: number;
  /** Reports the check that is running. */
  readonly begins: (checked: string) => void;
}

export class Session {
  readonly facts: Facts = {};
  #config: Config | undefined;
  #graph: GraphProbe | undefined;
  #callerToken: string | undefined;
  readonly #stops: (() => Promise<unknown>)[] = [];

  constructor(private readonly options: SessionOptions) {
    if (options.tokenGiven !== undefined) this.callerToken = options.tokenGiven;
  }

  get findings(): Findings {
    return this.options.findings;
  }

  get given(): Arguments {
    return this.options.given;
  }

  get variables(): NodeJS.ProcessEnv {
    return this.options.variables;
  }

  begins(checked: string): void {
    this.options.begins(checked);
  }

  /** Only after its check. */
  get config(): Config {
    if (this.#config === undefined) throw new Error('the configuration is not read');
    return this.#config;
  }

  set config(config: Config) {
    this.#config = config;
  }

  get isConfigured(): boolean {
    return this.#config !== undefined;
  }

  /** Of a front end: for Graph in forward mode, for the gateway in the others. */
  get callerToken(): string | undefined {
    return this.#callerToken;
  }

  set callerToken(token: string | undefined) {
    this.#callerToken = token;
    if (token !== undefined) this.findings.hide(token);
  }

  /** Undefined without a token for Graph. */
  get graphIfAny(): GraphProbe | undefined {
    return this.#graph;
  }

  /** Only after the check of the token for Graph. */
  get graph(): GraphProbe {
    if (this.#graph === undefined) throw new Error('the token for Graph is missing');
    return this.#graph;
  }

  callsGraphWith(token: string): void {
    this.findings.hide(token);
    const { graph, proxies } = this.config;
    this.#graph = this.stopsLater(new GraphProbe({ ...graph, proxies, token, gapMs: this.options.gapMs }));
  }

  stopsLater<Part extends { stop(): Promise<unknown> }>(part: Part): Part {
    this.#stops.push(() => part.stop());
    return part;
  }

  async stop(): Promise<void> {
    for (const stop of this.#stops.reverse()) await stop();
  }
}

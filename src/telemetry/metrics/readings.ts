/** What is read when the metrics are, so that it costs nothing in between. */
import type { CircuitOf, WaitReason } from '../events/instruments.js';

/** How busy the way to Graph is. */
export interface GraphLoad {
  readonly active: number;
  readonly waiting: Readonly<Record<WaitReason, number>>;
  /** Open circuits. */
  readonly circuits: Readonly<Record<CircuitOf, number>>;
  readonly pausedIdentities: number;
  /** Gateways that keep the pace together. */
  readonly replicas: number;
  /** Requests and writes of the last 20 seconds. */
  readonly paced: Readonly<Record<'requests' | 'writes', number>>;
}

export interface Readings {
  readonly graph: () => GraphLoad;
  readonly isDraining: () => boolean;
  /** Undefined without Redis. */
  readonly isRedisUp: (() => boolean) | undefined;
}

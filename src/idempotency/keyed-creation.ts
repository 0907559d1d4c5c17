/** The key of one creation, and what the response says of it. */
import type { Caller } from '../core/caller.js';
import type { TokenSource } from '../core/token-source.js';
import type { Logger } from '../telemetry/logger.js';
import type { Operation } from '../core/operation.js';
import { Attempt } from './attempt.js';
import { keyOfHeader } from './key.js';
import { keysOff } from './refusals.js';
import { SettledLater } from './settled-later.js';
import type { IdempotencyStore } from './store.js';
import { UnkeyedCreation } from './unkeyed-creation.js';

/** Stored by this request; stored by an earlier one; or found after the outcome of an earlier one was unknown. */
export type CreationStatus = 'STORED' | 'REPLAYED' | 'RESOLVED';

export class KeyedCreation {
  /** Undefined until the report is known to be stored. */
  status: CreationStatus | undefined;

  constructor(
    private readonly idempotency: Idempotency,
    readonly key: string,
    /** In the response. */
    readonly path: readonly (string | number)[],
  ) {}

  /** Fails if this gateway does without keys. */
  begin({ caller, logger }: Pick<Operation, 'caller' | 'logger'>): Attempt {
    return this.idempotency.begin(caller, logger);
  }

  /** Whether an earlier request has stored the report. */
  get isReplayed(): boolean {
    return this.status === 'REPLAYED' || this.status === 'RESOLVED';
  }
}

/** A request whose answer did not reach its client. */
export interface LostAnswer {
  readonly id: string;
  readonly idempotency: Idempotency;
}

/** The key of a creation in a request that has one for all of them. */
export function keyIn(ofRequest: string, path: readonly (string | number)[]): string {
  return [ofRequest, ...path].join('/');
}

/** The creations of one operation. */
export class KeyedCreations {
  /** Those with a key. */
  readonly all: KeyedCreation[] = [];
  readonly unkeyed: UnkeyedCreation[] = [];
  /** The request repeats this one. */
  repeats: LostAnswer | undefined;

  constructor(
    private readonly idempotency: Idempotency,
    /** The header as it came; undefined without one. */
    readonly header: string | undefined,
    /** A creation without a key is refused. */
    readonly isRequired: boolean,
  ) {}

  /** Undefined without a header. A request whose header is not a key is rejected before it runs. */
  get headerKey(): string | undefined {
    return this.header === undefined ? undefined : keyOfHeader(this.header);
  }

  /** Each creation is answered by its report. */
  get areStored(): boolean {
    return this.all.length > 0 && this.all.every(({ status }) => status !== undefined);
  }

  add(key: string, path: readonly (string | number)[]): KeyedCreation {
    const creation = new KeyedCreation(this.idempotency, key, path);
    this.all.push(creation);
    return creation;
  }

  /** One to which the client gives no key. */
  addUnkeyed(path: readonly (string | number)[]): KeyedCreation | UnkeyedCreation {
    if (this.repeats !== undefined) {
      const creation = new KeyedCreation(this.repeats.idempotency, keyIn(this.repeats.id, path), path);
      this.all.push(creation);
      return creation;
    }
    const creation = new UnkeyedCreation(path);
    this.unkeyed.push(creation);
    return creation;
  }
}

/** Whose creations need a key: those of web pages, or of all clients. */
export type Required = 'off' | 'browsers' | 'all';

export class Idempotency {
  readonly #later: SettledLater | undefined;

  constructor(
    private readonly store: IdempotencyStore | undefined,
    private readonly tokens: Pick<TokenSource, 'scopeOf'>,
    readonly required: Required,
  ) {
    this.#later = store && new SettledLater(store);
  }

  begin(caller: Caller, logger: Logger): Attempt {
    if (this.store === undefined || this.#later === undefined) throw keysOff();
    return new Attempt(this.store, this.#later, this.tokens.scopeOf(caller), logger);
  }
}

/**
 * Reads properties of a wire entity and trusts none of them.
 *
 * A value that the metadata does not allow becomes an Error in its place. GraphQL reports it only if the client
 * selected that property, and the rest of the object stays usable.
 */
import type { ReceivedEntity } from '../../graph/graph-collection.js';
import type { GatewayError } from '../../core/gateway-error.js';
import type { KeysAbove } from './parent.js';
import { isDateTimeOffset } from '../schema/date-time-offset.js';

/** A value, or the error in its place: graphql-js throws the error when it completes the field. */
export type Readable<T> = T | GatewayError;

/** The object as a client sees it: values only, since an error never leaves its field. */
export type ReadableProperties<Summary> = { readonly [Name in keyof Summary]: Readable<Summary[Name]> };

export class WireReader {
  #error: GatewayError | undefined;

  constructor(
    private readonly received: ReceivedEntity,
    private readonly keysAbove: KeysAbove,
  ) {}

  get id(): string {
    return this.received.entity['id'] as string;
  }

  /** The key of an object that contains this one. */
  keyAbove(name: string): string {
    const key = this.keysAbove[name];
    if (key === undefined) throw new Error(`no object above has the key ${name}`);
    return key;
  }

  /** A non-null `Edm.String`. */
  string(name: string): Readable<string> {
    const value = this.received.entity[name];
    return typeof value === 'string' ? value : this.#broken();
  }

  /** An `Edm.String` that may be null or absent. */
  nullableString(name: string): Readable<string | null> {
    return this.received.entity[name] == null ? null : this.string(name);
  }

  /** `Edm.Int32`. */
  int32(name: string): Readable<number> {
    const value = this.received.entity[name];
    return Number.isInteger(value) && (value as number) === ((value as number) | 0)
      ? (value as number)
      : this.#broken();
  }

  /** `Edm.DateTimeOffset`, as Graph wrote it. */
  dateTimeOffset(name: string): Readable<string> {
    const value = this.received.entity[name];
    return isDateTimeOffset(value) ? value : this.#broken();
  }

  /** A member of an `Edm` enumeration; an unknown one makes only this field fail. */
  member<Member extends string>(name: string, members: Readonly<Record<string, Member>>): Readable<Member> {
    const value = this.received.entity[name];
    return typeof value === 'string' && Object.hasOwn(members, value) ? (value as Member) : this.#broken();
  }

  #broken(): GatewayError {
    this.#error ??= this.received.answer.unreadable();
    return this.#error;
  }
}

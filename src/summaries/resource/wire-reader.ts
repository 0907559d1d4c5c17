/**
 * Properties of a wire entity, read with suspicion.
 *
 * A value that is not what the metadata promises becomes an Error in its place. GraphQL reports it when, and only when,
 * the client selected that property, and the rest of the object stays usable.
 */
import type { ReceivedEntity } from '../../graph/graph-collection.js';
import type { GatewayError } from '../../core/gateway-error.js';
import { isDateTimeOffset } from '../schema/date-time-offset.js';

/** A value, or the error that stands in its place: graphql-js throws it when the field is completed. */
export type Readable<T> = T | GatewayError;

/** What a client gets of an object: values, since an error never leaves its field. */
export type ReadableProperties<Summary> = { readonly [Name in keyof Summary]: Readable<Summary[Name]> };

export class WireReader {
  #error: GatewayError | undefined;

  constructor(private readonly received: ReceivedEntity) {}

  get id(): string {
    return this.received.entity['id'] as string;
  }

  /** `Edm.String` that is promised. */
  string(name: string): Readable<string> {
    const value = this.received.entity[name];
    return typeof value === 'string' ? value : this.#broken();
  }

  /** `Edm.String` that may be null or absent. */
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

  /** A member of an `Edm` enumeration; one that the schema does not know costs this field alone. */
  member<Member extends string>(name: string, members: Readonly<Record<string, Member>>): Readable<Member> {
    const value = this.received.entity[name];
    return typeof value === 'string' && Object.hasOwn(members, value) ? (value as Member) : this.#broken();
  }

  #broken(): GatewayError {
    this.#error ??= this.received.answer.unreadable();
    return this.#error;
  }
}

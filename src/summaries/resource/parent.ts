/**
 * What contains the objects of a collection. An id of a contained object is unique below its parent only, so every object
 * also has the keys of all objects that contain it; they are known from its address.
 */
import type { ReceivedEntity } from '../../graph/graph-collection.js';

/** The keys of the objects that contain another one, as in `{ accountSummaryId: 'a' }`. */
export type KeysAbove = Readonly<Record<string, string>>;

export interface Parent {
  /** Below Graph's root. */
  readonly path: string;
  /** The keys that the objects below it have. */
  readonly keys: KeysAbove;
}

/** An object of Graph as the parent of its children, which are read from there, or came with it. */
export interface Place {
  /** Undefined if no address can lead there. */
  readonly path: string | undefined;
  readonly keys: KeysAbove;
  /** The response that contains the children, if they were requested by `$expand`. */
  readonly expanded?: ReceivedEntity | undefined;
}

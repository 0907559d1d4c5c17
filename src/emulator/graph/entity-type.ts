/** A type of entities: its properties with their kinds, what its objects contain, and the service behind it. */
import { instantOf } from './instant.js';
import type { Service } from './services.js';

type Kind = 'text' | 'texts' | 'int32' | 'date' | { readonly name: string; readonly members: readonly string[] };

export interface Property {
  readonly kind: Kind;
  readonly nullable: boolean;
}

export interface EntityType {
  readonly name: string;
  /** The navigation property that holds objects of this type. */
  readonly collection: string;
  /** In the order of the reference. */
  readonly properties: Readonly<Record<string, Property>>;
  /** The types that an object of this type contains, each in its own navigation property. */
  readonly children: readonly EntityType[];
  /** The service behind Graph that implements it. */
  readonly service: Service;
  /** Every write is refused, in the form of the service. */
  readonly readOnly?: true;
  /** The properties without `$select`, if not all. */
  readonly usualProperties?: readonly string[];
  /** A property that can identify an object instead of its id. */
  readonly alternateKey?: string;
}

/** The addresses of the outermost collections: the segments before them, and their types. */
export type Outermost = Readonly<Record<'' | 'deviceManagement', readonly EntityType[]>>;

/** The property of this name, never one that JavaScript objects inherit. */
export function propertyOf(type: EntityType, name: string): Property | undefined {
  return Object.hasOwn(type.properties, name) ? type.properties[name] : undefined;
}

export function accepts({ kind, nullable }: Property, value: unknown): boolean {
  if (value === null) return nullable;
  if (kind === 'int32') return Number.isInteger(value) && Math.abs(Number(value) + 0.5) < 2 ** 31;
  if (kind === 'texts') return Array.isArray(value) && value.every((each) => typeof each === 'string');
  if (typeof value !== 'string') return false;
  if (kind === 'text') return true;
  return kind === 'date' ? instantOf(value) !== undefined : kind.members.includes(value);
}

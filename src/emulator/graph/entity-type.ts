/** What a type of entities is: properties with their kinds, what its objects contain, and the service behind it. */
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
  /** What an object of this type contains, each type in the navigation property of its own. */
  readonly children: readonly EntityType[];
  /** Who answers for it behind Graph. */
  readonly service: Service;
  /** Every write is refused, in the way of the service. */
  readonly readOnly?: true;
  /** What comes without `$select`, where that is not all. */
  readonly usualProperties?: readonly string[];
  /** A property that finds an object in place of its id. */
  readonly alternateKey?: string;
}

/** Where the outermost collections are: the segments before them, and what is there. */
export type Outermost = Readonly<Record<'' | 'deviceManagement', readonly EntityType[]>>;

/** The property of this name, never one that JavaScript's objects inherit. */
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

/** The three types of the report family: their properties, nullability and containment as the CSDL of beta declares them. */
import { instantOf } from './instant.js';

type Kind = 'text' | 'int32' | 'date' | { readonly name: string; readonly members: readonly string[] };

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
  /** What an object of this type contains. */
  readonly child?: EntityType;
}

const text: Property = { kind: 'text', nullable: false };
const optionalText: Property = { kind: 'text', nullable: true };
const int32: Property = { kind: 'int32', nullable: false };
const date: Property = { kind: 'date', nullable: false };
const counts = { successfulUpdateCount: int32, failedUpdateCount: int32, totalUpdateCount: int32 };

export const updateCategories = ['critical', 'configurationDataFile', 'firmware', 'other'] as const;
export const failedStates = [
  'downloadFailed',
  'downloadInsufficientSpace',
  'downloadInsufficientPower',
  'downloadInsufficientNetwork',
  'installInsufficientSpace',
  'installInsufficientPower',
  'installFailed',
  'commandFailed',
] as const;
const unfinishedStates = ['downloading', 'downloaded', 'installing', 'idle', 'available', 'scheduled'] as const;

const updateCategory: Property = {
  kind: { name: 'microsoft.graph.macOSSoftwareUpdateCategory', members: updateCategories },
  nullable: false,
};
const state: Property = {
  kind: {
    name: 'microsoft.graph.macOSSoftwareUpdateState',
    members: ['success', ...unfinishedStates, ...failedStates],
  },
  nullable: false,
};

export const stateSummary: EntityType = {
  name: 'microsoft.graph.macOSSoftwareUpdateStateSummary',
  collection: 'updateStateSummaries',
  properties: {
    id: text,
    displayName: text,
    productKey: optionalText,
    updateCategory,
    updateVersion: optionalText,
    state,
    lastUpdatedDateTime: date,
  },
};

export const categorySummary: EntityType = {
  name: 'microsoft.graph.macOSSoftwareUpdateCategorySummary',
  collection: 'categorySummaries',
  properties: {
    id: text,
    displayName: text,
    deviceId: optionalText,
    userId: optionalText,
    updateCategory,
    ...counts,
    lastUpdatedDateTime: date,
  },
  child: stateSummary,
};

export const accountSummary: EntityType = {
  name: 'microsoft.graph.macOSSoftwareUpdateAccountSummary',
  collection: 'macOSSoftwareUpdateAccountSummaries',
  properties: {
    id: text,
    displayName: text,
    deviceId: optionalText,
    userId: optionalText,
    deviceName: optionalText,
    userPrincipalName: optionalText,
    osVersion: optionalText,
    ...counts,
    lastUpdatedDateTime: date,
  },
  child: categorySummary,
};

/** The property of this name, never one that JavaScript's objects inherit. */
export function propertyOf(type: EntityType, name: string): Property | undefined {
  return Object.hasOwn(type.properties, name) ? type.properties[name] : undefined;
}

export function accepts({ kind, nullable }: Property, value: unknown): boolean {
  if (value === null) return nullable;
  if (kind === 'int32') return Number.isInteger(value) && Math.abs(Number(value) + 0.5) < 2 ** 31;
  if (typeof value !== 'string') return false;
  if (kind === 'text') return true;
  return kind === 'date' ? instantOf(value) !== undefined : kind.members.includes(value);
}

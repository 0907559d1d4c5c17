/** The types that the emulator serves: their properties, nullability and containment as the CSDL of beta declares them. */
import { instantOf } from './instant.js';
import { directory, intune, type Service } from './services.js';

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
  /** What an object of this type contains. */
  readonly child?: EntityType;
  /** Who answers for it behind Graph. */
  readonly service: Service;
  /** Every write is refused, in the way of the service. */
  readonly readOnly?: true;
  /** What comes without `$select`, where that is not all. */
  readonly usualProperties?: readonly string[];
  /** A property that finds an object in place of its id. */
  readonly alternateKey?: string;
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
  service: intune,
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
  service: intune,
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
  service: intune,
};

/** A part of the device's properties; metadata marks nearly all of them as computed. */
export const managedDevice: EntityType = {
  name: 'microsoft.graph.managedDevice',
  collection: 'managedDevices',
  properties: {
    id: text,
    userId: optionalText,
    deviceName: optionalText,
    enrolledDateTime: date,
    lastSyncDateTime: date,
    operatingSystem: optionalText,
    complianceState: {
      kind: {
        name: 'microsoft.graph.complianceState',
        members: ['unknown', 'compliant', 'noncompliant', 'conflict', 'error', 'inGracePeriod', 'configManager'],
      },
      nullable: false,
    },
    osVersion: optionalText,
    emailAddress: optionalText,
    userPrincipalName: optionalText,
    model: optionalText,
    manufacturer: optionalText,
    serialNumber: optionalText,
    userDisplayName: optionalText,
  },
  service: intune,
  readOnly: true,
};

/** What the directory answers of a user without `$select`, in its order. */
const usualOfUser = {
  businessPhones: { kind: 'texts', nullable: false },
  displayName: optionalText,
  givenName: optionalText,
  jobTitle: optionalText,
  mail: optionalText,
  mobilePhone: optionalText,
  officeLocation: optionalText,
  preferredLanguage: optionalText,
  surname: optionalText,
  userPrincipalName: optionalText,
  id: text,
} as const satisfies Record<string, Property>;

/** A part of the user's properties: those that come of themselves, and some that are to be asked for. */
export const user: EntityType = {
  name: 'microsoft.graph.user',
  collection: 'users',
  properties: { ...usualOfUser, companyName: optionalText, department: optionalText, userType: optionalText },
  service: directory,
  readOnly: true,
  usualProperties: Object.keys(usualOfUser),
  alternateKey: 'userPrincipalName',
};

/** Where the outermost collections are: the segments before them, and what is there. */
export const outermost: Readonly<Record<'' | 'deviceManagement', readonly EntityType[]>> = {
  '': [user],
  deviceManagement: [accountSummary, managedDevice],
};

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

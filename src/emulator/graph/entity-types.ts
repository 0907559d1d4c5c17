/**
 * The types that the emulator serves: their properties, nullability and containment as the CSDL of beta declares them.
 *
 * This table shares nothing with the gateway's own types, so that neither hides a mistake of the other.
 */
import type { EntityType, Outermost, Property } from './entity-type.js';
import { directory, intune } from './services.js';

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
  children: [],
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
  children: [stateSummary],
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
  children: [categorySummary],
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
  children: [],
  service: intune,
  readOnly: true,
};

/** The properties of a user without `$select`, in the order of the directory. */
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

/** Some of the user's properties: the default ones, and some that must be selected. */
export const user: EntityType = {
  name: 'microsoft.graph.user',
  collection: 'users',
  properties: { ...usualOfUser, companyName: optionalText, department: optionalText, userType: optionalText },
  children: [],
  service: directory,
  readOnly: true,
  usualProperties: Object.keys(usualOfUser),
  alternateKey: 'userPrincipalName',
};

export const outermost: Outermost = {
  '': [user],
  deviceManagement: [accountSummary, managedDevice],
};

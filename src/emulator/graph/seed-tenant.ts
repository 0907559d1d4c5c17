/**
 * The devices and users of the seeded reports, the same at each start.
 *
 * As in a real tenant some reports outlive their device or user: every thirteenth Mac is retired, and every eighteenth
 * user has left, although a Mac still names them. One more Mac has no report yet, and one more user has no Mac.
 */
import { managedDevice, user } from './entity-types.js';
import { complete } from './entity.js';
import { macAt } from './seed-macs.js';
import type { TreeNode } from './store.js';

const models = [
  'MacBook Pro (14-inch, 2024)',
  'MacBook Air (15-inch, M4, 2025)',
  'Mac mini (2024)',
  'iMac (24-inch, 2024)',
];
const states = ['compliant', 'compliant', 'inGracePeriod', 'noncompliant'];
const givenNames = ['Ada', 'Grace', 'Edsger', 'Barbara', 'Alan', 'Radia', 'Donald'];
const surnames = [
  'Alvarez',
  'Brandt',
  'Costa',
  'Dubois',
  'Eriksen',
  'Fischer',
  'Gupta',
  'Haddad',
  'Ito',
  'Jansen',
  'Kowalski',
];

const isRetired = (index: number): boolean => index % 13 === 12;
const hasLeft = (index: number): boolean => index % 18 === 17;

export function seedDevices(macs: number, now: Date): TreeNode[] {
  const withReports = Array.from({ length: macs }, (_, index) => index).filter((index) => !isRetired(index));
  const devices = withReports.map((index) => deviceOf(index, index, now));
  // The newest Mac is the second one of the first user.
  return macs === 0 ? [] : [...devices, deviceOf(macs, 0, now)];
}

export function seedUsers(macs: number, now: Date): TreeNode[] {
  if (macs === 0) return [];
  // One more than the number of Macs with a report.
  const present = Array.from({ length: macs + 1 }, (_, index) => index).filter((index) => !hasLeft(index));
  return present.map((index) => userOf(index, now));
}

function deviceOf(index: number, owner: number, now: Date): TreeNode {
  const { number, deviceId, deviceName, osVersion, lastUpdatedDateTime } = macAt(index, now);
  const { userId, userPrincipalName } = macAt(owner, now);
  const body = {
    userId,
    deviceName,
    enrolledDateTime: `2025-0${1 + (index % 9)}-15T09:00:00Z`,
    lastSyncDateTime: lastUpdatedDateTime,
    operatingSystem: 'macOS',
    complianceState: states[index % states.length],
    osVersion,
    emailAddress: userPrincipalName,
    userPrincipalName,
    model: models[index % models.length],
    manufacturer: 'Apple',
    serialNumber: `C02EXAMPLE${number}`,
    userDisplayName: nameOf(owner).displayName,
  };
  return { row: complete(managedDevice, body, deviceId), children: {} };
}

function userOf(index: number, now: Date): TreeNode {
  const { userId, userPrincipalName, department } = macAt(index, now);
  const body = {
    businessPhones: [],
    ...nameOf(index),
    jobTitle: `${department} Specialist`,
    mail: userPrincipalName,
    officeLocation: `${1 + (index % 4)}/${100 + (index % 50)}`,
    preferredLanguage: 'en-US',
    userPrincipalName,
    companyName: 'Contoso',
    department,
    userType: 'Member',
  };
  return { row: complete(user, body, userId), children: {} };
}

function nameOf(index: number): { displayName: string; givenName: string; surname: string } {
  const givenName = givenNames[index % givenNames.length] ?? '';
  const surname = surnames[index % surnames.length] ?? '';
  return { displayName: `${givenName} ${surname}`, givenName, surname };
}

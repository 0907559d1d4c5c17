/** The Macs of the emulated tenant, by number: the values that a report, the device and its user have in common. */

export interface Mac {
  readonly number: string;
  readonly department: string;
  readonly deviceId: string;
  readonly userId: string;
  readonly deviceName: string;
  readonly userPrincipalName: string;
  readonly osVersion: string;
  readonly lastUpdatedDateTime: string;
}

const departments = ['Marketing', 'Design', 'Finance', 'Legal', 'Support'];
const versions = ['26.1', '26.0.1', '15.7.2', '15.6', '14.8.2'];

export function macAt(index: number): Mac {
  const number = String(index + 1).padStart(3, '0');
  const department = departments[index % departments.length] ?? '';
  const day = String(1 + (index % 20)).padStart(2, '0');
  const minute = String(index % 60).padStart(2, '0');
  return {
    number,
    department,
    deviceId: guid(0xd0000000 + index),
    userId: guid(0xa0000000 + index),
    deviceName: `${department}-MBP-${number}`,
    userPrincipalName: `${department.toLowerCase()}.${number}@contoso.com`,
    osVersion: versions[(index * 3) % versions.length] ?? '',
    lastUpdatedDateTime: `2026-11-${day}T08:${minute}:56.8321556Z`,
  };
}

export function guid(number: number): string {
  const hex = number.toString(16).padStart(8, '0');
  return `${hex}-7d05-6468-057d-${hex.slice(4)}${hex}`;
}

/** Plausible reports, the same at each start: the counts of a report add up. */
import { complete, type StoredAccountSummary } from './entity.js';

const departments = ['Marketing', 'Design', 'Finance', 'Legal', 'Support'];
const versions = ['26.1', '26.0.1', '15.7.2', '15.6', '14.8.2'];

export function seedReports(count: number): StoredAccountSummary[] {
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(3, '0');
    const department = departments[index % departments.length] ?? '';
    const failed = index % 4 === 3 ? 1 + (index % 3) : 0;
    const successful = 2 + ((index * 7) % 9);
    const name = `${department}-MBP-${number}`;
    return complete(
      {
        displayName: `macOS updates of ${name}`,
        deviceId: guid(0xd0000000 + index),
        userId: guid(0xa0000000 + index),
        deviceName: name,
        userPrincipalName: `${department.toLowerCase()}.${number}@contoso.com`,
        osVersion: versions[(index * 3) % versions.length],
        successfulUpdateCount: successful,
        failedUpdateCount: failed,
        totalUpdateCount: successful + failed,
        lastUpdatedDateTime: `2026-11-${String(1 + (index % 20)).padStart(2, '0')}T08:${String(index % 60).padStart(2, '0')}:56.8321556Z`,
      },
      guid(0xe0000000 + index),
    );
  });
}

function guid(number: number): string {
  const hex = number.toString(16).padStart(8, '0');
  return `${hex}-7d05-6468-057d-${hex.slice(4)}${hex}`;
}

/** The data of every job: the same reports for the stand-in of Graph, which serves them, and for the checks. */

export const root = 'deviceManagement/macOSSoftwareUpdateAccountSummaries';

/**
 * The key that the stand-in gives to every created object. It is always the same, so that responses can be compared.
 */
export const createdId = 'c0ffee00-7d05-6468-057d-06480000c0de';

export const categoriesOfAccount = 2;
export const statesOfCategory = 3;

export const accountFields =
  'id displayName deviceId userId deviceName userPrincipalName osVersion successfulUpdateCount failedUpdateCount totalUpdateCount lastUpdatedDateTime';
export const categoryFields = 'id displayName updateCategory totalUpdateCount';
export const stateFields = 'id displayName updateVersion state';

/** One new report: ten properties, as on the reference page. The eleventh is the key, which is returned. */
export const newReport = (index = 0) => ({
  displayName: 'macOS updates of Marketing-MBP-001',
  deviceId: guid(0xd0000000 + index),
  userId: guid(0xa0000000 + index),
  deviceName: 'Marketing-MBP-001',
  userPrincipalName: 'marketing.001@contoso.com',
  osVersion: '26.1',
  successfulUpdateCount: 5,
  failedUpdateCount: 1,
  totalUpdateCount: 6,
  lastUpdatedDateTime: '2026-11-23T08:00:56.8321556-08:00',
});

export const accountId = (index) => guid(0xe0000000 + index);

export const account = (id) => ({ id, ...newReport(Number.parseInt(id.slice(0, 8), 16) - 0xe0000000) });

export const categoriesOf = (accountOfThem) =>
  Array.from({ length: categoriesOfAccount }, (_, place) => ({
    id: `${accountOfThem}-${place}`,
    displayName: `critical updates of Marketing-MBP-001, ${place}`,
    deviceId: guid(0xd0000000),
    userId: guid(0xa0000000),
    updateCategory: 'critical',
    successfulUpdateCount: 2,
    failedUpdateCount: 1,
    totalUpdateCount: 3,
    lastUpdatedDateTime: '2026-11-23T08:00:56.8321556Z',
  }));

export const statesOf = (category) =>
  Array.from({ length: statesOfCategory }, (_, place) => ({
    id: `${category}-${place}`,
    displayName: 'Rapid Security Response',
    productKey: `042-1000${place}`,
    updateCategory: 'critical',
    updateVersion: `26.1.${place}`,
    state: place === 2 ? 'downloadFailed' : 'success',
    lastUpdatedDateTime: '2026-11-23T08:00:56.8321556Z',
  }));

/** The properties of an object that a text names, in its order, as GraphQL returns them. */
export const only = (fields, object) => Object.fromEntries(fields.split(' ').map((name) => [name, object[name]]));

function guid(number) {
  const hex = (number >>> 0).toString(16).padStart(8, '0');
  return `${hex}-7d05-6468-057d-${hex.slice(4)}${hex}`;
}

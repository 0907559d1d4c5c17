/**
 * The differences between the services behind Graph: Intune has the devices and their reports, the directory the users.
 *
 * Each has its own errors for missing objects and missing permissions, and its own pages.
 */
import { GraphRefusalError, type Trace } from './answers.js';

/** The text of a refusal about the requested address. */
interface Address {
  readonly kind: 'collection' | 'object' | 'count';
  readonly type: { readonly collection: string };
  readonly parents: readonly unknown[];
  readonly context: string;
}

export interface Service {
  notFound(id: string, trace: Trace): GraphRefusalError;
  /** The response to a write that no caller may make. */
  writeRefused(address: Address, method: string): GraphRefusalError;
  /** Objects name their type, although the collection already determines it. */
  readonly annotatesObjects: boolean;
  /** Rows on a page without `$top`, and the greatest accepted `$top`. If absent, only the quirk decides. */
  readonly pages?: { readonly usual: number; readonly most: number };
  /** Counts only requests with `ConsistencyLevel: eventual`. */
  readonly countsEventually: boolean;
}

export const intune: Service = {
  /** JSON inside `error.message`, with an internal address in it. */
  notFound(_id, { requestId }) {
    const message = JSON.stringify({
      _version: 3,
      Message: `The object was not found. - Operation ID (for customer support): 00000000-0000-0000-0000-000000000000 - Activity ID: ${requestId} - Url: https://fef.example.manage.microsoft.com/DeviceFE`,
      CustomApiErrorPhrase: '',
      RetryAfter: null,
      ErrorSourceService: '',
      HttpHeaders: '{}',
    });
    return new GraphRefusalError(404, 'ResourceNotFound', message);
  },
  /** A device is created by enrolment, so such a route does not exist; changes need another permission. */
  writeRefused: (address, method) =>
    method === 'POST'
      ? notOffered(address, method)
      : new GraphRefusalError(
          403,
          'Forbidden',
          'Application is not authorized to perform this operation. Application must have one of the following scopes: DeviceManagementManagedDevices.ReadWrite.All',
        ),
  annotatesObjects: true,
  countsEventually: false,
};

export const directory: Service = {
  notFound: (id) =>
    new GraphRefusalError(
      404,
      'Request_ResourceNotFound',
      `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
    ),
  writeRefused: () =>
    new GraphRefusalError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'),
  annotatesObjects: false,
  pages: { usual: 100, most: 999 },
  countsEventually: true,
};

/** Documented, but not implemented by the service. */
export function notOffered({ type, parents, kind, context }: Address, method: string): GraphRefusalError {
  const template = `~/singleton/navigation${'/key/navigation'.repeat(parents.length)}${kind === 'object' ? '/key' : ''}`;
  return new GraphRefusalError(
    400,
    'No method match route template',
    `No OData route exists that match template ${template} with http verb ${method} for request /StatelessDeviceFEService/${context || type.collection}.`,
  );
}

export const unsupportedQuery = (message: string): GraphRefusalError =>
  new GraphRefusalError(400, 'Request_UnsupportedQuery', message);

import type { ApolloClient } from '@apollo/client';
import { failureOf } from '../../api/failure';
import { LookUpDocument, type MacRowFragment } from '../../api/generated/graphql';
import { differencesOf, type ReportInput } from '../report-values';

/** What a report is looked up by if its answer did not arrive at all. */
export const usualLookUp = ['deviceId', 'userId', 'displayName'];

export interface Found {
  /** Equal to the input in everything. */
  readonly same: readonly MacRowFragment[];
  /** Equal in what is looked up by. */
  readonly similar: readonly MacRowFragment[];
}

/** The reports that may be the one that was sent. Rejects if a report could not be read: it might be the one. */
export async function findReports(client: ApolloClient, input: ReportInput, by: readonly string[]): Promise<Found> {
  const filter = Object.fromEntries(by.map((name) => [name, { eq: input[name as keyof ReportInput] }]));
  // Not from the cache, and not for its lists.
  const { data, error } = await client
    .query({ query: LookUpDocument, variables: { filter }, fetchPolicy: 'no-cache' })
    .catch((reason: unknown) => ({ data: undefined, error: reason }));
  // Values that break the rules of a filter, such as one that is missing, break those of a report as well: it was not stored.
  if (error !== undefined && failureOf(error).remedy === 'correct') return { same: [], similar: [] };
  if (error !== undefined) throw error as Error;
  if (!data?.found) throw new Error('The response has neither reports nor an error.');
  const rows = data.found.edges.flatMap(({ node }) => node ?? []);
  const { same = [], similar = [] } = Object.groupBy(rows, (row) =>
    differencesOf(row, input).length === 0 ? 'same' : 'similar',
  );
  return { same, similar };
}

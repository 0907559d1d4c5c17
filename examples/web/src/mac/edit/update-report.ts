import type { ApolloClient } from '@apollo/client';
import { forgetLists } from '../../api/after-write';
import {
  StoredReportDocument,
  UpdateReportDocument,
  type MacRowFragment,
  type UpdateSummaryInput,
} from '../../api/generated/graphql';
import type { ReportInput } from '../../writing/report-values';

/** Shown at once, and taken back if the gateway refuses it. */
export async function updateReport(client: ApolloClient, mac: MacRowFragment, changes: ReportInput): Promise<void> {
  // What is cleared may not be clearable: that waits for the gateway.
  const shown = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== null));
  await client.mutate({
    mutation: UpdateReportDocument,
    variables: { id: mac.id, input: changes as UpdateSummaryInput },
    optimisticResponse: { updated: { ...mac, ...shown } },
  });
  forgetLists(client.cache);
}

/** The report as it is now; undefined if it cannot be read. */
export async function readReport(client: ApolloClient, id: string): Promise<MacRowFragment | undefined> {
  const read = client.query({ query: StoredReportDocument, variables: { id }, fetchPolicy: 'network-only' });
  const { data } = await read.catch(() => ({ data: undefined }));
  return data?.mac ?? undefined;
}

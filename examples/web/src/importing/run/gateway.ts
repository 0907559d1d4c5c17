/** What an import asks of the gateway. */
import type { ApolloClient } from '@apollo/client';
import { forgetLists } from '../../api/after-write';
import { failureOf, failureOfInput, failureOfWrite, type Failure } from '../../api/failure';
import { ImportRowsDocument, type CreateSummaryInput } from '../../api/generated/graphql';
import { findReports, usualLookUp } from '../../writing/look-up/find-reports';
import type { Columns } from '../file/required';
import { inputOf } from '../file/check-row';
import type { RowAnswer } from './answer';
import type { Parts } from './import-run';
import type { ImportRow } from './rows';

export function gatewayParts(client: ApolloClient, columns: Columns): Pick<Parts, 'send' | 'find'> {
  const input = ({ cells }: ImportRow) => inputOf(columns, cells);
  return {
    async send(rows) {
      try {
        return { rows: await create(client, rows, rows.map(input) as CreateSummaryInput[]) };
      } catch (error) {
        return { failure: inWords(failureOfWrite(error)) };
      }
    },
    async find(row) {
      try {
        const { same } = await findReports(client, input(row), usualLookUp);
        return { id: same[0]?.id };
      } catch (error) {
        return { failure: failureOf(error) };
      }
    },
  };
}

/** The import itself says what becomes of the rows. */
const inWords = (failure: Failure): Failure =>
  failure.remedy === 'go online' ? { ...failure, sentence: 'Check the connection of this computer.' } : failure;

async function create(
  client: ApolloClient,
  rows: readonly ImportRow[],
  inputs: CreateSummaryInput[],
): Promise<readonly RowAnswer[]> {
  const { data } = await client.mutate({
    mutation: ImportRowsDocument,
    variables: { inputs, idempotencyKeys: rows.map(({ key }) => key) },
    // Thousands of reports that no page shows.
    fetchPolicy: 'no-cache',
  });
  forgetLists(client.cache);
  const results = data?.results;
  if (results?.length !== rows.length) throw new Error('The response does not have a result for each row.');
  return results.map(({ summary, error, replayed }) => {
    if (summary) return { id: summary.id, replayed };
    return { failure: failureOfInput(error ?? { message: 'The response has neither a report nor an error.' }) };
  });
}

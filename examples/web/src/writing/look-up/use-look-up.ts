import { useCallback, useEffect, useState } from 'react';
import { useApolloClient } from '@apollo/client/react';
import { failureOf, type Failure } from '../../api/failure';
import { LookUpDocument, type MacRowFragment } from '../../api/generated/graphql';
import { differencesOf, type ReportInput } from '../report-values';

interface Found {
  /** Equal to the input in everything. */
  readonly same: readonly MacRowFragment[];
  /** Equal in what is looked up by. */
  readonly similar: readonly MacRowFragment[];
}

export interface LookUp {
  /** Undefined while it looks, and if that failed. */
  readonly found: Found | undefined;
  readonly failure: Failure | undefined;
  readonly look: () => void;
}

/** Looks at once, and again on request. `input` and `by` must stay the same. */
export function useLookUp(input: ReportInput, by: readonly string[]): LookUp {
  const client = useApolloClient();
  const [state, setState] = useState<Omit<LookUp, 'look'>>({ found: undefined, failure: undefined });

  const read = useCallback(async (): Promise<Omit<LookUp, 'look'>> => {
    const filter = Object.fromEntries(by.map((name) => [name, { eq: input[name as keyof ReportInput] }]));
    const { data, error } = await client
      // Not from the cache, and not for its lists.
      .query({ query: LookUpDocument, variables: { filter }, fetchPolicy: 'no-cache' })
      .catch((reason: unknown) => ({ data: undefined, error: reason }));
    if (error !== undefined || !data?.found) {
      const failure = failureOf(error);
      // Values that break the rules of a filter, such as one that is missing, break those of a report as well.
      if (failure.remedy === 'correct') return { found: { same: [], similar: [] }, failure: undefined };
      // A row that cannot be read might be the one.
      return { found: undefined, failure };
    }
    const rows = data.found.edges.flatMap(({ node }) => node ?? []);
    const { same = [], similar = [] } = Object.groupBy(rows, (row) =>
      differencesOf(row, input).length === 0 ? 'same' : 'similar',
    );
    return { found: { same, similar }, failure: undefined };
  }, [client, input, by]);

  useEffect(() => {
    let isCurrent = true;
    void read().then((result) => {
      if (isCurrent) setState(result);
    });
    return () => {
      isCurrent = false;
    };
  }, [read]);

  const look = (): void => {
    setState({ found: undefined, failure: undefined });
    void read().then(setState);
  };
  return { ...state, look };
}

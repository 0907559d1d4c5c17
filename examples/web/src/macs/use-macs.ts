import { useMemo, useState } from 'react';
import { NetworkStatus } from '@apollo/client';
import { skipToken, useQuery } from '@apollo/client/react';
import { MacsDocument, type MacRowFragment } from '../api/generated/graphql';
import { reasonOf, useAllPages } from '../api/use-all-pages';
import { useRefresh } from '../api/use-refresh';
import { useFailingMacs } from '../api/use-failing-macs';
import { filterOf, matchesSearch, orderOf } from './macs-filter';
import type { MacsState } from './macs-url';
import { withReason } from './reason-filter';

/** The most that the gateway returns at once: 1,000 rows are about 330 kB. */
const pageSize = 1000;

export interface Macs {
  readonly macs: readonly MacRowFragment[];
  readonly hasData: boolean;
  readonly isReading: boolean;
  readonly isComplete: boolean;
  readonly error: unknown;
  /** How many rows have been read, whatever the page leaves out of them. */
  readonly read: number;
  readonly tryAgain: () => void;
}

/** The Macs of an address, page after page. */
export function useMacs(state: MacsState): Macs {
  // One moment for all pages of a list: another one would be another filter.
  const [now] = useState(() => new Date());
  const byReason = state.reason !== undefined;
  const listed = useListedMacs(state, now, byReason);
  const failing = useFailingMacs({ enabled: byReason, all: true });
  const source = byReason ? failing : listed;
  const macs = useMemo(
    () => (byReason ? withReason(failing.macs, state, now) : listed.macs).filter((mac) => matchesSearch(mac, state.q)),
    [byReason, failing.macs, listed.macs, state, now],
  );
  return { ...source, read: source.macs.length, macs };
}

function useListedMacs(state: MacsState, now: Date, isSkipped: boolean) {
  const variables = { first: pageSize, filter: filterOf(state, now), orderBy: orderOf(state) };
  const { data, error, loading, networkStatus, fetchMore, refetch } = useQuery(
    MacsDocument,
    isSkipped ? skipToken : { variables, refetchWritePolicy: 'merge', notifyOnNetworkStatusChange: true },
  );
  const edges = data?.macs?.edges;
  // Reading a further page has a status of its own.
  const isLoading = loading && networkStatus !== NetworkStatus.fetchMore;
  const { refresh, refreshError } = useRefresh(refetch, JSON.stringify(variables));
  const pages = useAllPages({
    pageInfo: data?.macs?.pageInfo,
    enabled: !isLoading,
    fetchAfter: (after) =>
      reasonOf(fetchMore({ variables: { after }, errorPolicy: 'all' }), ({ macs }) => macs !== null),
  });
  const macs = useMemo(() => (edges ?? []).flatMap(({ node }) => (node ? [node] : [])), [edges]);
  return {
    macs,
    hasData: edges !== undefined,
    isReading: isLoading || pages.isReading,
    isComplete: pages.isComplete,
    error: error ?? refreshError ?? pages.error,
    tryAgain: () => (pages.error ? pages.tryAgain() : refresh()),
  };
}

import { useMemo, useState } from 'react';
import { NetworkStatus } from '@apollo/client';
import { skipToken, useQuery } from '@apollo/client/react';
import { FailingMacsDocument, type FailingMacsQuery } from './generated/graphql';
import { reasonOf, useAllPages } from './use-all-pages';
import { useRefresh } from './use-refresh';

/** Reasons lie two levels below a report, so pages are small: at 50 ms per call to Graph one takes half a second. */
const pageSize = 100;
/** Read by themselves; more on request. Each page costs Graph a few calls. */
const readByDefault = 500;

type Edge = NonNullable<FailingMacsQuery['failing']>['edges'][number];
export type FailingMac = NonNullable<Edge['node']>;

interface Options {
  readonly enabled?: boolean;
  /** Reads on to the end without being asked. */
  readonly all?: boolean;
}

/** Macs with failed updates and why they failed, the most failures first. */
export function useFailingMacs({ enabled = true, all = false }: Options = {}) {
  const [readsAll, setReadsAll] = useState(all);
  const { data, previousData, error, loading, networkStatus, fetchMore, refetch } = useQuery(
    FailingMacsDocument,
    enabled
      ? { variables: { first: pageSize }, refetchWritePolicy: 'merge', notifyOnNetworkStatusChange: true }
      : skipToken,
  );
  const failing = data?.failing ?? previousData?.failing ?? undefined;
  const edges = failing?.edges;
  const macs = useMemo(() => (edges ?? []).flatMap(({ node }) => (node ? [node] : [])), [edges]);
  // Reading a further page has a status of its own.
  const isLoading = loading && networkStatus !== NetworkStatus.fetchMore;
  const { refresh, refreshError } = useRefresh(refetch);
  const pages = useAllPages({
    pageInfo: failing?.pageInfo,
    enabled: !isLoading && (readsAll || macs.length < readByDefault),
    fetchAfter: (after) =>
      reasonOf(fetchMore({ variables: { after }, errorPolicy: 'all' }), ({ failing }) => failing !== null),
  });
  return {
    macs,
    hasData: failing !== undefined,
    isComplete: pages.isComplete,
    isReading: isLoading || pages.isReading,
    error: error ?? refreshError ?? pages.error,
    tryAgain: () => (pages.error ? pages.tryAgain() : refresh()),
    refresh,
    readAll: () => setReadsAll(true),
  };
}

export type FailingMacs = ReturnType<typeof useFailingMacs>;

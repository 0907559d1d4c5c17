import { useQuery } from '@apollo/client/react';
import { useSearchParams } from 'react-router';
import { FleetDocument } from '../api/generated/graphql';
import { isWhole } from '../api/failure';
import { readTimes } from '../api/read-times';
import { useFailingMacs } from '../api/use-failing-macs';
import { useRefresh } from '../api/use-refresh';
import { useHeading } from '../app/use-heading';
import { FailureNotice } from '../ui/FailureNotice';
import { NotProven } from '../ui/NotProven';
import { PartialNotice } from '../ui/PartialNotice';
import { Skeleton } from '../ui/Skeleton';
import { AgesChart } from './AgesChart';
import { CategoriesChart } from './CategoriesChart';
import { FirstToLookAt } from './FirstToLookAt';
import { NoReports } from './NoReports';
import { OverviewHead } from './OverviewHead';
import { ReadMore } from './ReadMore';
import { ReasonsChart } from './ReasonsChart';
import { silentDaysOf } from './silent-days';
import { Tiles } from './Tiles';
import { VersionsChart } from './VersionsChart';

export function OverviewPage() {
  const heading = useHeading('Overview');
  const [params, setParams] = useSearchParams();
  const silentDays = silentDaysOf(params);
  const { data, previousData, error, loading, refetch } = useQuery(FleetDocument, {
    variables: { silentDays },
    refetchWritePolicy: 'merge',
    notifyOnNetworkStatusChange: true,
  });
  const failing = useFailingMacs();
  const statistics = data?.fleet?.statistics ?? previousData?.fleet?.statistics;
  const isReading = loading || failing.isReading;
  const { refresh: refreshFleet, refreshError } = useRefresh(refetch, String(silentDays));
  // Without data the charts of failures say themselves what failed.
  const failed = [error, refreshError, failing.hasData ? failing.error : undefined].find(isWhole);
  const refresh = (): void => {
    refreshFleet();
    failing.refresh();
  };

  return (
    <>
      <OverviewHead
        heading={heading}
        asOf={readTimes.of('Fleet')}
        reports={statistics?.reports}
        isReading={isReading}
        onRefresh={refresh}
        silentDays={silentDays}
        onSilentDays={(days) => setParams({ silent: String(days) }, { replace: true })}
      />
      <FailureNotice
        error={loading ? undefined : (failed ?? (statistics ? undefined : error))}
        onRetry={refresh}
        isStale={!!statistics}
      />
      {statistics?.reports === 0 && <NoReports />}
      {statistics && statistics.reports > 0 && (
        <>
          <PartialNotice error={failing.error} unreadable={statistics.unreadable} />
          <Tiles statistics={statistics} silentDays={silentDays} />
          <NotProven />
          <div className="charts">
            <VersionsChart versions={statistics.byOsVersion} />
            <ReasonsChart failing={failing} />
            <CategoriesChart failing={failing} />
            <AgesChart ages={statistics.byAge} />
          </div>
          <ReadMore failing={failing} total={statistics.withFailures} />
          <FirstToLookAt failing={failing} />
        </>
      )}
      {!statistics && loading && <Skeleton label="Reading the reports" lines={14} />}
    </>
  );
}

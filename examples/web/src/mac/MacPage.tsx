import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import { isWhole } from '../api/failure';
import { MacDocument } from '../api/generated/graphql';
import { useRefresh } from '../api/use-refresh';
import { useHeading } from '../app/use-heading';
import { Empty } from '../ui/Empty';
import { FailureNotice } from '../ui/FailureNotice';
import { PartialNotice } from '../ui/PartialNotice';
import { Skeleton } from '../ui/Skeleton';
import { macName } from '../words/names';
import { CategoryCard } from './CategoryCard';
import { ReportCard } from './ReportCard';

export default function MacPage() {
  const { id = '' } = useParams();
  const { data, previousData, error, loading, refetch } = useQuery(MacDocument, {
    variables: { id },
    notifyOnNetworkStatusChange: true,
  });
  const { refresh, refreshError } = useRefresh(refetch, id);
  const failed = [error, refreshError].find(isWhole);
  const earlier = previousData?.mac?.id === id ? previousData.mac : undefined;
  const mac = data?.mac ?? earlier;
  const name = mac ? macName(mac) : 'Mac';
  const heading = useHeading(name);
  const categories = (mac?.categorySummaries ?? []).flatMap((category) => category ?? []);
  return (
    <>
      <p className="back">
        <Link to="/macs">All Macs</Link>
      </p>
      <div className="head">
        <h1 {...heading}>{name}</h1>
        {mac && (
          <div className="actions">
            <button type="button" onClick={loading ? undefined : refresh} aria-disabled={loading}>
              Refresh
            </button>
          </div>
        )}
      </div>
      <FailureNotice error={loading ? undefined : failed} onRetry={refresh} isStale={!!mac} />
      <PartialNotice error={error} />
      {!mac && loading && <Skeleton label="Reading the report" lines={12} />}
      {mac && <ReportCard key={mac.id} mac={mac} />}
      {mac?.categorySummaries?.length === 0 && (
        <Empty title="No updates">
          <p>The report of this Mac has no categories of updates.</p>
        </Empty>
      )}
      {categories
        .toSorted((a, b) => b.failedUpdateCount - a.failedUpdateCount)
        .map((category) => (
          <CategoryCard key={category.id} category={category} />
        ))}
    </>
  );
}

import { Link } from 'react-router';
import { useMayWrite } from '../session/may-write';
import { Empty } from '../ui/Empty';

export function NoReports() {
  const mayWrite = useMayWrite();
  return (
    <Empty title="No reports">
      <p>
        Intune lists a Mac here only once it has reported about its updates: a supervised Mac with an update policy
        reports within about eight hours. An empty list does not say that all Macs are up to date.
      </p>
      {mayWrite && <Link to="/create">Store a report</Link>}
    </Empty>
  );
}

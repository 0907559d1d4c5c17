import { Link } from 'react-router';
import { useHeading } from './use-heading';

export function NotFoundPage() {
  const heading = useHeading('Page not found');
  return (
    <>
      <h1 {...heading}>Page not found</h1>
      <p>
        There is nothing at this address. Go to the <Link to="/">overview</Link> or to <Link to="/macs">all Macs</Link>.
      </p>
    </>
  );
}

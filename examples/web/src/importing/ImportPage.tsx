import { useHeading } from '../app/use-heading';
import { useMayWrite } from '../session/may-write';
import { Import } from './Import';

export default function ImportPage() {
  const heading = useHeading('Import');
  const mayWrite = useMayWrite();
  return (
    <>
      <h1 {...heading}>Import</h1>
      {!mayWrite ? (
        <p>You may read reports, but not store new ones.</p>
      ) : !isSecureContext ? (
        // Browsers offer the locks that keep two tabs apart over https alone.
        <p>An import needs a page that was opened over https.</p>
      ) : (
        <Import />
      )}
    </>
  );
}

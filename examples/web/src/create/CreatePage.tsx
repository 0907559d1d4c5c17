import { useHeading } from '../app/use-heading';
import { useMayWrite } from '../session/may-write';
import { CreateForm } from './CreateForm';

export default function CreatePage() {
  const heading = useHeading('New report');
  const mayWrite = useMayWrite();
  return (
    <>
      <h1 {...heading}>New report</h1>
      {mayWrite ? <CreateForm /> : <p>You may read reports, but not store new ones.</p>}
    </>
  );
}

import type { MacRowFragment } from '../../api/generated/graphql';
import { DeleteDialog } from './DeleteDialog';
import { useRemoval } from './use-removal';

export function DeleteReport({ mac }: { readonly mac: MacRowFragment }) {
  const removal = useRemoval(mac);
  return (
    <>
      <button type="button" className="danger" onClick={removal.ask}>
        Delete
      </button>
      {removal.isAsking && <DeleteDialog mac={mac} removal={removal} />}
    </>
  );
}

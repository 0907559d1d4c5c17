import { useState } from 'react';
import type { MacRowFragment } from '../../api/generated/graphql';
import { DeleteDialog } from './DeleteDialog';

export function DeleteReport({ mac }: { readonly mac: MacRowFragment }) {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <button type="button" className="danger" onClick={() => setIsAsking(true)}>
        Delete
      </button>
      {isAsking && <DeleteDialog mac={mac} onClose={() => setIsAsking(false)} />}
    </>
  );
}

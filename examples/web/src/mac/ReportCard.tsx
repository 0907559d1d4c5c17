import { useEffect, useRef } from 'react';
import type { MacRowFragment } from '../api/generated/graphql';
import { useMayWrite } from '../session/may-write';
import { LeaveDialog } from '../writing/LeaveDialog';
import { EditForm } from './edit/EditForm';
import { useEdit } from './edit/use-edit';
import { MacHead } from './MacHead';
import { DeleteReport } from './remove/DeleteReport';

/** The report itself, and what a person who may write does with it. */
export function ReportCard({ mac }: { readonly mac: MacRowFragment }) {
  const mayWrite = useMayWrite();
  const edit = useEdit(mac);
  const { draft } = edit;
  const editButton = useRef<HTMLButtonElement>(null);

  // The form is gone, and the focus with it.
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && draft === undefined) editButton.current?.focus();
    wasOpen.current = draft !== undefined;
  }, [draft]);

  return (
    <>
      {draft ? (
        <EditForm edit={edit} draft={draft} />
      ) : (
        <MacHead mac={mac}>
          {mayWrite && (
            <div className="actions">
              <button
                ref={editButton}
                type="button"
                onClick={edit.isSending ? undefined : edit.open}
                aria-disabled={edit.isSending}
              >
                Edit
              </button>
              <DeleteReport mac={mac} />
            </div>
          )}
        </MacHead>
      )}
      <p role="status" className="said">
        {edit.isSending ? 'Saving…' : edit.said}
      </p>
      <LeaveDialog blocker={edit.unsent.blocker} isSending={edit.isSending} />
    </>
  );
}

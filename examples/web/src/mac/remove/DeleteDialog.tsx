import { useApolloClient } from '@apollo/client/react';
import { useNavigate } from 'react-router';
import { forgetLists, forgetReport } from '../../api/after-write';
import { DeleteReportDocument, type MacRowFragment } from '../../api/generated/graphql';
import type { ArrivalState } from '../../app/arrival';
import { ModalDialog } from '../../ui/ModalDialog';
import { macName } from '../../words/names';
import { useWrite } from '../../writing/use-write';
import { WriteButton } from '../../writing/WriteButton';
import { WriteFailure } from '../../writing/WriteFailure';
import { WriteStatus } from '../../writing/WriteStatus';

interface Props {
  readonly mac: MacRowFragment;
  readonly onClose: () => void;
}

export function DeleteDialog({ mac, onClose }: Props) {
  const client = useApolloClient();
  const navigate = useNavigate();
  const writing = useWrite();
  const { failure } = writing;

  const remove = async (): Promise<void> => {
    const { id } = mac;
    const result = await writing.write(() => client.mutate({ mutation: DeleteReportDocument, variables: { id } }));
    if (result === undefined) return;
    // What is gone already is what the person wants.
    const isAbsent = result.failure?.outcome === 'absent';
    if (result.failure !== undefined && !isAbsent) return;
    forgetLists(client.cache);
    await navigate('/macs', {
      replace: true,
      state: { outcome: isAbsent ? 'gone' : 'deleted' } satisfies ArrivalState,
    });
    forgetReport(client.cache, id);
  };
  return (
    <ModalDialog title="Delete this report?" onClose={onClose}>
      <p>
        The report of <strong>{macName(mac)}</strong> is deleted with its categories and updates. This cannot be undone.
      </p>
      <WriteFailure failure={failure}>
        {failure?.outcome === 'unknown' && <p>It may be deleted. To delete it again is safe.</p>}
      </WriteFailure>
      <div className="actions">
        <WriteStatus writing={writing} labelOfSending="Deleting" />
        <button type="button" onClick={onClose}>
          Cancel
        </button>
        <WriteButton
          type="button"
          className="danger"
          writing={writing}
          label={failure === undefined ? 'Delete' : 'Delete again'}
          labelOfSending="Deleting"
          onClick={() => void remove()}
        />
      </div>
    </ModalDialog>
  );
}

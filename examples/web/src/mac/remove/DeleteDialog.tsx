import type { MacRowFragment } from '../../api/generated/graphql';
import { ModalDialog } from '../../ui/ModalDialog';
import { macName } from '../../words/names';
import { WriteButton } from '../../writing/WriteButton';
import { WriteFailure } from '../../writing/WriteFailure';
import { WriteStatus } from '../../writing/WriteStatus';
import type { Removal } from './use-removal';

interface Props {
  readonly mac: MacRowFragment;
  readonly removal: Removal;
}

export function DeleteDialog({ mac, removal }: Props) {
  const { failure, close, remove } = removal;
  return (
    <ModalDialog title="Delete this report?" onClose={close}>
      <p>
        The report of <strong>{macName(mac)}</strong> is deleted with its categories and updates. This cannot be undone.
      </p>
      <WriteFailure failure={failure}>
        {failure?.outcome === 'unknown' && <p>It may be deleted. To delete it again is safe.</p>}
      </WriteFailure>
      <div className="actions">
        <WriteStatus writing={removal} labelOfSending="Deleting" />
        <button type="button" onClick={close}>
          Cancel
        </button>
        <WriteButton
          type="button"
          className="danger"
          writing={removal}
          label={failure === undefined ? 'Delete' : 'Delete again'}
          labelOfSending="Deleting"
          onClick={remove}
        />
      </div>
    </ModalDialog>
  );
}

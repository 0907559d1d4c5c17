import { useState } from 'react';
import { ModalDialog } from '../../ui/ModalDialog';

interface Props {
  readonly isUnfinished: boolean;
  readonly onForget: () => void;
}

export function ForgetButton({ isUnfinished, onForget }: Props) {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setIsAsking(true)}>
        Forget this import
      </button>
      {isAsking && (
        <ModalDialog title="Forget this import?" onClose={() => setIsAsking(false)}>
          <p>
            Its rows and results leave this browser; reports that are stored stay.
            {isUnfinished && ' It is not finished: what has no result yet cannot be continued.'}
          </p>
          <p>The same file, imported again, stores its reports again. Download the results first if you need them.</p>
          <div className="actions">
            <button type="button" onClick={() => setIsAsking(false)}>
              Keep it
            </button>
            <button type="button" className="danger" onClick={onForget}>
              Forget it
            </button>
          </div>
        </ModalDialog>
      )}
    </>
  );
}

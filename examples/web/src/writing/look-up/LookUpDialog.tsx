import { FailureFacts } from '../../ui/FailureFacts';
import { ModalDialog } from '../../ui/ModalDialog';
import { labelOf } from '../report-fields';
import { differencesOf, type ReportInput } from '../report-values';
import { FoundReport } from './FoundReport';
import { useLookUp } from './use-look-up';

interface Props {
  readonly input: ReportInput;
  /** The properties to look it up by. */
  readonly by: readonly string[];
  /** Whether the form has other values by now than what may be stored. */
  readonly isChanged: boolean;
  readonly isSending: boolean;
  readonly onFound: (id: string) => void;
  readonly onSendAgain: () => void;
  /** Back to the form, with everything in it. */
  readonly onClose: () => void;
}

/** A report may be stored, and the answer is lost. It is looked for, and the person decides. */
export function LookUpDialog({ input, by, isChanged, isSending, onFound, onSendAgain, onClose }: Props) {
  const { found, failure, look } = useLookUp(input, by);
  const reports = [...(found?.same ?? []), ...(found?.similar ?? [])];
  const isMissing = found?.same.length === 0;
  return (
    <ModalDialog title="It may have been stored" onClose={onClose}>
      <p>
        {isChanged
          ? 'The answer to what you sent before was lost. It is looked for before the changed report is sent.'
          : 'The answer was lost on its way, so the report is looked for before it is sent again.'}
      </p>
      <div role="status">
        {!found && !failure && <p>Looking for it…</p>}
        {failure && <p>It could not be looked for: {failure.sentence}</p>}
        {found && reports.length === 0 && (
          <p>
            Not found: no stored report has the same {by.map(labelOf).join(', ')}. Microsoft Graph can take some minutes
            to show a report, so look again before you send it again.
          </p>
        )}
        {found && found.same.length > 0 && <p>It is stored.</p>}
        {isMissing && reports.length > 0 && <p>Not found, but these are similar.</p>}
      </div>
      {failure && <FailureFacts failure={failure} />}
      {reports.length > 0 && (
        <ul className="found-reports">
          {reports.map((report) => (
            <FoundReport
              key={report.id}
              report={report}
              differences={differencesOf(report, input)}
              onIsIt={() => onFound(report.id)}
            />
          ))}
        </ul>
      )}
      <div className="actions">
        <button type="button" onClick={onClose}>
          Back to the form
        </button>
        <button type="button" onClick={look}>
          Look again
        </button>
        {/* What is there must not be sent again. */}
        {isMissing && (
          <button type="button" onClick={isSending ? undefined : onSendAgain} aria-disabled={isSending}>
            {isSending ? 'Sending…' : isChanged ? 'Send the changed report' : 'Send again'}
          </button>
        )}
      </div>
    </ModalDialog>
  );
}

import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { ArrivalState } from '../app/arrival';
import { useIsHere } from '../app/use-is-here';
import { localTime } from '../words/dates';
import { LeaveDialog } from '../writing/LeaveDialog';
import { LookUpDialog } from '../writing/look-up/LookUpDialog';
import { fieldsOfCreation } from '../writing/report-fields';
import { ReportForm } from '../writing/ReportForm';
import { useUnsentInput } from '../writing/use-unsent-input';
import { WriteButton } from '../writing/WriteButton';
import { WriteFailure } from '../writing/WriteFailure';
import { WriteStatus } from '../writing/WriteStatus';
import { useCreation } from './use-creation';

export function CreateForm() {
  const [initial] = useState(() => ({ lastUpdatedDateTime: localTime(new Date()) }));
  const navigate = useNavigate();
  const unsent = useUnsentInput();
  const isHere = useIsHere();

  const goTo = (id: string, outcome: ArrivalState['outcome']): void => {
    if (!isHere.current) return;
    unsent.markSent();
    void navigate(`/macs/${encodeURIComponent(id)}`, { state: { outcome } satisfies ArrivalState });
  };
  const creation = useCreation(({ id }) => goTo(id, 'stored'));
  const { failure, isSending, question } = creation;
  return (
    <>
      <ReportForm
        fields={fieldsOfCreation}
        initial={initial}
        brokenRules={failure?.brokenRules ?? none}
        isSending={isSending}
        onSubmit={creation.submit}
        onTyped={unsent.markTyped}
      >
        {(formId) => (
          <>
            <WriteFailure failure={failure}>
              {failure?.outcome === 'unknown' && (
                <p>The report may have been stored. If you send the same again, it is not stored twice.</p>
              )}
              {creation.existing !== undefined && (
                <Link to={`/macs/${encodeURIComponent(creation.existing)}`}>Show the report that has this id</Link>
              )}
            </WriteFailure>
            <div className="actions">
              <WriteStatus writing={creation} labelOfSending="Storing" />
              <WriteButton
                type="submit"
                form={formId}
                className="primary"
                writing={creation}
                label="Store the report"
                labelOfSending="Storing"
              />
            </div>
          </>
        )}
      </ReportForm>
      {question && (
        <LookUpDialog
          key={question.submission.key}
          input={question.submission.input}
          by={question.lookUp}
          isChanged={question.instead !== undefined}
          isSending={isSending}
          onFound={(id) => goTo(id, 'found')}
          onSendAgain={creation.sendAgain}
          onClose={creation.closeQuestion}
        />
      )}
      <LeaveDialog blocker={unsent.blocker} isSending={isSending} />
    </>
  );
}

const none = [] as const;

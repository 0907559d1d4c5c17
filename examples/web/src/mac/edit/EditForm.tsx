import { useEffect, useRef } from 'react';
import { fieldsOfChange } from '../../writing/report-fields';
import { ReportForm } from '../../writing/ReportForm';
import { WriteButton } from '../../writing/WriteButton';
import { WriteFailure } from '../../writing/WriteFailure';
import { WriteStatus } from '../../writing/WriteStatus';
import { Conflict } from './Conflict';
import type { Draft, Edit } from './use-edit';

/** In place of what it changes. */
export function EditForm({ edit, draft }: { readonly edit: Edit; readonly draft: Draft }) {
  const { failure } = edit;
  const title = useRef<HTMLHeadingElement>(null);
  const startsAtField = failure !== undefined && failure.brokenRules.length > 0;

  useEffect(() => {
    if (!startsAtField) title.current?.focus();
  }, [startsAtField]);

  return (
    <section aria-label="Edit the report">
      <ReportForm
        fields={fieldsOfChange}
        initial={draft.typed}
        brokenRules={failure?.brokenRules ?? none}
        isSending={edit.isSending}
        onSubmit={edit.submit}
        onTyped={edit.unsent.markTyped}
        heading={
          <h2 ref={title} tabIndex={-1}>
            Edit the report
          </h2>
        }
      >
        {(formId) => (
          <>
            <WriteFailure failure={failure}>
              <Conflict draft={draft} />
            </WriteFailure>
            <div className="actions">
              <WriteStatus writing={edit} labelOfSending="Saving" />
              <button type="button" onClick={edit.close}>
                Cancel
              </button>
              <WriteButton
                type="submit"
                form={formId}
                className="primary"
                writing={edit}
                label={draft.conflictWith ? 'Apply my changes again' : 'Save'}
                labelOfSending="Saving"
              />
            </div>
          </>
        )}
      </ReportForm>
    </section>
  );
}

const none = [] as const;

import { useState } from 'react';
import { useApolloClient } from '@apollo/client/react';
import type { MacRowFragment } from '../../api/generated/graphql';
import { useForgetArrival } from '../../app/use-forget-arrival';
import type { FieldName } from '../../writing/report-fields';
import { changesOf, differencesOf, valuesOfReport, type ReportInput, type Values } from '../../writing/report-values';
import { useUnsentInput, type UnsentInput } from '../../writing/use-unsent-input';
import { useWrite, type Writing } from '../../writing/use-write';
import { readReport, updateReport } from './update-report';

export interface Draft {
  /** What the fields had when the person began, or what was stored after a conflict. */
  readonly earlier: Values;
  readonly typed: Values;
  /** Set if Graph holds something else than the person saw: what that was. */
  readonly conflictWith: Values | undefined;
}

export interface Edit extends Writing {
  /** Undefined while no form is open. */
  readonly draft: Draft | undefined;
  /** How the last edit ended. */
  readonly said: string;
  /** Until it is stored, on its way as well. */
  readonly unsent: UnsentInput;
  readonly open: () => void;
  readonly close: () => void;
  readonly submit: (input: ReportInput, typed: Values) => void;
}

/** Changes a report. The page shows the change while it is on its way; if it fails, the form is back with all that was typed. */
export function useEdit(mac: MacRowFragment): Edit {
  const forgetArrival = useForgetArrival();
  const client = useApolloClient();
  const writing = useWrite();
  const unsent = useUnsentInput();
  const [draft, setDraft] = useState<Draft>();
  const [said, setSaid] = useState('');

  const open = (): void => {
    const values = valuesOfReport(mac);
    forgetArrival();
    writing.forgetFailure();
    setSaid('');
    setDraft({ earlier: values, typed: values, conflictWith: undefined });
  };
  const end = (how: string): void => {
    writing.forgetFailure();
    setDraft(undefined);
    setSaid(how);
    unsent.markSent();
    unsent.leaveIfAsked();
  };

  const save = async ({ earlier }: Draft, input: ReportInput, typed: Values): Promise<void> => {
    const changes = changesOf(input, typed, earlier);
    if (Object.keys(changes).length === 0) return end('Nothing was changed.');
    if (writing.wait.left > 0) return;
    setDraft(undefined);
    const result = await writing.write(() => updateReport(client, mac, changes));
    if (result === undefined) return;
    const { failure } = result;
    if (failure === undefined) return end('The change is stored.');
    const mustLook = failure.remedy === 'compare' || failure.remedy === 'look';
    const stored = mustLook ? await readReport(client, mac.id) : undefined;
    if (stored !== undefined && differencesOf(stored, changes).length === 0) return end('The change is stored.');
    setDraft(stored === undefined ? { earlier, typed, conflictWith: undefined } : rebased(earlier, typed, stored));
  };
  return {
    ...writing,
    draft,
    said,
    unsent,
    open,
    close: () => end(''),
    submit: (input, typed) => draft && void save(draft, input, typed),
  };
}

/** The changes of the person over what is stored by now. */
function rebased(earlier: Values, typed: Values, report: MacRowFragment): Draft {
  const stored = valuesOfReport(report);
  const mine = Object.entries(typed).filter(([name, value]) => value !== earlier[name as FieldName]);
  return { earlier: stored, typed: { ...stored, ...Object.fromEntries(mine) }, conflictWith: earlier };
}

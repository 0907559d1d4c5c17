import { useId } from 'react';
import { useQuery } from '@apollo/client/react';
import { FleetDocument } from '../api/generated/graphql';
import { defaultSilentDays } from '../overview/silent-days';
import { versionName } from '../words/names';
import { counted, number } from '../words/numbers';
import { isReason, reasons } from '../words/states';
import { paramsOf, type MacsState } from './macs-url';

interface Props {
  readonly state: MacsState;
  readonly onChange: (changes: Partial<MacsState>) => void;
}

const noVersion = '(none)';

export function Filters({ state, onChange }: Props) {
  const id = useId();
  const silentDays = state.silent ?? defaultSilentDays;
  const hasFilter = paramsOf(state).size > (paramsOf(state).has('sort') ? 1 : 0);
  return (
    <div className="filters" role="search" aria-label="Macs">
      <label className="visually-hidden" htmlFor={`${id}q`}>
        Search names, users and versions
      </label>
      <input
        id={`${id}q`}
        type="search"
        placeholder="Search names, users, versions"
        value={state.q}
        onChange={({ target }) => onChange({ q: target.value })}
      />
      <button
        type="button"
        className="chip"
        aria-pressed={state.failing}
        onClick={() => onChange({ failing: !state.failing })}
      >
        With failed updates
      </button>
      <button
        type="button"
        className="chip"
        aria-pressed={state.silent !== undefined}
        onClick={() => onChange({ silent: state.silent === undefined ? silentDays : undefined })}
      >
        Silent for {counted(silentDays, 'day')}
      </button>
      <VersionFilter id={`${id}version`} state={state} onChange={onChange} />
      <label className="visually-hidden" htmlFor={`${id}reason`}>
        Reason of a failure
      </label>
      <select
        id={`${id}reason`}
        className={state.reason === undefined ? '' : 'active'}
        value={state.reason ?? ''}
        onChange={({ target: { value } }) => onChange({ reason: isReason(value) ? value : undefined })}
      >
        <option value="">Any reason</option>
        {Object.entries(reasons).map(([reason, words]) => (
          <option key={reason} value={reason}>
            {words}
          </option>
        ))}
      </select>
      {hasFilter && (
        <button
          type="button"
          className="plain"
          onClick={() => onChange({ q: '', failing: false, silent: undefined, version: undefined, reason: undefined })}
        >
          Clear all
        </button>
      )}
    </div>
  );
}

/** The versions of all Macs, from the same answer as the overview. */
function VersionFilter({ id, state, onChange }: Props & { readonly id: string }) {
  const { data } = useQuery(FleetDocument, { variables: { silentDays: defaultSilentDays } });
  const versions = data?.fleet?.statistics?.byOsVersion ?? [];
  const { version } = state;
  const isListed = versions.some(({ osVersion }) => (osVersion ?? '') === version);
  return (
    <>
      <label className="visually-hidden" htmlFor={id}>
        macOS version
      </label>
      <select
        id={id}
        className={version === undefined ? '' : 'active'}
        value={version === undefined ? '' : version || noVersion}
        onChange={({ target: { value } }) =>
          onChange({ version: value === '' ? undefined : value === noVersion ? '' : value })
        }
      >
        <option value="">Any macOS</option>
        {version !== undefined && !isListed && <option value={version || noVersion}>{versionName(version)}</option>}
        {versions.map(({ osVersion, reports }) => (
          <option key={osVersion ?? noVersion} value={osVersion ?? noVersion}>
            {versionName(osVersion)} ({number(reports)})
          </option>
        ))}
      </select>
    </>
  );
}

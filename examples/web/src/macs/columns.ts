import type { MacRowFragment } from '../api/generated/graphql';
import { agoInWords } from '../words/dates';
import { userName, versionName } from '../words/names';
import { number } from '../words/numbers';
import type { SortField } from './macs-url';

export interface Column {
  readonly field: SortField;
  readonly title: string;
  readonly text: (mac: MacRowFragment) => string;
  readonly className: string;
}

/** Besides the name, which is a link. */
export const columns: readonly Column[] = [
  { field: 'userPrincipalName', title: 'User', text: userName, className: 'wide-only' },
  { field: 'osVersion', title: 'macOS', text: ({ osVersion }) => versionName(osVersion), className: 'wide-only' },
  {
    field: 'failedUpdateCount',
    title: 'Failed',
    text: ({ failedUpdateCount }) => number(failedUpdateCount),
    className: 'number',
  },
  {
    field: 'totalUpdateCount',
    title: 'Updates',
    text: ({ totalUpdateCount }) => number(totalUpdateCount),
    className: 'number wide-only',
  },
  {
    field: 'lastUpdatedDateTime',
    title: 'Last report',
    text: ({ lastUpdatedDateTime }) => agoInWords(lastUpdatedDateTime),
    className: '',
  },
];

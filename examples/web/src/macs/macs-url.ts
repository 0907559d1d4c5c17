/** What the page of all Macs shows, as the address says it: it survives a reload, and can be sent to a colleague. */
import type { MacOSSoftwareUpdateAccountSummaryOrderField as Field, OrderDirection } from '../api/generated/graphql';
import { isReason, type Reason } from '../words/states';

export interface MacsState {
  /** Text that the page looks for in what is read. */
  readonly q: string;
  readonly failing: boolean;
  /** Silent for this many days. */
  readonly silent: number | undefined;
  /** A version; the empty text stands for Macs without one. */
  readonly version: string | undefined;
  readonly reason: Reason | undefined;
  readonly sort: Sort;
}

export interface Sort {
  readonly field: SortField;
  readonly direction: OrderDirection;
}

export const sortFields = [
  'deviceName',
  'userPrincipalName',
  'osVersion',
  'failedUpdateCount',
  'totalUpdateCount',
  'lastUpdatedDateTime',
] as const satisfies readonly Field[];
export type SortField = (typeof sortFields)[number];

export const defaultSort: Sort = { field: 'failedUpdateCount', direction: 'DESC' };

const none: MacsState = {
  q: '',
  failing: false,
  silent: undefined,
  version: undefined,
  reason: undefined,
  sort: defaultSort,
};

/** What is not understood is ignored: an old or a damaged address still shows Macs. */
export function macsStateOf(params: URLSearchParams): MacsState {
  const silent = Number(params.get('silent'));
  const reason = params.get('reason');
  return {
    q: params.get('q') ?? '',
    failing: params.get('failing') === '1',
    silent: Number.isInteger(silent) && silent >= 1 && silent <= 3650 ? silent : undefined,
    version: params.get('version') ?? undefined,
    reason: isReason(reason) ? reason : undefined,
    sort: sortOf(params.get('sort')),
  };
}

export function paramsOf({ q, failing, silent, version, reason, sort }: MacsState): URLSearchParams {
  const params = new URLSearchParams();
  if (q !== '') params.set('q', q);
  if (failing) params.set('failing', '1');
  if (silent !== undefined) params.set('silent', String(silent));
  if (version !== undefined) params.set('version', version);
  if (reason !== undefined) params.set('reason', reason);
  if (sort.field !== defaultSort.field || sort.direction !== defaultSort.direction) {
    params.set('sort', `${sort.field}.${sort.direction}`);
  }
  return params;
}

/** The address of the Macs with these properties. */
export const macsUrl = (state: Partial<MacsState>): string => `/macs?${paramsOf({ ...none, ...state }).toString()}`;

function sortOf(text: string | null): Sort {
  const [name, direction] = (text ?? '').split('.');
  const field = sortFields.find((known) => known === name);
  return field && (direction === 'ASC' || direction === 'DESC') ? { field, direction } : defaultSort;
}

import { Icon } from '../ui/Icon';
import type { Sort, SortField } from './macs-url';

interface Props {
  readonly field: SortField;
  readonly title: string;
  readonly className: string;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}

/** Numbers and dates start with the greatest, names with the first. */
const startsDescending: readonly SortField[] = [
  'failedUpdateCount',
  'totalUpdateCount',
  'lastUpdatedDateTime',
  'osVersion',
];

export function SortHeader({ field, title, className, sort, onSort }: Props) {
  const isSorted = sort.field === field;
  const next = isSorted
    ? sort.direction === 'ASC'
      ? 'DESC'
      : 'ASC'
    : startsDescending.includes(field)
      ? 'DESC'
      : 'ASC';
  const ariaSort = !isSorted ? 'none' : sort.direction === 'ASC' ? 'ascending' : 'descending';
  return (
    <div role="columnheader" aria-sort={ariaSort} className={`cell ${className}`}>
      <button type="button" className="sort" onClick={() => onSort({ field, direction: next })}>
        {title}
        {isSorted && <Icon name={sort.direction === 'ASC' ? 'up' : 'down'} />}
      </button>
    </div>
  );
}

import type { MacRowFragment } from '../api/generated/graphql';
import { rowHeight, useVirtualRows } from '../ui/use-virtual-rows';
import { columns } from './columns';
import { MacRow } from './MacRow';
import type { Sort } from './macs-url';
import { SortHeader } from './SortHeader';
import { useRowKeys } from './use-row-keys';

interface Props {
  readonly macs: readonly MacRowFragment[];
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly isComplete: boolean;
}

/** Only the rows in view are in the document; the attributes say how many there are. */
export function MacTable({ macs, sort, onSort, isComplete }: Props) {
  const { scroller, virtualizer } = useVirtualRows(macs, ({ id }) => id);
  const keys = useRowKeys(macs.length, (index) => virtualizer.scrollToIndex(index), scroller);
  return (
    <div className="card table-card">
      <div
        ref={scroller}
        className="scroller"
        role="table"
        aria-label="Macs"
        aria-describedby="table-help"
        aria-rowcount={isComplete ? macs.length + 1 : -1}
        tabIndex={0}
        onKeyDown={keys}
      >
        <div role="rowgroup" className="table-head">
          <div role="row" aria-rowindex={1} className="row">
            <SortHeader field="deviceName" title="Mac" className="" sort={sort} onSort={onSort} />
            {columns.map(({ field, title, className }) => (
              <SortHeader key={field} field={field} title={title} className={className} sort={sort} onSort={onSort} />
            ))}
          </div>
        </div>
        <div role="rowgroup" className="table-body" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, key, start }) => {
            const mac = macs[index];
            return mac && <MacRow key={key} mac={mac} index={index} top={start} height={rowHeight} />;
          })}
        </div>
      </div>
      <p id="table-help" className="visually-hidden">
        Arrow keys, Page up, Page down, Home and End move between Macs; Enter opens one.
      </p>
    </div>
  );
}

import type { Columns } from '../file/required';
import type { ImportRow } from '../run/rows';
import { useVirtualRows } from '../../ui/use-virtual-rows';
import { ResultRow } from './ResultRow';

interface Props {
  readonly columns: Columns;
  readonly rows: readonly ImportRow[];
}

/** Only the rows in view are in the document; a row is as high as what it has to say. */
export default function ResultsTable({ columns, rows }: Props) {
  const { scroller, virtualizer } = useVirtualRows(rows, ({ number }) => number);
  const name = columns.indexOf('deviceName');
  return (
    <div className="card table-card">
      <div
        ref={scroller}
        className="scroller"
        role="table"
        aria-labelledby="results"
        aria-rowcount={rows.length + 1}
        tabIndex={0}
      >
        <div role="rowgroup" className="table-head">
          <div role="row" aria-rowindex={1} className="row result-row">
            <div role="columnheader">Row</div>
            <div role="columnheader">Mac</div>
            <div role="columnheader">Result</div>
          </div>
        </div>
        <div role="rowgroup" className="table-body" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, key, start }) => {
            const row = rows[index];
            return (
              row && (
                <ResultRow
                  key={key}
                  row={row}
                  mac={row.cells[name] ?? ''}
                  index={index}
                  top={start}
                  measure={virtualizer.measureElement}
                />
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}

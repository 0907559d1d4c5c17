import { useRef } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';

/** In pixels, of a row with one line. */
export const rowHeight = 48;
/** Rows above and below the visible ones, so that fast scrolling shows no gaps. */
const overscan = 6;

/** Of a table whose rows are in the document only while they are in view. `scroller` is for the element that scrolls. */
export function useVirtualRows<Row>(rows: readonly Row[], keyOf: (row: Row) => string | number) {
  const scroller = useRef<HTMLDivElement>(null);
  // The compiler of React does not know that these functions read fresh values.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : keyOf(row);
    },
  });
  return { scroller, virtualizer };
}

import { useCallback, type KeyboardEvent, type RefObject } from 'react';

const rowsPerPage = 10;

/** Moves the focus from row to row, also to rows that are not in the document yet. */
export function useRowKeys(
  rows: number,
  scrollTo: (index: number) => void,
  scroller: RefObject<HTMLElement | null>,
): (event: KeyboardEvent) => void {
  return useCallback(
    (event) => {
      const target = event.target as HTMLElement;
      if (target.closest('button') || event.altKey || event.ctrlKey || event.metaKey) return;
      const current = Number(target.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1);
      const wanted = wantedRow(event.key, current, rows);
      if (wanted === undefined) return;
      event.preventDefault();
      scrollTo(wanted);
      focusWhenThere(scroller.current, wanted);
    },
    [rows, scrollTo, scroller],
  );
}

function wantedRow(key: string, current: number, rows: number): number | undefined {
  const moved = {
    ArrowDown: current + 1,
    ArrowUp: current - 1,
    PageDown: current + rowsPerPage,
    PageUp: current - rowsPerPage,
    Home: 0,
    End: rows - 1,
  }[key];
  return moved === undefined ? undefined : Math.min(rows - 1, Math.max(0, moved));
}

/** The row appears a few frames after scrolling. */
const mostFrames = 30;

function focusWhenThere(scroller: HTMLElement | null, index: number, frame = 0): void {
  const link = scroller?.querySelector<HTMLElement>(`[data-index="${index}"]`);
  if (link) link.focus({ preventScroll: true });
  else if (frame < mostFrames) requestAnimationFrame(() => focusWhenThere(scroller, index, frame + 1));
}

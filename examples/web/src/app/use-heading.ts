import { useEffect, useRef, type RefObject } from 'react';
import { useLocation } from 'react-router';

/** The first page keeps the focus of the browser; the heading of each further page gets it, so that readers start there. */
let isFirstPage = true;

/** Title of the tab, and the attributes of the page's `<h1>`. */
export function useHeading(title: string): {
  readonly ref: RefObject<HTMLHeadingElement | null>;
  readonly tabIndex: -1;
} {
  const ref = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();

  useEffect(() => {
    document.title = `${title} – macOS updates`;
  }, [title]);

  useEffect(() => {
    if (isFirstPage) isFirstPage = false;
    else if (document.activeElement === document.body || !ref.current?.contains(document.activeElement)) {
      window.scrollTo(0, 0);
      ref.current?.focus({ preventScroll: true });
    }
  }, [pathname]);

  return { ref, tabIndex: -1 };
}

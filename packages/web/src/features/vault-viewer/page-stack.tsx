import type { CopyPagesView } from '@fengni/server/modules/vault/contract';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { PageImage } from './page-image.tsx';
import { usefulWidths, zoomFit } from './zoom.ts';

interface PageStackProps {
  readonly copy: CopyPagesView;
  /** Hundredths of the width. */
  readonly zoom: number;
  /** The page to bring into sight; `turn` grows with every wish. */
  readonly goal: { readonly page: number; readonly turn: number };
  readonly onPage: (page: number) => void;
}

const pageGap = 12;

/** A page of A4 is not made wider than this to fill the window. */
const fitMax = 1000;

/** The pages one below the other; each is fetched when it comes into sight, for each opening is on the record. */
export function PageStack({ copy, zoom, goal, onPage }: PageStackProps): ReactNode {
  const stack = useRef<HTMLDivElement>(null);
  const width = Math.round((Math.min(fitMax, useWidth(stack)) * zoom) / zoomFit);
  useEffect(() => {
    const { current } = stack;
    const page = current?.querySelector(`[data-page="${goal.page}"]`);
    if (current === null || page === null || page === undefined) return;
    // Only the pages move, never the window around them.
    const above = page.getBoundingClientRect().top - current.getBoundingClientRect().top;
    current.scrollTop += above - pageGap;
  }, [goal]);
  return (
    <section
      className="viewer-stack"
      aria-label={t('viewer.pages')}
      // it scrolls by itself, so that it must be reachable by keyboard
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      ref={stack}
      onScroll={() => tellPage(stack.current, onPage)}
    >
      {copy.pages.map((page) => (
        <PageImage
          key={page.page}
          copyId={copy.copyId}
          page={page.page}
          ratio={page.height / Math.max(1, page.width)}
          shownWidth={width}
          widths={usefulWidths(copy.widths, page.width)}
        />
      ))}
    </section>
  );
}

/** Width of the room for pages; follows the window. */
function useWidth(holder: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = holder.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth - 24));
    observer.observe(element);
    return () => observer.disconnect();
  }, [holder]);
  return Math.max(0, width);
}

/** The page that stands at a third of the height is the one being read. */
function tellPage(stack: HTMLElement | null, onPage: (page: number) => void): void {
  if (stack === null) return;
  const box = stack.getBoundingClientRect();
  const line = box.top + box.height / 3;
  for (const child of stack.children) {
    if (child.getBoundingClientRect().bottom < line) continue;
    const page = Number(child.getAttribute('data-page'));
    if (page > 0) onPage(page);
    return;
  }
}

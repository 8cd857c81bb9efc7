import { type ReactNode, useEffect, useRef, useState } from 'react';
import { readFileBlob } from '../../lib/client.ts';
import { t } from '../../lib/i18n.ts';
import { presentError } from '../../lib/present-error.ts';
import { noticeSignedOut } from '../../lib/run-command.ts';
import { FaultBox } from '../../ui/query-view.tsx';
import { widthFor } from './zoom.ts';

interface PageImageProps {
  readonly copyId: string;
  readonly page: number;
  /** Height by width. */
  readonly ratio: number;
  /** CSS pixels. */
  readonly shownWidth: number;
  readonly widths: readonly number[];
}

type Loaded = { readonly url: string; readonly width: number } | { readonly fault: string } | null;

/** A page is fetched anew only where it is shown this much larger than it was fetched. */
const blurredFrom = 1.4;

/** One page, fetched once it is in sight. Its address is of no use to others, and it is forgotten with the page. */
export function PageImage({ copyId, page, ratio, shownWidth, widths }: PageImageProps): ReactNode {
  const holder = useRef<HTMLElement>(null);
  const isSeen = useSeen(holder);
  const [loaded, setLoaded] = useState<Loaded>(null);
  const pixels = shownWidth * Math.min(2, globalThis.devicePixelRatio);
  const has = loaded !== null && 'width' in loaded ? loaded.width : 0;
  const wanted = widthFor(pixels, widths);
  const isFaulty = loaded !== null && 'fault' in loaded;
  const isWanted = !isFaulty && isSeen && shownWidth > 0 && wanted > has && pixels > has * blurredFrom;
  useEffect(() => {
    if (!isWanted) return undefined;
    const abort = new AbortController();
    void load({ copyId, page, width: wanted }, abort.signal).then((now) => {
      if (!abort.signal.aborted) setLoaded(now);
      return now;
    });
    return () => abort.abort();
  }, [isWanted, wanted, copyId, page]);
  useEffect(() => {
    if (loaded === null || !('url' in loaded)) return undefined;
    return () => URL.revokeObjectURL(loaded.url);
  }, [loaded]);
  return (
    <figure
      ref={holder}
      data-page={page}
      className="viewer-page"
      style={{ width: shownWidth, minHeight: shownWidth * ratio }}
    >
      <Content loaded={loaded} page={page} onRetry={() => setLoaded(null)} />
      <figcaption className="hidden-text">{t('viewer.page.n', { n: page })}</figcaption>
    </figure>
  );
}

function Content({
  loaded,
  page,
  onRetry,
}: {
  loaded: Loaded;
  page: number;
  onRetry: () => void;
}): ReactNode {
  if (loaded === null) return <output className="viewer-waiting">{t('viewer.loading', { n: page })}</output>;
  if ('fault' in loaded) return <FaultBox text={loaded.fault} onRetry={onRetry} />;
  return <img src={loaded.url} alt={t('viewer.page.alt', { n: page })} draggable={false} />;
}

async function load(
  input: { copyId: string; page: number; width: number },
  signal: AbortSignal,
): Promise<Loaded> {
  try {
    const picture = await readFileBlob('vault.page', input, signal);
    return { url: URL.createObjectURL(picture), width: input.width };
  } catch (fault) {
    noticeSignedOut(fault);
    return { fault: presentError(fault) ?? '' };
  }
}

/** Whether it has been in sight, or nearly. */
function useSeen(holder: React.RefObject<HTMLElement | null>): boolean {
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const element = holder.current;
    if (element === null || isSeen) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setSeen(true);
      },
      { rootMargin: '120px 0px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [holder, isSeen]);
  return isSeen;
}

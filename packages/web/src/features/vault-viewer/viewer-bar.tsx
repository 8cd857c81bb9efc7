import type { CopyPagesView } from '@fengni/server/modules/vault/contract';
import { type ReactNode, useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { zoomBy, zoomFit, zoomSteps } from './zoom.ts';

interface ViewerBarProps {
  readonly copy: CopyPagesView;
  readonly at: number;
  readonly goTo: (page: number) => void;
  readonly zoom: number;
  readonly setZoom: (zoom: number) => void;
  readonly showsGaps: boolean;
  readonly onGaps: () => void;
}

/** Level, page and size: always in sight above the pages. */
export function ViewerBar({ copy, at, goTo, zoom, setZoom, showsGaps, onGaps }: ViewerBarProps): ReactNode {
  return (
    <div className="viewer-bar" role="toolbar" aria-label={t('viewer.bar')}>
      <LevelChip mark={copy.mark} level={copy.levelToken} large />
      <div className="viewer-group">
        <ActionButton
          aria-label={t('viewer.previous')}
          disabledReason={at <= 1 ? t('viewer.first') : null}
          onClick={() => goTo(at - 1)}
        >
          ‹
        </ActionButton>
        <PageBox key={at} at={at} count={copy.count} goTo={goTo} />
        <ActionButton
          aria-label={t('viewer.next')}
          disabledReason={at >= copy.count ? t('viewer.last') : null}
          onClick={() => goTo(at + 1)}
        >
          ›
        </ActionButton>
      </div>
      <div className="viewer-group">
        <ActionButton
          aria-label={t('viewer.smaller')}
          disabledReason={zoom <= zoomSteps[0] ? t('viewer.smallest') : null}
          onClick={() => setZoom(zoomBy(zoom, -1))}
        >
          −
        </ActionButton>
        <span className="num viewer-zoom">{zoom}%</span>
        <ActionButton
          aria-label={t('viewer.larger')}
          disabledReason={zoom >= (zoomSteps.at(-1) ?? zoomFit) ? t('viewer.largest') : null}
          onClick={() => setZoom(zoomBy(zoom, 1))}
        >
          +
        </ActionButton>
        <ActionButton onClick={() => setZoom(zoomFit)}>{t('viewer.fit')}</ActionButton>
      </div>
      {copy.gaps.length === 0 ? null : (
        <ActionButton aria-expanded={showsGaps} onClick={onGaps}>
          {t('viewer.gaps', { n: copy.gaps.length })}
        </ActionButton>
      )}
      {copy.faithful ? null : <span className="why">{t('viewer.simple')}</span>}
    </div>
  );
}

/** The number of the page, to be typed over. */
function PageBox({
  at,
  count,
  goTo,
}: {
  at: number;
  count: number;
  goTo: (page: number) => void;
}): ReactNode {
  const [text, setText] = useState(String(at));
  return (
    <form
      className="viewer-page-box"
      onSubmit={(event) => {
        event.preventDefault();
        const page = Number(text);
        if (Number.isInteger(page)) goTo(page);
        setText(String(at));
      }}
    >
      <label>
        <span className="hidden-text">{t('viewer.page')}</span>
        <input
          className="num"
          inputMode="numeric"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => setText(String(at))}
        />
      </label>
      <span className="num"> / {count}</span>
    </form>
  );
}

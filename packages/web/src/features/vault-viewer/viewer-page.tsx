import { CopyPages, type CopyPagesView } from '@fengni/server/modules/vault/contract';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { GapList } from './gap-list.tsx';
import { PageStack } from './page-stack.tsx';
import { useViewerKeys } from './use-viewer-keys.ts';
import { ViewerBar } from './viewer-bar.tsx';
import { zoomFit } from './zoom.ts';
import './viewer.css';

/** An electronic copy page by page, each with the watermark of who looks at it. */
export function ViewerPage() {
  const { copyId = '' } = useParams({ strict: false });
  const pages = useQueryData({ name: 'vault.pages', input: { copyId }, output: CopyPages });
  return (
    <QueryView query={pages}>
      {(data) => (data.count === 0 ? <NoPages copy={data} /> : <Viewer copy={data} />)}
    </QueryView>
  );
}

function titleOf({ title, fileName }: CopyPagesView): string {
  return title === '' ? fileName : title;
}

/** Nothing can be shown: why, and what can be done with the file. */
function NoPages({ copy }: { copy: CopyPagesView }) {
  return (
    <PageFrame
      title={titleOf(copy)}
      chip={<LevelChip mark={copy.mark} level={copy.levelToken} large />}
      crumbs={[{ label: copy.number, to: paths.carrier(copy.carrierId) }, { label: copy.copyNo }]}
    >
      <EmptyState
        title={t('viewer.none')}
        first={t('viewer.none.first')}
        actions={<AppLink to={paths.carrier(copy.carrierId)}>{t('viewer.back')}</AppLink>}
      />
      <GapList gaps={copy.gaps} />
    </PageFrame>
  );
}

function Viewer({ copy }: { copy: CopyPagesView }) {
  const [filters] = useUrlFilters();
  const [at, setAt] = useState(() => firstPage(filters['page'], copy.count));
  const [goal, setGoal] = useState({ page: at, turn: 0 });
  const [zoom, setZoom] = useState(zoomFit);
  const [showsGaps, setShowsGaps] = useState(false);
  const goTo = (page: number) => {
    const target = Math.min(copy.count, Math.max(1, page));
    setAt(target);
    setGoal((before) => ({ page: target, turn: before.turn + 1 }));
  };
  useViewerKeys({ at, count: copy.count, goTo, zoom, setZoom });
  return (
    <PageFrame
      title={titleOf(copy)}
      wide
      crumbs={[{ label: copy.number, to: paths.carrier(copy.carrierId) }, { label: copy.copyNo }]}
    >
      <div className="viewer">
        <ViewerBar
          copy={copy}
          at={at}
          goTo={goTo}
          zoom={zoom}
          setZoom={setZoom}
          showsGaps={showsGaps}
          onGaps={() => setShowsGaps(!showsGaps)}
        />
        {showsGaps ? <GapList gaps={copy.gaps} onPage={goTo} /> : null}
        <PageStack copy={copy} zoom={zoom} goal={goal} onPage={setAt} />
        <p className="why viewer-note">{t('viewer.note')}</p>
      </div>
      <p className="viewer-unprinted">{t('viewer.print')}</p>
    </PageFrame>
  );
}

function firstPage(text: string | undefined, count: number): number {
  const page = Number(text);
  return Number.isInteger(page) && page >= 1 && page <= count ? page : 1;
}

import { CopyLines } from '@fengni/server/modules/carriers/contract';
import { useParams, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';

/** Leads from a copy's own id to its carrier's page, with its next step ready; the number stands there meanwhile. */
export function CopyPage() {
  const { id = '' } = useParams({ strict: false });
  const [filters] = useUrlFilters();
  const router = useRouter();
  const found = useQueryData({
    name: 'copy.lines',
    input: { copyIds: [id] },
    output: CopyLines,
  });
  const [copy] = found.data?.rows ?? [];
  const to = copy === undefined ? undefined : paths.carrier(copy.carrierId, { copy: copy.copyId });
  useEffect(() => {
    if (to !== undefined) router.history.replace(to);
  }, [router, to]);
  return (
    <PageFrame title={filters['number'] ?? t('nav.carriers')}>
      <QueryView query={found}>
        {() =>
          to === undefined ? (
            <EmptyState
              title={t('notfound.text')}
              actions={<AppLink to={paths.carriers()}>{t('nav.carriers')}</AppLink>}
            />
          ) : null
        }
      </QueryView>
    </PageFrame>
  );
}

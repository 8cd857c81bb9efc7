import { UnitTree } from '@fengni/kernel/org/contract';
import { useParams, useRouter } from '@tanstack/react-router';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { ImportSlot } from './import-slot.tsx';
import { UnitPane } from './unit-pane.tsx';
import { UnitTreeView } from './unit-tree.tsx';
import './organisation.css';

/** Tree of units at the left, one unit at the right. */
export function OrganisationPage() {
  const router = useRouter();
  const { id } = useParams({ strict: false });
  const tree = useQueryData({ name: 'org.tree', input: {}, output: UnitTree });
  return (
    <PageFrame
      title={t('nav.organisation')}
      wide
      actions={
        <>
          <ImportSlot />
          <AppLink to={paths.people()} className="link-as-button">
            {t('org.all.people')}
          </AppLink>
        </>
      }
      sub={t('org.sub')}
    >
      <QueryView query={tree}>
        {({ units }) => {
          const current = id ?? units.find((unit) => unit.parentId === null)?.id ?? null;
          return (
            <div className="org-columns">
              <section className="card" aria-label={t('org.tree')}>
                <UnitTreeView
                  units={units}
                  current={current}
                  onChoose={(unitId) => router.history.push(paths.unit(unitId))}
                />
              </section>
              {current === null ? null : (
                <UnitPane
                  key={current}
                  unitId={current}
                  isRoot={units.some((unit) => unit.id === current && unit.parentId === null)}
                />
              )}
            </div>
          );
        }}
      </QueryView>
    </PageFrame>
  );
}

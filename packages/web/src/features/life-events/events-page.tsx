import { LifeEventList } from '@fengni/server/modules/life-events/contract';
import { useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { eventColumns } from './event-columns.tsx';
import { eventListInput } from './event-filters.ts';
import { ReportDialog, Rules } from './report-dialog.tsx';

/** What I reported of my own life, and what was answered (PER-6). */
export function LifeEventsPage() {
  const actor = useActor();
  const [reporting, setReporting] = useState(false);
  const oversees = holdsDuty(actor, 'officer', 'personnel', 'leader-in-charge', 'first-responsible');
  return (
    <PageFrame
      title={t('nav.life.events')}
      sub={t('life.sub')}
      wide
      actions={
        <ActionBar
          next="report"
          actions={[
            { key: 'report', label: t('life.report'), onDo: () => setReporting(true) },
            ...(oversees ? [{ key: 'all', label: t('life.all'), to: paths.allLifeEvents() }] : []),
          ]}
        />
      }
    >
      <RegisterShell
        id="life-event.mine"
        label={t('nav.life.events')}
        query="life-event.list"
        output={LifeEventList}
        input={(values, sort) => ({ ...eventListInput(values, sort), mine: true })}
        columns={eventColumns({ mine: true })}
        rowKey={(row) => row.id}
        rowTo={(row) => paths.lifeEvent(row.id)}
        empty={<EmptyState title={t('life.empty')} first={t('life.empty.first')} />}
      />
      <Rules />
      {reporting ? <ReportDialog forSomebody={false} onClose={() => setReporting(false)} /> : null}
    </PageFrame>
  );
}

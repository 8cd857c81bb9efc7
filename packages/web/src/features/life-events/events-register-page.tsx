import { LifeEventList } from '@fengni/server/modules/life-events/contract';
import { lifeEventStates } from '@fengni/server/modules/life-events/rules';
import { useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { openFile } from '../../lib/open-file.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { readSort } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { eventColumns } from './event-columns.tsx';
import { eventListInput } from './event-filters.ts';
import { eventChoices, eventStateWords } from './life-event-words.ts';
import { ReportDialog } from './report-dialog.tsx';

/** Everything reported by the people one looks after: answered, late, overdue. */
export function LifeEventsRegisterPage() {
  const actor = useActor();
  const [values] = useUrlFilters();
  const [reporting, setReporting] = useState(false);
  return (
    <PageFrame
      title={t('life.all')}
      sub={t('life.all.sub')}
      crumbs={[{ label: t('nav.life.events'), to: paths.lifeEvents() }, { label: t('life.all') }]}
      wide
      actions={
        <ActionBar
          next="report"
          actions={[
            {
              key: 'report',
              label: t('life.report.for'),
              disabledReason: holdsDuty(actor, 'officer', 'personnel') ? null : t('life.report.for.who'),
              onDo: () => setReporting(true),
            },
          ]}
        />
      }
    >
      <RegisterShell
        id="life-event.all"
        label={t('life.all')}
        query="life-event.list"
        output={LifeEventList}
        input={eventListInput}
        columns={eventColumns({ mine: false })}
        filters={[
          { key: 'search', label: t('field.person'), kind: 'search' },
          {
            key: 'state',
            label: t('field.state'),
            kind: 'select',
            all: t('life.state.all'),
            choices: lifeEventStates.map((value) => ({ value, label: eventStateWords(value) })),
          },
          {
            key: 'kind',
            label: t('life.kind'),
            kind: 'select',
            all: t('life.kind.all'),
            choices: eventChoices(),
          },
          { key: 'late', label: t('life.late'), kind: 'toggle' },
          { key: 'overdue', label: t('life.overdue'), kind: 'toggle' },
        ]}
        tools={
          <ActionButton
            onClick={() =>
              void openFile('life-event.export', eventListInput(values, readSort(values)), { factor: true })
            }
          >
            {t('engagement.export')}
          </ActionButton>
        }
        rowKey={(row) => row.id}
        rowTo={(row) => paths.lifeEvent(row.id)}
        empty={<EmptyState title={t('life.all.empty')} first={t('life.all.empty.first')} />}
      />
      {reporting ? <ReportDialog forSomebody onClose={() => setReporting(false)} /> : null}
    </PageFrame>
  );
}

import { ExtendCooling, RecordVisit } from '@fengni/server/modules/leaving/contract';
import { useState } from 'react';
import { formatDay, todayHere } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Card, KeyValues } from '../../ui/page-frame.tsx';
import { gradeWords } from '../organisation/org-words.ts';
import type { Leaving } from './leaving-page.tsx';
import { findingChoices, findingWords, managerWords } from './leaving-words.ts';

/** Cooling-off: what is proposed and why, what was decided, and the visits since. */
export function CoolingCard({ leaving }: { leaving: Leaving }) {
  const { cooling, proposal } = leaving;
  if (cooling !== null) return <Decided leaving={leaving} cooling={cooling} />;
  return (
    <Card title={t('cooling.title')}>
      {proposal === null ? (
        <p className="quiet">{t('cooling.none')}</p>
      ) : (
        <>
          <p>{t('cooling.proposed', { n: proposal.months })}</p>
          <ul className="confirm-list">
            {proposal.reasons.map((reason) => (
              <li key={reason.en}>{pick(reason)}</li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

type Cooling = NonNullable<Leaving['cooling']>;

function Decided({ leaving, cooling }: { leaving: Leaving; cooling: Cooling }) {
  const [act, setAct] = useState<'visit' | 'extend' | null>(null);
  const why = leaving.mayRun ? null : t('leaving.who');
  const over = cooling.state === 'running' ? null : t('cooling.over');
  return (
    <Card
      title={t('cooling.title')}
      aside={
        <ActionBar
          next={null}
          about={cooling.person}
          actions={[
            {
              key: 'visit',
              label: t('cooling.visit'),
              disabledReason: why ?? over,
              onDo: () => setAct('visit'),
            },
            {
              key: 'extend',
              label: t('cooling.extend'),
              disabledReason: why ?? over,
              onDo: () => setAct('extend'),
            },
          ]}
        />
      }
    >
      <KeyValues
        rows={[
          [
            t('cooling.period'),
            t('cooling.from.to', { from: formatDay(cooling.startsOn), to: formatDay(cooling.endsOn) }),
          ],
          [
            t('cooling.months'),
            t('cooling.months.of', { n: cooling.months, proposed: cooling.proposedMonths }),
          ],
          [t('cooling.grade'), gradeWords(cooling.grade)],
          [t('cooling.managed'), managerWords(cooling.managedBy)],
        ]}
      />
      <p className="why">{t('cooling.restrictions')}</p>
      {cooling.visits.length === 0 ? (
        <EmptyState title={t('cooling.visits.none')} />
      ) : (
        <ul className="lines">
          {cooling.visits.map((visit) => (
            <li key={visit.id}>
              <span className="num">{formatDay(visit.visitedOn)}</span>
              <span className="grow">
                {visit.by} <span className="why">{visit.note}</span>
              </span>
              <span className={visit.finding === 'breach' ? 'late' : 'why'}>
                {findingWords(visit.finding)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {act === 'visit' ? (
        <FormDialog
          title={t('cooling.visit')}
          open
          onClose={() => setAct(null)}
          contract={RecordVisit}
          command="cooling.recordVisit"
          fixed={{ coolingId: cooling.id }}
          initial={{ visitedOn: todayHere(), finding: 'nothing' }}
          submitLabel={t('cooling.visit')}
          doneText={t('cooling.visit.done')}
          fields={[
            { name: 'visitedOn', label: t('cooling.visit.day'), kind: 'day' },
            {
              name: 'finding',
              label: t('cooling.visit.finding'),
              kind: 'radio',
              choices: findingChoices(),
            },
            { name: 'note', label: t('cooling.visit.note'), kind: 'textarea', optional: 'absent' },
          ]}
        />
      ) : null}
      {act === 'extend' ? (
        <FormDialog
          title={t('cooling.extend')}
          open
          onClose={() => setAct(null)}
          contract={ExtendCooling}
          command="cooling.extend"
          fixed={{ coolingId: cooling.id }}
          initial={{ months: 6 }}
          submitLabel={t('cooling.ask')}
          fields={[
            { name: 'months', label: t('cooling.extend.months'), kind: 'number' },
            { name: 'reason', label: t('field.reason'), kind: 'textarea' },
          ]}
        />
      ) : null}
    </Card>
  );
}

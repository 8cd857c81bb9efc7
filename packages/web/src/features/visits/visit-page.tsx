import { VisitPage as Contract } from '@fengni/server/modules/visits/contract';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { formatInstant } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { openFile } from '../../lib/open-file.ts';
import { paths } from '../../lib/paths.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, KeyValues, PageFrame, TwoColumns } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { DoorCard } from './door-card.tsx';
import { OpinionsCard } from './opinions-card.tsx';
import { RouteCard } from './route-card.tsx';
import { SuppliesCard } from './supplies-card.tsx';
import { type VisitAct, VisitDialog } from './visit-dialog.tsx';
import { type Visit, whyNotKeep } from './visit-standing.ts';
import { daysWords, deviceWords, findingWords, visitKindWords, visitStateWords } from './visit-words.ts';

/** One visit: its plan, who comes, where they go, the door, what was given, the report. */
export function VisitPage() {
  const { id = '' } = useParams({ strict: false });
  const page = useQueryData({ name: 'visit.open', input: { visitId: id }, output: Contract });
  return <QueryView query={page}>{(data) => <Loaded visit={data} />}</QueryView>;
}

function Loaded({ visit }: { visit: Visit }) {
  const standing = visit.pendingId === null ? visitStateWords(visit.state) : t('visit.under.review');
  const [act, setAct] = useState<VisitAct | null>(null);
  return (
    <PageFrame
      title={t('visit.of', { firm: visit.firm })}
      crumbs={[{ label: t('nav.visits'), to: paths.visits() }, { label: visit.number }]}
      sub={[visit.number, visitKindWords(visit.kind), daysWords(visit), standing].join(' · ')}
      actions={<Actions visit={visit} onAct={setAct} />}
    >
      <TwoColumns
        main={
          <>
            {visit.state === 'draft' ? <ChecksCard visit={visit} /> : null}
            <DoorCard visit={visit} onAct={setAct} />
            <RouteCard visit={visit} onAct={setAct} />
            <SuppliesCard visit={visit} />
            {visit.state === 'finished' ? <ReportCard visit={visit} /> : null}
          </>
        }
        side={
          <>
            <FactsCard visit={visit} />
            <OpinionsCard opinions={visit.opinions} pendingId={visit.pendingId} />
          </>
        }
      />
      {act === null ? null : <VisitDialog visit={visit} act={act} onClose={() => setAct(null)} />}
    </PageFrame>
  );
}

function nextOf(visit: Visit): string {
  if (visit.pendingId !== null) return 'request';
  if (visit.state === 'draft') {
    if (visit.people.length === 0) return 'visitors';
    if (visit.route.length === 0) return 'route';
    return visit.checks.some((check) => check.weight === 'stop') ? 'change' : 'submit';
  }
  return visit.entries.length > 0 && visit.entries.every((entry) => entry.leftAt !== null)
    ? 'finish'
    : 'badges';
}

function Actions({ visit, onAct }: { visit: Visit; onAct: (act: VisitAct) => void }) {
  const why = whyNotKeep(visit);
  const inDraft = why ?? (visit.state === 'draft' ? null : t('visit.only.draft'));
  const approved = why ?? (visit.state === 'approved' ? null : t('visit.only.approved'));
  const stops = visit.checks.filter((check) => check.weight === 'stop').length;
  const print = (name: string) => () => void openFile(name, { visitId: visit.id }, { factor: false });
  return (
    <ActionBar
      next={nextOf(visit)}
      actions={[
        ...(visit.pendingId === null
          ? []
          : [{ key: 'request', label: t('visit.request'), to: paths.approval(visit.pendingId) }]),
        {
          key: 'visitors',
          label: t('visit.visitors.enter'),
          disabledReason: inDraft,
          onDo: () => onAct({ kind: 'visitors' }),
        },
        {
          key: 'route',
          label: t('visit.route.set'),
          disabledReason: inDraft,
          onDo: () => onAct({ kind: 'route' }),
        },
        {
          key: 'change',
          label: t('visit.change'),
          disabledReason: inDraft,
          onDo: () => onAct({ kind: 'change' }),
        },
        {
          key: 'submit',
          label: t('visit.submit'),
          disabledReason: inDraft ?? (stops > 0 ? t('visit.submit.stops', { n: stops }) : null),
          onDo: () => onAct({ kind: 'submit' }),
        },
        {
          key: 'badges',
          label: t('visit.badges'),
          disabledReason: visit.state === 'approved' ? null : t('visit.only.approved'),
          onDo: print('visit.badges'),
        },
        { key: 'sheet', label: t('visit.sheet'), onDo: print('visit.sheet') },
        { key: 'plan', label: t('visit.plan.print'), onDo: print('visit.plan') },
        {
          key: 'documents',
          label: t('visit.documents'),
          disabledReason: visit.mayKeep ? null : t('visit.who'),
          onDo: () => void openFile('visit.documents', { visitId: visit.id }, { factor: true }),
        },
        {
          key: 'finish',
          label: t('visit.finish'),
          disabledReason: approved,
          onDo: () => onAct({ kind: 'finish' }),
        },
        {
          key: 'hand-over',
          label: t('visit.hand.over'),
          disabledReason: why,
          onDo: () => onAct({ kind: 'hand-over' }),
        },
        {
          key: 'reopen',
          label: t('visit.reopen'),
          disabledReason: approved,
          onDo: () => onAct({ kind: 'reopen' }),
        },
        {
          key: 'cancel',
          label: t('visit.cancel'),
          danger: true,
          disabledReason: why,
          onDo: () => onAct({ kind: 'cancel' }),
        },
      ]}
    />
  );
}

function ChecksCard({ visit }: { visit: Visit }) {
  const stops = visit.checks.filter((check) => check.weight === 'stop');
  return (
    <Card
      title={t('visit.checks')}
      aside={t('visit.checks.count', { n: stops.length })}
      late={stops.length > 0}
    >
      {visit.checks.length === 0 ? (
        <p className="quiet">{visit.pendingId === null ? t('visit.checks.none') : t('visit.checks.fine')}</p>
      ) : (
        <ul className="check-list">
          {visit.checks.map((check) => (
            <li key={`${check.code} ${check.en}`}>
              <span className={check.weight === 'stop' ? 'late' : 'why'}>
                {check.weight === 'stop' ? t('visit.check.stop') : t('visit.check.warn')}
              </span>{' '}
              {pick(check)}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function ReportCard({ visit }: { visit: Visit }) {
  return (
    <Card title={t('visit.report')}>
      <p>{visit.report}</p>
      {visit.findings.length === 0 ? (
        <EmptyState title={t('visit.findings.none')} />
      ) : (
        <ul className="check-list">
          {visit.findings.map((finding) => (
            <li key={finding.id}>
              <span className="late">{findingWords(finding.kind)}</span> {finding.words}
              {finding.incident ? <span className="why"> {t('visit.finding.is.incident')}</span> : null}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function FactsCard({ visit }: { visit: Visit }) {
  return (
    <Card title={t('visit.plan')}>
      <KeyValues
        rows={[
          [t('visit.country'), visit.country],
          [t('visit.purpose'), visit.purpose],
          [
            t('visit.host'),
            <AppLink key="host" to={paths.person(visit.hostId)}>
              {visit.host}
            </AppLink>,
          ],
          [t('visit.unit'), visit.unit],
          [t('visit.asked.by'), visit.askedBy],
          [t('visit.escorts'), visit.escorts.map((one) => one.name).join(t('visit.and')) || t('value.none')],
          [t('visit.may.show'), visit.mayShow || t('value.none')],
          [t('visit.may.not'), visit.mayNot || t('value.none')],
          [
            t('visit.devices'),
            [deviceWords(visit.devices), visit.devicesNote].filter((one) => one !== '').join(' '),
          ],
          ...(visit.approvedAt === null
            ? []
            : [[t('visit.approved.at'), formatInstant(visit.approvedAt)] as const]),
          ...(visit.endReason === '' ? [] : [[t('field.reason'), visit.endReason] as const]),
        ]}
      />
    </Card>
  );
}

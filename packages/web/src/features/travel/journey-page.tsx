import {
  JourneyPage as Contract,
  type JourneyView,
  type TravellerView,
} from '@fengni/server/modules/travel/contract';
import { journeySteps, stepOf } from '@fengni/server/modules/travel/rules';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDay, todayHere } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { openFile } from '../../lib/open-file.ts';
import { paths } from '../../lib/paths.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar, type PageAction } from '../../ui/action-bar.tsx';
import { LifeLine } from '../../ui/life-line.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, KeyValues, PageFrame, TwoColumns } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { type JourneyAct, JourneyDialog, type TravellerAct, TravellerDialog } from './journey-dialog.tsx';
import { TravellerCard } from './traveller-card.tsx';
import { kindWords, regionsWords, stateWords, stepWords } from './travel-words.ts';
import './travel.css';

/** One journey: its steps as a line, each traveller with what is to be thought of, what must not be done. */
export function JourneyPage() {
  const { id = '' } = useParams({ strict: false });
  const page = useQueryData({ name: 'travel.open', input: { journeyId: id }, output: Contract });
  return <QueryView query={page}>{(data) => <Loaded journey={data} />}</QueryView>;
}

function Loaded({ journey }: { journey: JourneyView }) {
  const [act, setAct] = useState<JourneyAct | null>(null);
  const [one, setOne] = useState<{ act: TravellerAct; traveller: TravellerView } | null>(null);
  const { leader, travellers } = journey;
  const name = travellers.length === 1 ? leader : t('travel.party', { name: leader, n: travellers.length });
  return (
    <PageFrame
      title={t('travel.of', { name, place: regionsWords(journey.regions) })}
      crumbs={[{ label: t('nav.travel'), to: paths.journeys() }, { label: journey.leader }]}
      sub={[kindWords(journey.kind), journey.unit, stateWords(journey.state)].join(' · ')}
      actions={<Actions journey={journey} onAct={setAct} />}
    >
      <Steps journey={journey} />
      <TwoColumns
        main={
          <>
            {journey.travellers.map((traveller) => (
              <TravellerCard
                key={traveller.id}
                journey={journey}
                traveller={traveller}
                onAct={(next) => setOne({ act: next, traveller })}
              />
            ))}
          </>
        }
        side={
          <>
            <FactsCard journey={journey} />
            <RulesCard journey={journey} />
          </>
        }
      />
      {act === null ? null : <JourneyDialog act={act} journey={journey} onClose={() => setAct(null)} />}
      {one === null ? null : <TravellerDialog {...one} journey={journey} onClose={() => setOne(null)} />}
    </PageFrame>
  );
}

function Steps({ journey }: { journey: JourneyView }) {
  const at = stepOf(journey);
  const index = at === null ? journeySteps.length : journeySteps.indexOf(at);
  if (journey.state === 'cancelled') return null;
  const dates: Readonly<Record<string, string | null>> = {
    depart: journey.departedOn ?? journey.fromOn,
    return: journey.returnedOn ?? journey.untilOn,
  };
  return (
    <Card title={t('travel.steps')}>
      <LifeLine
        label={t('travel.steps')}
        stops={journeySteps.map((step, i) => ({
          key: step,
          label: stepWords(step),
          lines: typeof dates[step] === 'string' ? [formatDay(dates[step])] : [],
          state: i < index ? 'past' : i === index ? 'now' : 'next',
        }))}
      />
    </Card>
  );
}

function Actions({ journey, onAct }: { journey: JourneyView; onAct: (act: JourneyAct) => void }) {
  const me = journey.travellers.find((one) => one.mine);
  const { state } = journey;
  const inState = (...states: readonly string[]) =>
    states.includes(state) ? null : t('travel.not.now', { state: stateWords(state) });
  const asked = journey.pending.some(
    (one) => one.command === 'travel.apply' || one.command === 'travel.change',
  )
    ? t('travel.asked')
    : null;
  const runs = journey.mayRun ? null : t('travel.run.who');
  const keeps = journey.mayKeep ? null : t('travel.keep.who');
  const reports = journey.mayReport ? null : t('travel.report.who');
  const unready = journey.travellers.filter(
    (one) => one.acknowledgedAt === null || one.clearedAt === null || one.letter?.state === 'open',
  ).length;
  const talks = journey.travellers.filter((one) => one.debriefedOn === null).length;
  const actions: readonly PageAction[] = [
    {
      key: 'acknowledge',
      label: t('travel.acknowledge'),
      disabledReason:
        inState('approved') ??
        (me === undefined
          ? t('travel.acknowledge.who')
          : me.acknowledgedAt === null
            ? null
            : t('travel.acknowledged')),
      onDo: () => onAct('acknowledge'),
    },
    {
      key: 'apply',
      label: t('travel.apply'),
      disabledReason: inState('draft') ?? asked ?? runs,
      onDo: () => onAct('apply'),
    },
    {
      key: 'depart',
      label: t('travel.depart'),
      disabledReason:
        inState('approved') ?? keeps ?? (unready === 0 ? null : t('travel.depart.unready', { n: unready })),
      onDo: () => onAct('depart'),
    },
    {
      key: 'return',
      label: t('travel.return'),
      disabledReason: inState('away') ?? reports,
      onDo: () => onAct('return'),
    },
    {
      key: 'contact',
      label: t('travel.contact'),
      disabledReason: inState('away') ?? reports,
      onDo: () => onAct('contact'),
    },
    {
      key: 'close',
      label: t('travel.close'),
      disabledReason:
        inState('returned') ??
        keeps ??
        (talks + journey.papersOut === 0
          ? null
          : t('travel.close.open', { talks, papers: journey.papersOut })),
      onDo: () => onAct('close'),
    },
    ...paperActions(journey),
    {
      key: 'revise',
      label: t('travel.revise'),
      disabledReason: inState('draft') ?? asked ?? runs,
      onDo: () => onAct('revise'),
    },
    {
      key: 'change',
      label: t('travel.change'),
      disabledReason: inState('approved') ?? asked ?? runs,
      onDo: () => onAct('change'),
    },
    {
      key: 'cancel',
      label: t('travel.cancel'),
      danger: true,
      disabledReason: inState('draft', 'approved') ?? runs,
      onDo: () => onAct('cancel'),
    },
  ];
  const next =
    state === 'away' && journey.untilOn > todayHere() && journey.calls.length === 0
      ? 'contact'
      : 'acknowledge';
  return <ActionBar next={next} actions={actions} />;
}

function paperActions(journey: JourneyView): readonly PageAction[] {
  const papers = [
    ['travel.briefing', t('travel.briefing')],
    ['travel.form', t('travel.form')],
    ['travel.formDocx', t('travel.form.docx')],
  ] as const;
  return papers.map(([name, label]) => ({
    key: name,
    label,
    onDo: () => void openFile(name, { journeyId: journey.id }, { factor: false }),
  }));
}

function FactsCard({ journey }: { journey: JourneyView }) {
  const rows: (readonly [string, React.ReactNode])[] = [
    [
      t('travel.days'),
      t('travel.from.to', { from: formatDay(journey.fromOn), until: formatDay(journey.untilOn) }),
    ],
    [t('travel.regions'), regionsWords(journey.regions)],
    [t('travel.purpose'), journey.purpose],
    [t('travel.contacts'), journey.contacts],
    [t('travel.funding'), journey.funding],
    [t('travel.invitation'), journey.invitation],
    [t('travel.applicant'), journey.applicant],
    [t('travel.returned'), journey.returnedOn === null ? '' : formatDay(journey.returnedOn)],
    [t('travel.return.note'), journey.returnNote],
    [t('travel.cancel.reason'), journey.cancelReason],
  ];
  return (
    <Card title={t('travel.facts')}>
      <KeyValues rows={rows.filter(([, value]) => value !== '')} />
      {journey.pending.length === 0 ? null : (
        <p className="note">
          {t('travel.asked')}{' '}
          {journey.pending.map((one) => (
            <AppLink key={one.id} to={paths.approval(one.id)}>
              {t('parked.open')}
            </AppLink>
          ))}
        </p>
      )}
      {journey.calls.length === 0 ? null : (
        <ul className="lines">
          {journey.calls.map((call) => (
            <li key={call.id}>
              <span className="num">{formatDay(call.contactedOn)}</span> {call.by} {call.note}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function RulesCard({ journey }: { journey: JourneyView }) {
  return (
    <Card
      title={t('travel.rules')}
      aside={
        journey.ruleVersion === null
          ? t('travel.rule.builtin')
          : t('travel.rule.version', { n: journey.ruleVersion })
      }
    >
      <ol className="must-not">
        {journey.prohibitions.map((item) => (
          <li key={item.en}>{pick(item)}</li>
        ))}
      </ol>
      <p className="why">{t('travel.terms', { back: journey.returnDays, talk: journey.debriefDays })}</p>
    </Card>
  );
}

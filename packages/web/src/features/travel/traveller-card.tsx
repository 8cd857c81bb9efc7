import type { JourneyView, TravellerView } from '@fengni/server/modules/travel/contract';
import { formatDay, formatInstant } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { openFile } from '../../lib/open-file.ts';
import { paths } from '../../lib/paths.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card } from '../../ui/page-frame.tsx';
import type { TravellerAct } from './journey-dialog.tsx';
import { documentStateWords, documentWords, headWords } from './travel-words.ts';

interface TravellerProps {
  readonly journey: JourneyView;
  readonly traveller: TravellerView;
  readonly onAct: (act: TravellerAct) => void;
}

const verdictWords = {
  against: () => t('travel.check.against'),
  todo: () => t('travel.check.todo'),
  note: () => t('travel.check.note'),
  fine: () => t('travel.check.fine'),
} as const;

/** One traveller: how far he has come, what is to be thought of, his papers. */
export function TravellerCard({ journey, traveller, onAct }: TravellerProps) {
  // what is to be thought of before; afterwards it says nothing of this journey
  const plans = journey.state === 'draft' || journey.state === 'approved';
  return (
    <Card
      flush
      title={
        <>
          <AppLink to={paths.person(traveller.personId)}>{traveller.person}</AppLink>
          {traveller.leads && journey.travellers.length > 1 ? (
            <span className="why">{t('travel.leader')}</span>
          ) : null}
        </>
      }
      aside={<TravellerActions {...{ journey, traveller, onAct }} />}
    >
      <div className="traveller-parts">
        <Progress traveller={traveller} />
      </div>
      {!plans ? null : traveller.checks === null ? (
        <p className="traveller-parts why">{t('travel.checks.hidden')}</p>
      ) : (
        <ul className="check-list" aria-label={t('travel.checks.of', { name: traveller.person })}>
          {traveller.checks.map((check) => (
            <li key={`${check.id} ${check.fact.en}`} className={`check-${check.verdict}`}>
              <b>{verdictWords[check.verdict]()}</b>
              <span>
                {pick(check.fact)}
                {check.advice === null ? null : <span className="why"> {pick(check.advice)}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
      <Documents {...{ journey, traveller }} />
      {traveller.debrief === null ? null : <Debrief debrief={traveller.debrief} />}
    </Card>
  );
}

function Progress({ traveller }: { traveller: TravellerView }) {
  const { letter } = traveller;
  return (
    <>
      <p>
        {traveller.acknowledgedAt === null
          ? t('travel.acknowledged.not')
          : t(traveller.acknowledged === 'paper' ? 'travel.acknowledged.paper' : 'travel.acknowledged.at', {
              at: formatInstant(traveller.acknowledgedAt),
            })}
        {traveller.scanId === null ? null : (
          <>
            {' '}
            <button
              type="button"
              className="link-button"
              onClick={() => void openFile('scan.open', { scanId: traveller.scanId }, { factor: false })}
            >
              {t('travel.scan')}
            </button>
          </>
        )}
        {letter === null ? null : (
          <>
            {' · '}
            <AppLink to={paths.letter(letter.id)}>
              {letter.state === 'open' ? t('travel.letter.open') : t('travel.letter.signed')}
            </AppLink>
          </>
        )}
      </p>
      <p>
        {traveller.clearedAt === null
          ? t('travel.cleared.not')
          : traveller.keptOut === 0
            ? t('travel.cleared.at', { at: formatInstant(traveller.clearedAt) })
            : t('travel.cleared.holding', { n: traveller.keptOut })}
        {traveller.debriefedOn === null
          ? ''
          : ` · ${t('travel.debriefed.on', { day: formatDay(traveller.debriefedOn) })}`}
      </p>
    </>
  );
}

function TravellerActions({ journey, traveller, onAct }: TravellerProps) {
  const answers = traveller.mayConfirm ? null : t('travel.keep.who');
  const prepares = journey.state === 'approved' ? null : t('travel.prepare.when');
  const held = traveller.checks?.find((check) => check.id === 'held');
  const holds = held?.verdict === 'todo';
  return (
    <ActionBar
      next={null}
      about={traveller.person}
      actions={[
        {
          key: 'clear',
          label: t('travel.clear'),
          disabledReason:
            answers ??
            prepares ??
            (traveller.clearedAt === null ? null : t('travel.cleared')) ??
            (holds ? pick(held.fact) : null),
          onDo: () => onAct('clear'),
        },
        {
          key: 'holding',
          label: t('travel.holding'),
          disabledReason:
            answers ??
            prepares ??
            (traveller.clearedAt === null ? null : t('travel.cleared')) ??
            (holds ? null : t('travel.holding.none')),
          onDo: () => onAct('holding'),
        },
        {
          key: 'paper',
          label: t('travel.paper'),
          disabledReason:
            answers ?? prepares ?? (traveller.acknowledgedAt === null ? null : t('travel.acknowledged')),
          onDo: () => onAct('paper'),
        },
        {
          key: 'debrief',
          label: t('travel.debrief'),
          disabledReason:
            answers ??
            (journey.state === 'returned' ? null : t('travel.debrief.when')) ??
            (traveller.debriefedOn === null ? null : t('travel.debriefed')),
          onDo: () => onAct('debrief'),
        },
        {
          key: 'lend',
          label: t('document.lend'),
          disabledReason:
            answers ??
            prepares ??
            (traveller.documents.some((one) => one.state === 'kept') ? null : t('document.lend.none')),
          onDo: () => onAct('lend'),
        },
      ]}
    />
  );
}

function Documents({ journey, traveller }: Pick<TravellerProps, 'journey' | 'traveller'>) {
  if (traveller.documents.length === 0) return null;
  return (
    <ul className="lines" aria-label={t('travel.documents.of', { name: traveller.person })}>
      {traveller.documents.map((document) => (
        <li key={document.id}>
          <span className="grow">
            {documentWords(document.kind)} <span className="num">{document.number}</span>{' '}
            <span className="why">
              {documentStateWords(document.state)} {t('until', { day: formatDay(document.validUntil) })}
            </span>
          </span>
          {document.journeyId === journey.id && document.state === 'lent' ? (
            <button
              type="button"
              className="link-button"
              onClick={() => void openFile('travel.loanSlip', { documentId: document.id }, { factor: false })}
            >
              {t('document.slip')}
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Debrief({ debrief }: { debrief: NonNullable<TravellerView['debrief']> }) {
  return (
    <div className="traveller-parts">
      <p>
        {t('travel.debrief.by', { day: formatDay(debrief.heldOn), by: debrief.by })}{' '}
        {debrief.findings.length === 0
          ? t('travel.debrief.nothing')
          : debrief.findings.map((head) => headWords(head)).join(t('list.and'))}
        {debrief.incident ? ` ${t('travel.debrief.incident.made')}` : ''}
      </p>
      <p className="why">{debrief.note}</p>
    </div>
  );
}

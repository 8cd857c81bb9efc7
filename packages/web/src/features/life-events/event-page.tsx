import { LifeEventPage as Contract } from '@fengni/server/modules/life-events/contract';
import { isLifeEventKind, lifeEventRules } from '@fengni/server/modules/life-events/rules';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import { formatDay, formatInstant, todayHere } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useFileData } from '../../lib/use-file-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, KeyValues, PageFrame, TwoColumns } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { type EventAct, EventDialog } from './event-dialog.tsx';
import { answerWords, eventStateWords, eventWords, ruleWords } from './life-event-words.ts';
import './life-events.css';

export type LifeEvent = z.output<typeof Contract>;

/** One reported event: what was reported, what was asked and added, what was answered. */
export function LifeEventPage() {
  const { id = '' } = useParams({ strict: false });
  const page = useFileData({ name: 'life-event.open', input: { eventId: id }, output: Contract });
  return <QueryView query={page}>{(data) => <Loaded event={data} />}</QueryView>;
}

function Loaded({ event }: { event: LifeEvent }) {
  const [act, setAct] = useState<EventAct | null>(null);
  return (
    <PageFrame
      title={eventWords(event.kind)}
      crumbs={[
        event.isMine
          ? { label: t('nav.life.events'), to: paths.lifeEvents() }
          : { label: t('life.all'), to: paths.allLifeEvents() },
        { label: event.person },
      ]}
      sub={[event.person, event.unit, eventStateWords(event.state)].join(' · ')}
      actions={<Actions event={event} onAct={setAct} />}
    >
      <TwoColumns
        main={
          <>
            <Card title={t('life.content')}>
              <p className="life-content">{event.content}</p>
            </Card>
            <WordsCard event={event} />
            <AnswerCard event={event} />
            {event.inquiries.length === 0 ? null : <InquiryCard event={event} />}
          </>
        }
        side={<FactsCard event={event} />}
      />
      {act === null ? null : <EventDialog act={act} event={event} onClose={() => setAct(null)} />}
    </PageFrame>
  );
}

function Actions({ event, onAct }: { event: LifeEvent; onAct: (act: EventAct) => void }) {
  const open = event.state === 'open' || event.state === 'asked' ? null : eventStateWords(event.state);
  const own = event.isMine ? null : t('life.own.only');
  const answers = event.mayAnswer ? null : t('life.answer.who');
  const restricted = event.restrictedUntil !== null && event.liftedOn === null;
  return (
    <ActionBar
      next={event.isMine ? 'reply' : 'answer'}
      actions={[
        {
          key: 'answer',
          label: t('life.answer'),
          disabledReason: open ?? answers,
          onDo: () => onAct('answer'),
        },
        {
          key: 'ask',
          label: t('life.ask'),
          disabledReason: open ?? answers ?? (event.state === 'asked' ? t('life.asked') : null),
          onDo: () => onAct('ask'),
        },
        { key: 'reply', label: t('life.reply'), disabledReason: open ?? own, onDo: () => onAct('reply') },
        {
          key: 'lift',
          label: t('life.lift'),
          disabledReason: restricted ? answers : t('life.not.restricted'),
          onDo: () => onAct('lift'),
        },
        {
          key: 'withdraw',
          label: t('life.withdraw'),
          danger: true,
          disabledReason: open ?? own,
          onDo: () => onAct('withdraw'),
        },
      ]}
    />
  );
}

function WordsCard({ event }: { event: LifeEvent }) {
  if (event.words.length === 0) return null;
  return (
    <Card title={t('life.words')} flush>
      <ul className="lines">
        {event.words.map((one) => (
          <li key={one.id}>
            <span className="grow">
              <span className="why">{one.kind === 'question' ? t('life.ask') : t('life.reply')}</span>{' '}
              {one.words}
            </span>
            <span className="why">
              {one.by} {formatInstant(one.at)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function AnswerCard({ event }: { event: LifeEvent }) {
  if (event.answer === null) {
    return (
      <Card title={t('life.answer')}>
        <EmptyState
          title={t('life.answer.none')}
          first={t('life.answer.due', { day: formatDay(event.dueOn) })}
        />
      </Card>
    );
  }
  return (
    <Card title={t('life.answer')}>
      <KeyValues
        rows={[
          [t('life.answer.kind'), answerWords(event.answer)],
          ...(event.answerWords === '' ? [] : [[t('life.answer.words'), event.answerWords] as const]),
          ...(event.restrictedUntil === null
            ? []
            : [
                [
                  t('life.restricted'),
                  event.liftedOn === null
                    ? formatDay(event.restrictedUntil)
                    : t('life.lifted', { day: formatDay(event.liftedOn) }),
                ] as const,
              ]),
          [
            t('life.answered'),
            `${event.answeredBy ?? ''} ${event.answeredAt === null ? '' : formatInstant(event.answeredAt)}`,
          ],
        ]}
      />
    </Card>
  );
}

function InquiryCard({ event }: { event: LifeEvent }) {
  return (
    <Card title={t('life.inside')}>
      <ul className="confirm-list">
        {event.inquiries.map((one) => (
          <li key={one.id}>
            {t('life.review')} {one.reason}{' '}
            <span className="why">
              {one.by} {formatInstant(one.at)}
            </span>
          </li>
        ))}
      </ul>
      <p className="why">{t('life.review.why')}</p>
    </Card>
  );
}

function FactsCard({ event }: { event: LifeEvent }) {
  const overdue = event.answer === null && event.state !== 'withdrawn' && event.dueOn < todayHere();
  return (
    <Card title={t('life.facts')}>
      <KeyValues
        rows={[
          [
            t('field.person'),
            <AppLink key="person" to={paths.person(event.personId)}>
              {event.person}
            </AppLink>,
          ],
          [t('life.happened'), formatDay(event.happenedOn)],
          [
            t('life.reported'),
            <span key="reported">
              {formatInstant(event.reportedAt)} {event.reportedBy}{' '}
              {event.lateDays > 0 ? (
                <span className="late">{t('life.late.by', { n: event.lateDays })}</span>
              ) : null}
            </span>,
          ],
          [
            t('life.due'),
            <span key="due" className={overdue ? 'late' : ''}>
              {formatDay(event.dueOn)}
            </span>,
          ],
        ]}
      />
      {isLifeEventKind(event.kind) ? (
        <p className="why">
          {ruleWords(event.kind)} {pick(lifeEventRules[event.kind].source)}
        </p>
      ) : null}
    </Card>
  );
}

import {
  AnswerSuggestion,
  CarrierChanges,
  type CarrierChangesView,
  ConditionMet,
  SetReleaseDay,
  SuggestRegrading,
  suggestedChanges,
} from '@fengni/server/modules/classification/regrading/contract';
import type { CarrierPageView } from '@fengni/server/modules/carriers/contract';
import { useState } from 'react';
import { formatDay, formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { AppLink } from '../../ui/link.tsx';
import { KeyValues } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { pageAction, whyNotAction } from '../keeping/copy-words.ts';
import { changeName } from './change-register.tsx';
import { CheckDialog } from './ending-register.tsx';
import { MarkWithFormer } from './former-mark.tsx';
import { answerWords, changeOf, changeStateWords, outcomeWords, suggestedWords } from './regrading-words.ts';
import { RemarkDialog } from './remark-register.tsx';
import './regrading.css';

type Act = 'condition' | 'day' | 'check' | 'suggest' | 'remark' | null;
type Suggestion = CarrierChangesView['suggestions'][number];

/** All that stands about the mark: now and before, its end, what was proposed, checked, suggested, and still to be marked. */
export function MarkTab({ page }: { readonly page: CarrierPageView }) {
  const changes = useQueryData({
    name: 'regrading.ofCarrier',
    input: { carrierId: page.id },
    output: CarrierChanges,
  });
  return <QueryView query={changes}>{(view) => <Loaded page={page} view={view} />}</QueryView>;
}

function Loaded({ page, view }: { readonly page: CarrierPageView; readonly view: CarrierChangesView }) {
  const [act, setAct] = useState<Act>(null);
  const [answering, setAnswering] = useState<Suggestion | null>(null);
  const mine = view.remarks.filter((row) => row.mayAcknowledge);
  const own = page.origin === 'own';
  const action = (command: string, label: string, rest: { onDo?: () => void; to?: string }) =>
    pageAction(view.actions, { command, label, ...rest });
  const more = own
    ? [
        action('regrading.conditionMet', t('regrading.condition'), { onDo: () => setAct('condition') }),
        action('regrading.setReleaseDay', t('regrading.day'), { onDo: () => setAct('day') }),
      ]
    : [
        action('regrading.enterNotice', t('regrading.enter'), {
          to: paths.newRegrading({ carriers: page.id }),
        }),
        action('regrading.suggest', t('regrading.suggest'), { onDo: () => setAct('suggest') }),
      ];
  return (
    <div className="card-body mark-tab">
      <KeyValues
        rows={[
          [
            t('field.level'),
            <MarkWithFormer key="mark" mark={page.mark} level={page.levelToken} former={view.formerMark} />,
          ],
          [t('regrading.ends'), endWords(page, view)],
          [t('regrading.whose'), own ? t('regrading.whose.own') : t('regrading.whose.received')],
        ]}
      />
      <ActionBar
        actions={[
          ...(own
            ? [
                action('regrading.propose', t('regrading.propose'), {
                  to: paths.newRegrading({ carriers: page.id }),
                }),
              ]
            : []),
          ...more,
          action('regrading.checkTerm', t('regrading.check'), { onDo: () => setAct('check') }),
          ...(mine.length === 0
            ? []
            : [
                {
                  key: 'remark',
                  label: t('regrading.remark.doneall', { n: mine.length }),
                  onDo: () => setAct('remark'),
                },
              ]),
        ]}
      />
      <History view={view} onAnswer={setAnswering} />
      <Dialogs act={act} page={page} onClose={() => setAct(null)} />
      {act === 'remark' ? <RemarkDialog rows={mine} onClose={() => setAct(null)} /> : null}
      {answering === null ? null : <AnswerDialog suggestion={answering} onClose={() => setAnswering(null)} />}
    </div>
  );
}

function endWords(page: CarrierPageView, view: CarrierChangesView): string {
  if (view.releasedOn !== null) return t('regrading.released.on', { day: formatDay(view.releasedOn, 0) });
  if (view.releaseDay !== null) return t('regrading.release.day', { day: formatDay(view.releaseDay, 0) });
  return page.expiresOn === null ? t('regrading.ends.open') : formatDay(page.expiresOn, 0);
}

function History({
  view,
  onAnswer,
}: {
  readonly view: CarrierChangesView;
  readonly onAnswer: (suggestion: Suggestion) => void;
}) {
  const nothing =
    view.changes.length + view.checks.length + view.suggestions.length + view.remarks.length === 0;
  if (nothing) return <p className="quiet">{t('regrading.history.none')}</p>;
  return (
    <>
      <h3 className="part-head">{t('regrading.history')}</h3>
      <ul className="derivation-list">
        {view.changes.map((row) => (
          <li key={row.id}>
            <AppLink to={paths.regrading(row.id)}>{changeName(row)}</AppLink>
            <span>{changeOf(row)}</span>
            <span className="quiet">
              {changeStateWords(row.state)} · {row.madeBy ?? t('regrading.by.itself')} ·{' '}
              {row.decidedOn === null ? formatInstant(row.madeAt) : formatDay(row.decidedOn)}
            </span>
          </li>
        ))}
        {view.checks.map((row) => (
          <li key={row.id}>
            <span>{outcomeWords(row.outcome)}</span>
            <span className="quiet">
              {t('regrading.check.line', {
                day: formatDay(row.endsOn),
                who: row.by,
                at: formatInstant(row.at),
              })}
            </span>
            {row.note === null ? null : <span>{row.note}</span>}
          </li>
        ))}
        {view.suggestions.map((row) => (
          <li key={row.id}>
            <span>{suggestedWords(row.suggested)}</span>
            <span className="quiet">
              {answerWords(row.state)} · {row.by} · {formatInstant(row.madeAt)}
            </span>
            {row.reason === null ? null : <span>{row.reason}</span>}
            {row.state === 'open' ? (
              <ActionButton
                type="text"
                disabledReason={whyNotAction(row.actions[0])}
                onClick={() => onAnswer(row)}
              >
                {t('regrading.answer')}
              </ActionButton>
            ) : null}
          </li>
        ))}
        {view.remarks.map((row) => (
          <li key={row.copyId}>
            <span>{t('regrading.remark.line', { copy: `${row.number}-${row.copyNo}` })}</span>
            <span className={row.days > 7 ? 'late' : 'quiet'}>
              {[row.holder ?? row.place, t('regrading.remark.days', { n: row.days })]
                .filter((part) => part !== '')
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

const reasonField = () =>
  ({ name: 'reason', label: t('field.reason'), kind: 'textarea', autoFocus: true }) as const;

function Dialogs({
  act,
  page,
  onClose,
}: {
  readonly act: Act;
  readonly page: CarrierPageView;
  readonly onClose: () => void;
}) {
  switch (act) {
    case 'condition':
      return (
        <FormDialog
          title={t('regrading.condition')}
          open
          onClose={onClose}
          contract={ConditionMet}
          command="regrading.conditionMet"
          fixed={{ carrierIds: [page.id] }}
          submitLabel={t('regrading.condition')}
          doneText={t('regrading.condition.done')}
          fields={[reasonField()]}
        >
          <p className="note">{t('regrading.condition.happens', { mark: page.mark })}</p>
        </FormDialog>
      );
    case 'day':
      return (
        <FormDialog
          title={t('regrading.day')}
          open
          onClose={onClose}
          contract={SetReleaseDay}
          command="regrading.setReleaseDay"
          fixed={{ carrierId: page.id }}
          submitLabel={t('regrading.day')}
          doneText={t('regrading.day.done')}
          fields={[
            { name: 'day', label: t('regrading.day.which'), kind: 'day', why: t('regrading.day.why') },
            { ...reasonField(), autoFocus: false },
          ]}
        />
      );
    case 'check':
      return <CheckDialog carrierIds={[page.id]} own={page.origin === 'own'} onClose={onClose} />;
    case 'suggest':
      return (
        <FormDialog
          title={t('regrading.suggest')}
          open
          onClose={onClose}
          contract={SuggestRegrading}
          command="regrading.suggest"
          fixed={{ carrierId: page.id }}
          initial={{ suggested: 'release' }}
          submitLabel={t('regrading.suggest')}
          doneText={t('regrading.suggest.done')}
          fields={[
            {
              name: 'suggested',
              label: t('regrading.suggest.what'),
              kind: 'select',
              choices: suggestedChanges.map((value) => ({ value, label: suggestedWords(value) })),
            },
            reasonField(),
          ]}
        >
          <p className="note">{t('regrading.suggest.happens')}</p>
        </FormDialog>
      );
    case 'remark':
    case null:
      return null;
    default:
      return act satisfies never;
  }
}

function AnswerDialog({
  suggestion,
  onClose,
}: {
  readonly suggestion: Suggestion;
  readonly onClose: () => void;
}) {
  const answers = ['accepted', 'declined', 'unanswered'] as const;
  return (
    <FormDialog
      title={t('regrading.answer')}
      open
      onClose={onClose}
      contract={AnswerSuggestion}
      command="regrading.answerSuggestion"
      fixed={{ suggestionId: suggestion.id }}
      initial={{ answer: 'accepted' }}
      submitLabel={t('regrading.answer')}
      doneText={t('regrading.answer.done')}
      fields={[
        {
          name: 'answer',
          label: t('regrading.answer.what'),
          kind: 'radio',
          choices: answers.map((value) => ({ value, label: answerWords(value) })),
        },
      ]}
    >
      <p className="note">{t('regrading.answer.happens')}</p>
    </FormDialog>
  );
}

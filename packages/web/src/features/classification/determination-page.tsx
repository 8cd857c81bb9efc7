import {
  DeterminationPage as Contract,
  type DeterminationPageView,
} from '@fengni/server/modules/classification/contract';
import { derivationTitles, exclusionTitles } from '@fengni/server/modules/classification/determination/rules';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDay, formatInstant } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useActor } from '../../lib/session.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar, type PageAction } from '../../ui/action-bar.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, KeyValues, PageFrame, TwoColumns } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { keepsCarriers } from '../carriers/register-choices.ts';
import { pageAction } from '../keeping/copy-words.ts';
import { openPaper } from '../keeping/open-paper.ts';
import { kindWords, levelWords, markColour, standingWords } from './classification-words.ts';
import { type DeterminationAct, DeterminationDialog } from './determination-dialogs.tsx';

/** One determination: the proposal and where it stands, the decision and its basis, and the carriers marked by it. */
export function DeterminationPage() {
  const { id = '' } = useParams({ strict: false });
  const page = useQueryData({ name: 'determination.open', input: { determinationId: id }, output: Contract });
  return <QueryView query={page}>{(data) => <Loaded key={data.id} page={data} />}</QueryView>;
}

function Loaded({ page }: { page: DeterminationPageView }) {
  const actor = useActor();
  const [act, setAct] = useState<DeterminationAct | null>(null);
  const number = page.number ?? t('determination.unnumbered');
  return (
    <PageFrame
      title={page.title ?? number}
      chip={<LevelChip mark={page.mark} level={page.levelToken} large />}
      crumbs={[{ label: t('nav.classification'), to: paths.classification() }, { label: number }]}
      sub={[number, kindWords(page.kind), page.unit, standingWords(page)].join(' · ')}
      actions={
        <ActionBar
          next={page.next ?? (keepsCarriers(actor) && isMarking(page) ? 'carrier.register' : 'record')}
          actions={actionsOf(page, { onAct: setAct, keeps: keepsCarriers(actor) })}
        />
      }
    >
      <TwoColumns
        main={
          <>
            <NextCard page={page} />
            {page.matter === null ? (
              <p className="note">{t('determination.handled.only')}</p>
            ) : (
              <MatterCard page={page} matter={page.matter} />
            )}
          </>
        }
        side={
          <>
            <PersonsCard page={page} />
            <CarriersCard page={page} />
          </>
        }
      />
      {act === null ? null : (
        <DeterminationDialog key={act} act={act} page={page} onClose={() => setAct(null)} />
      )}
    </PageFrame>
  );
}

/** Carriers are marked by what is decided, or protected until the answer. */
function isMarking(page: DeterminationPageView): boolean {
  return page.state === 'decided' || page.state === 'provisional';
}

function actionsOf(
  page: DeterminationPageView,
  the: { readonly onAct: (act: DeterminationAct) => void; readonly keeps: boolean },
): PageAction[] {
  const { actions, matter } = page;
  if (matter === null) return [];
  const known = new Set(actions.map((action) => action.command));
  const ofServer = (
    command: string,
    more: Pick<PageAction, 'label' | 'onDo' | 'to' | 'danger'>,
  ): PageAction[] => (known.has(command) ? [pageAction(actions, { command, ...more })] : []);
  const mayRegister = isMarking(page) ? null : t('determination.register.later');
  return [
    ...ofServer('determination.submit', {
      label: t('determination.submit'),
      onDo: () => the.onAct('submit'),
    }),
    ...ofServer('determination.save', {
      label: t('determination.change'),
      to: paths.newDetermination({ draft: page.id }),
    }),
    ...ofServer('determination.recordReport', {
      label: t('determination.report.record'),
      onDo: () => the.onAct('report'),
    }),
    ...ofServer('determination.enterAnswer', {
      label: t('determination.answer.enter'),
      onDo: () => the.onAct('answer'),
    }),
    ...(the.keeps
      ? [
          {
            key: 'carrier.register',
            label: t('determination.register'),
            to: paths.newCarrier({ kind: 'own', determination: page.id }),
            disabledReason: mayRegister,
          },
        ]
      : []),
    {
      key: 'record',
      label: t('determination.print'),
      onDo: () => openPaper('determination.record', { determinationId: page.id }),
    },
    ...(page.reportDueOn === null
      ? []
      : [
          {
            key: 'report',
            label: t('determination.report.print'),
            onDo: () => openPaper('determination.report', { determinationId: page.id }),
          },
        ]),
    ...ofServer('classification.raiseDoubt', { label: t('question.doubt'), onDo: () => the.onAct('doubt') }),
    ...ofServer('classification.raiseDispute', {
      label: t('question.dispute'),
      onDo: () => the.onAct('dispute'),
    }),
    ...ofServer('determination.drop', {
      label: t('determination.drop'),
      onDo: () => the.onAct('drop'),
      danger: true,
    }),
  ];
}

/** In one sentence, what comes next, and what was last said of it. */
function NextCard({ page }: { page: DeterminationPageView }) {
  const said = page.lastDecision;
  const showSaid = said !== null && said.words !== '' && page.state === 'draft';
  return (
    <Card title={t('determination.next')}>
      <p>
        {page.request === 'pending' && page.approvalId !== null ? (
          <AppLink to={paths.approval(page.approvalId)}>{nextWords(page)}</AppLink>
        ) : (
          nextWords(page)
        )}
      </p>
      {showSaid ? (
        <p className="note">{t('determination.said', { name: said.person, words: said.words })}</p>
      ) : null}
      {page.disputed ? (
        <p className="note">
          {t('determination.disputed.until', { level: levelWords(page.scheme, page.protectedLevel) })}{' '}
          <AppLink to={paths.doubts()}>{t('question.title')}</AppLink>
        </p>
      ) : null}
      {page.matter !== null && page.matter.wholeUnits.length > 0 ? (
        <p className="note">
          {t('determination.wholeunits', { units: page.matter.wholeUnits.join(t('list.and')) })}
        </p>
      ) : null}
      <DifferingCarriers page={page} />
    </Card>
  );
}

function nextWords(page: DeterminationPageView): string {
  if (page.state === 'provisional') {
    return page.reportedOn === null
      ? t('determination.next.report', { day: formatDay(page.reportDueOn ?? '') })
      : t('determination.next.answer', { day: formatDay(page.answerDueOn ?? '') });
  }
  if (page.state === 'decided') return t('determination.next.register');
  if (page.state === 'released') return t('determination.next.released');
  if (page.state === 'dropped') return t('determination.next.dropped');
  switch (page.request) {
    case 'pending':
      return t('determination.next.pending');
    case 'sent-back':
    case 'refused':
      return t('determination.next.amend');
    case 'stale':
    case 'failed':
      return t('determination.next.again');
    case 'none':
    case 'withdrawn':
    case 'done':
      return t('determination.next.submit');
    default:
      return page.request satisfies never;
  }
}

/** The mark was changed by answer or correction: carriers that still bear the former one are regraded. */
function DifferingCarriers({ page }: { page: DeterminationPageView }) {
  if (page.state === 'draft' || page.disputed) return null;
  const differing = page.carriers.filter((one) => one.mark !== page.mark && one.state !== 'ended');
  if (differing.length === 0 || page.proposedMark === null) return null;
  return (
    <p className="note">
      {t('determination.carriers.differ')}{' '}
      {differing.map((one) => (
        <AppLink key={one.id} to={paths.carrier(one.id)}>
          {one.number}{' '}
        </AppLink>
      ))}
    </p>
  );
}

type Matter = NonNullable<DeterminationPageView['matter']>;

function MatterCard({ page, matter }: { page: DeterminationPageView; matter: Matter }) {
  const answer =
    page.answer === null
      ? ''
      : [
          t(`determination.answer.${page.answer}`),
          page.answeredOn === null ? '' : formatDay(page.answeredOn),
          matter.answeredBy,
          matter.answerNo,
          matter.answerWords,
        ]
          .filter((part) => part !== '')
          .join(' · ');
  const report =
    page.reportedOn === null
      ? matter.reportTo
      : [matter.reportTo, formatDay(page.reportedOn), matter.reportNo]
          .filter((part) => part !== '')
          .join(' · ');
  const rows: (readonly [string, string])[] = [
    [t('determination.matter'), matter.title],
    [
      t('determination.mark'),
      page.proposedMark === null
        ? page.mark
        : t('determination.mark.was', { mark: page.mark, was: page.proposedMark }),
    ],
    [t('determination.content'), matter.content],
    [t('determination.harm'), matter.harm],
    [t('determination.basis'), matter.citation],
    [t('determination.keypoints'), matter.keyPoints],
    [
      t('determination.ruledout'),
      matter.ruledOut.map((one) => pick(exclusionTitles[one])).join(t('list.and')),
    ],
    [
      t('carrier.scope.who'),
      [
        ...matter.scope.persons.map((one) => one.name),
        ...matter.scope.posts.map((one) => `${one.unit}${one.name}`),
      ].join(t('list.and')),
    ],
    [t('determination.condition'), matter.condition],
    [t('determination.reportto'), report],
    [t('determination.answer'), answer],
  ];
  return (
    <Card title={t('determination.proposal')}>
      <KeyValues rows={rows.filter(([, value]) => value !== '')} />
      {matter.sources.length === 0 ? null : (
        <>
          <h3 className="form-heading">{t('determination.sources')}</h3>
          <ul className="lines">
            {matter.sources.map((source) => (
              <li key={source.id}>
                <span className="grow">
                  {source.carrierId === null ? (
                    source.name === '' ? (
                      t('determination.source.hidden')
                    ) : (
                      source.name
                    )
                  ) : (
                    <AppLink to={paths.carrier(source.carrierId)}>{source.name}</AppLink>
                  )}
                </span>
                <span className="why">{pick(derivationTitles[source.manner])}</span>
                <LevelChip mark={source.mark} level={markColour(source.scheme, source.mark)} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

function PersonsCard({ page }: { page: DeterminationPageView }) {
  const decides = page.kind === 'derived' ? t('determination.deriver') : t('determination.decider');
  const rows: (readonly [string, string])[] = [
    [t('determination.drafter'), `${page.draftedBy} · ${formatInstant(page.draftedAt)}`],
    [t('determination.reviewer'), page.reviewer ?? ''],
    [decides, page.decidedBy ?? page.decider ?? ''],
    [t('determination.decided'), page.decidedAt === null ? '' : formatInstant(page.decidedAt)],
  ];
  return (
    <Card title={t('determination.persons')}>
      <KeyValues rows={rows.filter(([, value]) => value !== '')} />
    </Card>
  );
}

function CarriersCard({ page }: { page: DeterminationPageView }) {
  if (page.state === 'draft' || page.state === 'dropped') return null;
  return (
    <Card title={t('determination.carriers')} flush>
      {page.carriers.length === 0 ? (
        <p className="card-body quiet">{t('determination.carriers.none')}</p>
      ) : (
        <ul className="lines">
          {page.carriers.map((one) => (
            <li key={one.id}>
              <span className="grow">
                <AppLink to={paths.carrier(one.id)}>{one.number}</AppLink>
              </span>
              <span className="why">{one.mark}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

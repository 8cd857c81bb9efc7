import { EngagementPage as Contract } from '@fengni/server/modules/engagements/contract';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import { formatDay, formatInstant, todayHere } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { openFile } from '../../lib/open-file.ts';
import { paths } from '../../lib/paths.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, KeyValues, PageFrame, TwoColumns } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { dutyWords } from '../organisation/org-words.ts';
import { type EngagementAct, EngagementDialog } from './engagement-dialog.tsx';
import { clearedWords, kindWords, placeWords, stateWords } from './engagement-words.ts';

export type Engagement = z.output<typeof Contract>;

/** One engagement: what he may have, who answers for him, what is owed, where he may go, and the end. */
export function EngagementPage() {
  const { id = '' } = useParams({ strict: false });
  const page = useQueryData({ name: 'engagement.open', input: { engagementId: id }, output: Contract });
  return <QueryView query={page}>{(data) => <Loaded engagement={data} />}</QueryView>;
}

function Loaded({ engagement }: { engagement: Engagement }) {
  const [act, setAct] = useState<EngagementAct | null>(null);
  return (
    <PageFrame
      title={engagement.name}
      crumbs={[{ label: t('nav.engagements'), to: paths.engagements() }, { label: engagement.name }]}
      sub={[kindWords(engagement.kind), engagement.unit, stateWords(engagement.state)].join(' · ')}
      actions={<Actions engagement={engagement} onAct={setAct} />}
    >
      <TwoColumns
        main={
          <>
            <StepsCard engagement={engagement} />
            {engagement.state === 'ended' ? <HandBackCard engagement={engagement} /> : null}
            <AreasCard engagement={engagement} />
          </>
        }
        side={
          <>
            <FactsCard engagement={engagement} />
            <RightsCard engagement={engagement} />
          </>
        }
      />
      {act === null ? null : (
        <EngagementDialog act={act} engagement={engagement} onClose={() => setAct(null)} />
      )}
    </PageFrame>
  );
}

function nextOf(engagement: Engagement): EngagementAct {
  if (engagement.state === 'proposed') return 'begin';
  if (engagement.state === 'ended') return 'handBack';
  return engagement.needsBriefing && engagement.briefedOn === null ? 'briefing' : 'prolong';
}

function Actions({ engagement, onAct }: { engagement: Engagement; onAct: (act: EngagementAct) => void }) {
  const who = engagement.mayKeep ? null : t('engagement.who');
  const asked = (command: string) =>
    engagement.pending.some((one) => one.command === command) ? t('engagement.asked') : null;
  const only = (state: Engagement['state']) =>
    engagement.state === state ? null : t('engagement.not.now', { state: stateWords(engagement.state) });
  const heldCount = engagement.held.reduce((sum, one) => sum + one.count, 0);
  const actions: readonly (readonly [EngagementAct, string, string | null])[] = [
    ['begin', t('engagement.begin'), who ?? only('proposed') ?? asked('engagement.begin')],
    ['withdraw', t('engagement.withdraw'), who ?? only('proposed')],
    ['briefing', t('engagement.briefing.record'), who ?? only('running')],
    [
      'letter',
      t('engagement.letter.issue'),
      who ??
        only('running') ??
        (engagement.needsLetter && engagement.letter === null ? null : t('engagement.letter.not')),
    ],
    ['prolong', t('engagement.prolong'), who ?? only('running') ?? asked('engagement.prolong')],
    [
      'sponsor',
      t('engagement.change.sponsor'),
      who ?? (engagement.state === 'proposed' ? null : only('running')) ?? asked('engagement.changeSponsor'),
    ],
    ['area', t('engagement.area.allow'), who ?? only('running') ?? whyNoPlace(engagement)],
    ['end', t('engagement.end'), who ?? only('running')],
    [
      'handBack',
      t('engagement.hand.back'),
      who ??
        only('ended') ??
        (engagement.handedBackAt === null ? null : t('engagement.hand.back.over')) ??
        (heldCount > 0 ? t('engagement.hand.back.holds', { n: heldCount }) : null),
    ],
  ];
  return (
    <ActionBar
      next={nextOf(engagement)}
      actions={[
        ...actions.map(([key, label, disabledReason]) => ({
          key,
          label,
          disabledReason,
          danger: key === 'end' || key === 'withdraw',
          onDo: () => onAct(key),
        })),
        {
          key: 'print',
          label: t('engagement.print'),
          onDo: () => void openFile('engagement.print', { engagementId: engagement.id }, { factor: false }),
        },
      ]}
    />
  );
}

function whyNoPlace(engagement: Engagement): string | null {
  if (engagement.keyPlaces === 'never') return t('engagement.area.never');
  return engagement.places.length === 0 ? t('engagement.area.none.seen') : null;
}

/** What has to be done, in order, each with its day. */
function StepsCard({ engagement }: { engagement: Engagement }) {
  const { letter } = engagement;
  const steps: readonly { key: string; label: string; words: string; late?: boolean; to?: string }[] = [
    {
      key: 'agreed',
      label: t('engagement.step.agreed'),
      words:
        engagement.begunAt === null
          ? engagement.pending.length > 0
            ? t('engagement.asked')
            : t('engagement.step.to.ask')
          : formatInstant(engagement.begunAt),
    },
    ...(engagement.needsLetter
      ? [
          {
            key: 'letter',
            label: t('engagement.step.letter'),
            words:
              letter === null
                ? engagement.begunAt === null
                  ? t('engagement.step.later')
                  : t('engagement.step.no.template')
                : letter.state === 'complete'
                  ? t('engagement.step.signed')
                  : t('engagement.step.letter.open', { day: formatDay(letter.dueOn) }),
            late: letter !== null && letter.state !== 'complete' && letter.dueOn < todayHere(),
            ...(letter === null ? {} : { to: paths.letter(letter.id) }),
          },
        ]
      : []),
    ...(engagement.needsBriefing
      ? [
          {
            key: 'briefing',
            label: t('engagement.step.briefing'),
            words:
              engagement.briefedOn === null
                ? t('engagement.step.later')
                : `${formatDay(engagement.briefedOn)} ${engagement.briefing}`,
            late: engagement.state === 'running' && engagement.briefedOn === null,
          },
        ]
      : []),
    {
      key: 'end',
      label: t('engagement.step.end'),
      words:
        engagement.endedOn === null
          ? t('engagement.step.ends', { day: formatDay(engagement.untilOn) })
          : `${formatDay(engagement.endedOn)} ${engagement.endReason}`,
    },
    {
      key: 'back',
      label: t('engagement.step.back'),
      words:
        engagement.handedBackAt === null
          ? t('engagement.step.later')
          : formatInstant(engagement.handedBackAt),
      late: engagement.state === 'ended' && engagement.handedBackAt === null,
    },
  ];
  return (
    <Card title={t('engagement.steps')} flush>
      <ul className="lines">
        {steps.map((step) => (
          <li key={step.key}>
            <span className="grow">{step.label}</span>
            <span className={step.late === true ? 'late' : 'why'}>
              {step.to === undefined ? step.words : <AppLink to={step.to}>{step.words}</AppLink>}
            </span>
          </li>
        ))}
      </ul>
      {engagement.frozen && engagement.state === 'running' ? (
        <p className="note">{t('engagement.frozen.note')}</p>
      ) : null}
    </Card>
  );
}

function HandBackCard({ engagement }: { engagement: Engagement }) {
  return (
    <Card title={t('engagement.held')} flush>
      {engagement.held.length === 0 ? (
        <EmptyState title={t('engagement.held.none')} />
      ) : (
        <ul className="lines">
          {engagement.held.map((one) => (
            <li key={one.id}>
              <span className="grow">
                {pick(one.title)} <span className="why">{pick(one.advice)}</span>
              </span>
              <span className="num late">{one.count}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function AreasCard({ engagement }: { engagement: Engagement }) {
  const close = useCommand({
    name: 'engagement.closeArea',
    faults: 'toast',
    doneText: t('engagement.area.close.done'),
  });
  return (
    <Card title={t('engagement.areas')} aside={placeWords(engagement.keyPlaces)} flush>
      {engagement.areas.length === 0 ? (
        <EmptyState title={t('engagement.areas.none')} first={t('engagement.areas.none.first')} />
      ) : (
        <ul className="lines">
          {engagement.areas.map((area) => (
            <li key={area.id}>
              <span className="grow">
                {area.place} <span className="why">{area.unit}</span>
              </span>
              <span className="why">
                {area.escorted ? t('engagement.area.escorted') : t('engagement.area.alone')}
              </span>
              {area.closedAt === null && engagement.state !== 'running' ? (
                <span className="why">{t('engagement.area.over')}</span>
              ) : area.closedAt === null ? (
                <ActionButton
                  type="text"
                  disabledReason={engagement.mayKeep ? null : t('engagement.who')}
                  onClick={() => void close.run({ areaId: area.id })}
                >
                  {t('engagement.area.close')}
                </ActionButton>
              ) : (
                <span className="why num">
                  {t('engagement.area.closed', { at: formatInstant(area.closedAt) })}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function FactsCard({ engagement }: { engagement: Engagement }) {
  const { contract, personId } = engagement;
  return (
    <Card title={t('engagement.facts')}>
      <KeyValues
        rows={[
          [
            t('engagement.name'),
            personId === null ? (
              engagement.name
            ) : (
              <AppLink key="person" to={paths.person(personId)}>
                {engagement.name}
              </AppLink>
            ),
          ],
          [
            t('engagement.period'),
            t('engagement.from.to', {
              from: formatDay(engagement.fromOn),
              to: formatDay(engagement.untilOn),
            }),
          ],
          [
            t('engagement.sponsor'),
            <AppLink key="sponsor" to={paths.person(engagement.sponsorId)}>
              {engagement.sponsor}
            </AppLink>,
          ],
          [t('engagement.purpose'), engagement.purpose],
          ...(contract === null
            ? []
            : [
                [
                  t('engagement.contract'),
                  t('engagement.contract.choice', {
                    firm: engagement.firm,
                    number: contract.number,
                    day: formatDay(contract.untilOn),
                  }),
                ] as const,
              ]),
          [t('engagement.proposed'), `${engagement.proposedBy} ${formatInstant(engagement.proposedAt)}`],
        ]}
      />
    </Card>
  );
}

function RightsCard({ engagement }: { engagement: Engagement }) {
  return (
    <Card title={t('engagement.rights')}>
      <KeyValues
        rows={[
          [t('engagement.cleared'), clearedWords(engagement.clearedTo)],
          [
            t('engagement.duties'),
            engagement.duties.length === 0
              ? t('engagement.duties.none')
              : engagement.duties.map(dutyWords).join(t('engagement.and')),
          ],
          [t('engagement.areas'), placeWords(engagement.keyPlaces)],
        ]}
      />
      <p className="why">{t('engagement.rights.why')}</p>
    </Card>
  );
}

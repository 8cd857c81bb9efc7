import type { ObligationLineView } from '@fengni/kernel/obligation/contract';
import { lazy, Suspense, useState } from 'react';
import { pick, t } from '../../lib/i18n.ts';
import { useActor } from '../../lib/session.ts';
import { subjectPath } from '../../lib/subjects.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useRouter } from '@tanstack/react-router';
import { ActionButton } from '../../ui/action-button.tsx';
import { DueText } from '../../ui/due-text.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { AppLink } from '../../ui/link.tsx';
import { type MenuChoice, MenuButton } from '../../ui/menu-button.tsx';
import { paths } from '../../lib/paths.ts';

const EndDialog = lazy(async () => ({ default: (await import('./end-dialog.tsx')).EndDialog }));

/** One thing owed: mark, number, what and why, when, and the one next act. */
export function ObligationRow({ line }: { line: ObligationLineView }) {
  const actor = useActor();
  const [ending, setEnding] = useState(false);
  const to = subjectPath(line.subjectTable, line.subjectId, line.subjectNumber);
  return (
    <li className="obligation-row">
      <span>
        <LevelChip mark={line.mark ?? t('obligation.nomark')} level={line.levelToken} />
      </span>
      <span className="num row-number">
        {to === null ? line.subjectNumber : <AppLink to={to}>{line.subjectNumber}</AppLink>}
      </span>
      <span className="row-what">
        {line.subjectTitle ?? pick(line.title)}
        <span className="why">{whyWords(line)}</span>
      </span>
      <span className="row-due">
        <DueText dueOn={line.dueOn} daysLate={line.daysLate} />
      </span>
      <Actions
        line={line}
        to={to}
        mine={line.mine || line.personId === actor.personId}
        onEnd={() => setEnding(true)}
      />
      {ending ? (
        <Suspense>
          <EndDialog line={line} onClose={() => setEnding(false)} />
        </Suspense>
      ) : null}
    </li>
  );
}

/** What is owed, by whom, how often chased, and the rule behind it. */
function whyWords(line: ObligationLineView): string {
  const parts = [
    line.subjectTitle === null ? '' : pick(line.title),
    line.person === null
      ? t('obligation.unit', { unit: line.unit })
      : t('obligation.person', { person: line.person, unit: line.unit }),
    line.chased === 0 ? '' : t('obligation.chased', { n: line.chased }),
    line.escalated === 0 ? '' : t('obligation.escalated'),
    line.basis === null ? '' : pick(line.basis.source),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

interface ActionsProps {
  readonly line: ObligationLineView;
  readonly to: string | null;
  readonly mine: boolean;
  readonly onEnd: () => void;
}

function Actions({ line, to, mine, onEnd }: ActionsProps) {
  const router = useRouter();
  const chase = useCommand({
    name: 'obligation.chase',
    faults: 'toast',
    doneText: t('obligation.chase.done'),
  });
  const chaseWords = line.chased === 0 ? t('obligation.chase') : t('obligation.chase.again');
  const primary = line.daysLate > 0 || (mine && line.daysLate === 0) ? ({ type: 'primary' } as const) : {};
  const subjectLabel = line.subjectNumber === '' ? pick(line.title) : line.subjectNumber;
  const choices: MenuChoice[] = [
    { key: 'end', label: t('obligation.end'), onChoose: onEnd },
    {
      key: 'person',
      label: t('obligation.see.person'),
      onChoose: () => router.history.push(paths.person(line.personId ?? '')),
      disabledReason: line.personId === null ? t('obligation.see.none') : null,
    },
    {
      key: 'unit',
      label: t('obligation.see.unit'),
      onChoose: () => router.history.push(paths.unit(line.unitId)),
    },
  ];
  return (
    <span className="obligation-actions">
      {mine ? (
        to === null ? (
          <ActionButton
            {...primary}
            size="small"
            aria-label={t('obligation.end.label', { what: subjectLabel })}
            onClick={onEnd}
          >
            {t('obligation.end.short')}
          </ActionButton>
        ) : (
          <ActionButton
            {...primary}
            size="small"
            aria-label={t('obligation.do.label', { number: subjectLabel })}
            onClick={() => router.history.push(to)}
          >
            {t('obligation.do')}
          </ActionButton>
        )
      ) : (
        <ActionButton
          {...primary}
          size="small"
          loading={chase.busy}
          aria-label={t('obligation.chase.label', { act: chaseWords, number: subjectLabel })}
          onClick={() => void chase.run({ obligationId: line.id })}
        >
          {chaseWords}
        </ActionButton>
      )}
      <MenuButton dots label={t('action.others.of', { number: subjectLabel })} choices={choices} />
    </span>
  );
}

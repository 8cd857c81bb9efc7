import { DifferenceList, type DifferenceLine } from '@fengni/server/modules/personnel-system/contract';
import {
  blocks,
  differenceKinds,
  differenceStates,
  troubles,
} from '@fengni/server/modules/personnel-system/rules';
import { useState } from 'react';
import { z } from 'zod';
import { t } from '../../lib/i18n.ts';
import { openFile } from '../../lib/open-file.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import type { UrlFilters } from '../../lib/url-state.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import {
  changesOf,
  kindChoices,
  kindWords,
  stateChoices,
  stateWords,
  troubleChoices,
  troubleWords,
} from './step-words.ts';

type Act =
  | { readonly kind: 'apply' | 'dismiss'; readonly rows: readonly DifferenceLine[] }
  | { readonly kind: 'same' | 'other'; readonly rows: readonly [DifferenceLine] };

function inputOf(filters: UrlFilters, deliveryId: string | null) {
  const state = filters['state'] ?? '';
  return {
    deliveryId,
    kind: z.enum(differenceKinds).safeParse(filters['kind']).data ?? null,
    state: state === '' ? 'open' : (z.enum(differenceStates).safeParse(state).data ?? null),
    trouble: z.enum([...troubles, 'none']).safeParse(filters['trouble']).data ?? null,
    search: filters['search'] ?? '',
  };
}

function whyDone(rows: readonly DifferenceLine[]): string | null {
  return rows.some((row) => row.state !== 'open') ? t('step.decided') : null;
}
function whyStuck(rows: readonly DifferenceLine[]): string | null {
  return rows.some((row) => blocks(row.kind, row.trouble)) ? t('step.blocked') : null;
}

/** Lines of difference with what can be done with each. */
export function DifferenceRegister({ deliveryId }: { deliveryId: string | null }) {
  const actor = useActor();
  const [filters] = useUrlFilters();
  const [act, setAct] = useState<Act | null>(null);
  const who = holdsDuty(actor, 'officer', 'personnel') ? null : t('step.who');
  return (
    <>
      <RegisterShell
        id="personnelSystem.differences"
        label={t('step.differences')}
        query="personnelSystem.differences"
        output={DifferenceList}
        input={(values) => inputOf(values, deliveryId)}
        columns={columns({ who, onAct: setAct })}
        filters={[
          { key: 'search', label: t('step.search'), kind: 'search' },
          {
            key: 'kind',
            label: t('step.kind'),
            kind: 'select',
            all: t('step.kind.all'),
            choices: kindChoices(),
          },
          {
            key: 'trouble',
            label: t('step.trouble'),
            kind: 'select',
            all: t('step.trouble.all'),
            choices: troubleChoices(),
          },
          {
            key: 'state',
            label: t('field.state'),
            kind: 'select',
            all: t('step.state.open'),
            choices: stateChoices().filter((choice) => choice.value !== 'open'),
          },
        ]}
        batch={[
          {
            key: 'apply',
            label: t('step.apply'),
            onDo: (rows) => setAct({ kind: 'apply', rows }),
            disabledReason: (rows) => who ?? whyDone(rows) ?? whyStuck(rows),
          },
          {
            key: 'dismiss',
            label: t('step.dismiss'),
            onDo: (rows) => setAct({ kind: 'dismiss', rows }),
            disabledReason: (rows) => who ?? whyDone(rows),
          },
        ]}
        tools={
          <ActionButton
            onClick={() =>
              void openFile('personnelSystem.export', inputOf(filters, deliveryId), { factor: true })
            }
          >
            {t('step.export')}
          </ActionButton>
        }
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('step.lines.empty')} first={t('step.lines.empty.first')} />}
      />
      {act === null ? null : <ActDialog act={act} onClose={() => setAct(null)} />}
    </>
  );
}

function columns(the: {
  readonly who: string | null;
  readonly onAct: (act: Act) => void;
}): readonly Column<DifferenceLine>[] {
  return [
    {
      key: 'person',
      title: t('step.person'),
      fixed: true,
      render: (row) =>
        row.personId === null ? (
          <>
            {row.name} <span className="num why">{row.staffNo}</span>
          </>
        ) : (
          <>
            <AppLink to={paths.person(row.personId)}>{row.name}</AppLink>{' '}
            <span className="num why">{row.staffNo}</span>
          </>
        ),
    },
    { key: 'kind', title: t('step.kind'), render: (row) => kindWords(row.kind) },
    {
      key: 'change',
      title: t('step.change'),
      render: (row) => (
        <ul className="plain-list">
          {changesOf(row).map(({ what, from, to }) => (
            <li key={what}>
              <span className="why">{what}</span> {from === '' ? to : t('step.from.to', { from, to })}
            </li>
          ))}
        </ul>
      ),
    },
    {
      key: 'trouble',
      title: t('step.trouble'),
      render: (row) =>
        row.trouble === null ? (row.reason ?? '') : <span className="late">{troubleWords(row.trouble)}</span>,
    },
    { key: 'state', title: t('field.state'), render: (row) => stateWords(row.state) },
    {
      key: 'act',
      title: t('step.next'),
      fixed: true,
      render: (row) => <LineActions row={row} who={the.who} onAct={the.onAct} />,
    },
  ];
}

function LineActions(the: {
  readonly row: DifferenceLine;
  readonly who: string | null;
  readonly onAct: (act: Act) => void;
}) {
  const { row, who, onAct } = the;
  if (row.state !== 'open') return null;
  const dismiss = {
    key: 'dismiss',
    label: t('step.dismiss'),
    disabledReason: who,
    onDo: () => onAct({ kind: 'dismiss', rows: [row] }),
  };
  const leaves = row.kind === 'gone' || row.trouble === 'cleared' || row.trouble === 'leaving';
  const leaving = {
    key: 'leaving',
    label: row.leavingId === null ? t('step.leaving') : t('step.leaving.open'),
    disabledReason: who,
    to:
      row.leavingId === null
        ? paths.beginLeaving({ begin: row.personId ?? '', as: row.kind === 'moved' ? 'move' : 'resign' })
        : paths.leaving(row.leavingId),
  };
  const apply = {
    key: 'apply',
    label: t('step.apply'),
    disabledReason: who ?? (blocks(row.kind, row.trouble) ? t('step.blocked') : null),
    onDo: () => onAct({ kind: 'apply', rows: [row] }),
  };
  const namesake = [
    {
      key: 'same',
      label: t('step.same'),
      disabledReason: who,
      onDo: () => onAct({ kind: 'same', rows: [row] }),
    },
    {
      key: 'other',
      label: t('step.other'),
      disabledReason: who,
      onDo: () => onAct({ kind: 'other', rows: [row] }),
    },
  ];
  const actions = [
    ...(row.trouble === 'namesake' ? namesake : row.kind === 'gone' ? [] : [apply]),
    ...(leaves ? [leaving] : []),
    dismiss,
  ];
  return <ActionBar next={null} about={row.name} actions={actions} />;
}

function ActDialog({ act, onClose }: { act: Act; onClose: () => void }) {
  const ids = act.rows.map((row) => row.id);
  const names = act.rows
    .slice(0, namesShownMax)
    .map((row) => `${row.name} ${kindWords(row.kind)}`)
    .join(t('list.separator'));
  const makesUnits = act.rows.some((row) => (row.facts.unit?.missing.length ?? 0) > 0);
  switch (act.kind) {
    case 'apply':
      return (
        <ConfirmShell
          title={t('step.apply')}
          open
          onClose={onClose}
          happens={[
            t('step.apply.these', { n: ids.length, names }),
            ...(makesUnits ? [t('step.apply.units')] : []),
          ]}
          command="personnelSystem.apply"
          input={() => ({ differenceIds: ids })}
          confirmLabel={t('step.apply')}
          doneText={t('step.apply.done')}
        />
      );
    case 'dismiss':
      return (
        <ConfirmShell
          title={t('step.dismiss')}
          open
          onClose={onClose}
          happens={[t('step.dismiss.these', { n: ids.length, names }), t('step.dismiss.again')]}
          command="personnelSystem.dismiss"
          input={(reason) => ({ differenceIds: ids, reason })}
          reasonLabel={t('field.reason')}
          confirmLabel={t('step.dismiss')}
          doneText={t('step.dismiss.done')}
        />
      );
    case 'same':
    case 'other': {
      const [row] = act.rows;
      return (
        <ConfirmShell
          title={act.kind === 'same' ? t('step.same') : t('step.other')}
          open
          onClose={onClose}
          happens={[
            act.kind === 'same'
              ? t('step.same.happens', { name: row.name, staffNo: row.staffNo })
              : t('step.other.happens', { name: row.name, staffNo: row.staffNo }),
          ]}
          command="personnelSystem.settleNamesake"
          input={() => ({ differenceId: row.id, same: act.kind === 'same' })}
          confirmLabel={t('step.confirm')}
          doneText={t('step.apply.done')}
        />
      );
    }
    default:
      return act satisfies never;
  }
}
const namesShownMax = 8;

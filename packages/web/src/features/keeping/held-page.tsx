import { HeldList, OpenClearOut, OpenHandOver } from '@fengni/server/modules/carriers/contract';
import { useParams, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import { formatDay, formatInstant, todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { type SessionActor, holdsDuty, useActor } from '../../lib/session.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar, type PageAction } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Card, PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { ArchiveDialog } from './archive-dialog.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { dutyWords, whyNotMove } from './copy-words.ts';
import { handOverDuties } from './hand-over-words.ts';
import { ItemsTable, copyNumber } from './items-table.tsx';

type Held = z.output<typeof HeldList>;
type Line = Held['items'][number];
type Asked = 'handover' | 'clearout' | 'archive';

const clerks = ['officer', 'document-clerk', 'cipher-clerk'] as const;
const clearOutDuties = ['officer', 'leader-in-charge'] as const;

/** What a person holds: his own, or somebody's for who handles it. */
export function HeldPage() {
  const { id } = useParams({ strict: false });
  const held = useQueryData({ name: 'copy.heldBy', input: { personId: id ?? null }, output: HeldList });
  return (
    <QueryView query={held}>
      {(data) => <Loaded key={id ?? ''} held={data} personId={id ?? null} />}
    </QueryView>
  );
}

function Loaded({ held, personId }: { held: Held; personId: string | null }) {
  const actor = useActor();
  const [filters] = useUrlFilters();
  const [asked, setAsked] = useState<Asked | null>(
    filters['act'] === 'handover' && whyNotHandOver(actor, held) === null ? 'handover' : null,
  );
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const holderId = personId ?? actor.personId;
  const mine = holderId === actor.personId;
  const title = mine ? t('held.mine') : t('held.of', { person: held.person });
  const rows = held.items.filter((item) => chosen.has(item.copyId));
  return (
    <PageFrame
      title={title}
      sub={t('held.sub', { n: held.items.length, late: held.items.filter(isLate).length })}
      wide
      {...(mine
        ? {}
        : {
            crumbs: [
              { label: t('nav.people'), to: paths.people() },
              { label: held.person, to: paths.person(holderId) },
              { label: t('held.short') },
            ],
          })}
      actions={
        <ActionBar
          next={held.items.length === 0 ? null : 'handover'}
          actions={heldActions(actor, held, setAsked)}
        />
      }
    >
      <Card title={t('held.list')} aside={t('chosen.count', { n: held.items.length })} flush>
        {chosen.size === 0 ? null : (
          <BatchBar actor={actor} rows={rows} onArchive={() => setAsked('archive')} />
        )}
        {held.items.length === 0 ? (
          <EmptyState title={mine ? t('held.empty.mine') : t('held.empty')} first={t('held.empty.first')} />
        ) : (
          <ItemsTable
            label={title}
            rows={held.items}
            leave={['holder']}
            chosen={chosen}
            onChosen={setChosen}
            extra={[
              {
                key: 'since',
                title: t('held.since'),
                numeric: true,
                render: (row) => formatInstant(row.since),
              },
              { key: 'due', title: t('held.due'), numeric: true, render: (row) => <Due line={row} /> },
            ]}
          />
        )}
      </Card>
      {mine && held.items.length > 0 ? <p className="why">{t('held.return.how')}</p> : null}
      <HeldDialogs
        asked={asked}
        holderId={holderId}
        held={held}
        copyIds={rows.map((row) => row.copyId)}
        onClose={() => setAsked(null)}
      />
    </PageFrame>
  );
}

function isLate(line: Line): boolean {
  return line.dueOn !== null && line.dueOn < todayHere();
}

function Due({ line }: { line: Line }) {
  if (line.dueOn === null) return t('held.due.none');
  return (
    <span className={isLate(line) ? 'late' : ''}>
      {isLate(line) ? t('held.late', { day: formatDay(line.dueOn) }) : formatDay(line.dueOn)}
    </span>
  );
}

function whyNotDuty(actor: SessionActor, duties: readonly string[]): string | null {
  return holdsDuty(actor, ...duties) ? null : t('action.who', { who: dutyWords(duties) });
}

/** Why not everything he holds can be handed over as things are; null where it can. */
function whyNotHandOver(actor: SessionActor, held: Held): string | null {
  const duty = whyNotDuty(actor, handOverDuties);
  if (duty !== null) return duty;
  if (held.items.length === 0) return t('held.nothing');
  const stuck = held.items.find((item) => whyNotMove(item.state, 'hand-over') !== null);
  if (stuck === undefined) return null;
  return t('handover.stuck', {
    number: copyNumber(stuck),
    why: whyNotMove(stuck.state, 'hand-over') ?? '',
  });
}

function heldActions(actor: SessionActor, held: Held, onAsk: (asked: Asked) => void): PageAction[] {
  return [
    {
      key: 'handover',
      label: t('handover.begin'),
      disabledReason: whyNotHandOver(actor, held),
      onDo: () => onAsk('handover'),
    },
    {
      key: 'clearout',
      label: t('clearout.open'),
      disabledReason: whyNotDuty(actor, clearOutDuties),
      onDo: () => onAsk('clearout'),
    },
  ];
}

/** What a clerk does with several at once; the first copy that stands in the way says why. */
function BatchBar({
  actor,
  rows,
  onArchive,
}: {
  actor: SessionActor;
  rows: readonly Line[];
  onArchive: () => void;
}) {
  const router = useRouter();
  const duty = whyNotDuty(actor, clerks);
  const first = (move: 'archive' | 'send' | 'list') =>
    rows.map((row) => whyNotMove(row.state, move)).find((why) => why !== null) ?? null;
  const address = {
    carriers: [...new Set(rows.map((row) => row.carrierId))].join(','),
    copies: rows.map((row) => row.copyId).join(','),
  };
  return (
    <fieldset className="plain-set batch-bar" aria-label={t('register.batch')}>
      <span>{t('register.chosen', { n: rows.length })}</span>
      <ActionButton disabledReason={duty ?? first('archive')} onClick={onArchive}>
        {t('archive.submit')}
      </ActionButton>
      <ActionButton
        disabledReason={duty ?? first('send')}
        onClick={() => router.history.push(paths.sendCopies(address))}
      >
        {t('delivery.send')}
      </ActionButton>
      <ActionButton
        disabledReason={duty ?? first('list')}
        onClick={() => router.history.push(paths.destroyCopies(address))}
      >
        {t('destruction.put')}
      </ActionButton>
    </fieldset>
  );
}

interface DialogsProps {
  readonly asked: Asked | null;
  readonly holderId: string;
  readonly held: Held;
  readonly copyIds: readonly string[];
  readonly onClose: () => void;
}

function HeldDialogs({ asked, holderId, held, copyIds, onClose }: DialogsProps) {
  const router = useRouter();
  const actor = useActor();
  if (asked === 'archive') return <ArchiveDialog copyIds={copyIds} onClose={onClose} />;
  if (asked === 'clearout') return <ClearOutDialog unitId={actor.unitId} onClose={onClose} />;
  if (asked === null) return null;
  return (
    <FormDialog
      title={t('handover.begin')}
      open
      onClose={onClose}
      contract={OpenHandOver}
      command="handover.begin"
      fixed={{ fromId: holderId }}
      submitLabel={t('handover.begin')}
      doneText={t('handover.begin.done')}
      onDone={(result) => {
        const id = result['handOverId'];
        if (typeof id === 'string') router.history.push(paths.handOver(id));
      }}
      fields={[
        { name: 'toId', label: t('handover.to'), kind: 'person', why: t('handover.to.why') },
        { name: 'witnessId', label: t('handover.witness'), kind: 'person', why: t('handover.witness.why') },
        {
          name: 'reason',
          label: t('field.reason'),
          kind: 'textarea',
          why: t('handover.reason.why'),
          seen: true,
        },
      ]}
    >
      <p className="note">{t('handover.happens', { person: held.person, n: held.items.length })}</p>
    </FormDialog>
  );
}

/** Year-end: everybody who holds carriers of the unit is to give them back or hand them over. */
function ClearOutDialog({ unitId, onClose }: { unitId: string; onClose: () => void }) {
  const today = todayHere();
  const year = Number(today.slice(0, 4));
  return (
    <FormDialog
      title={t('clearout.open')}
      open
      onClose={onClose}
      contract={OpenClearOut}
      command="clearout.open"
      initial={{ unitId, year, dueOn: `${year}-12-31` }}
      submitLabel={t('clearout.open')}
      doneText={t('clearout.done')}
      fields={[
        { name: 'unitId', label: t('field.unit'), kind: 'unit', why: t('clearout.unit.why') },
        { name: 'year', label: t('clearout.year'), kind: 'number' },
        { name: 'dueOn', label: t('clearout.due'), kind: 'day' },
      ]}
    >
      <p className="quiet">{t('clearout.happens')}</p>
    </FormDialog>
  );
}

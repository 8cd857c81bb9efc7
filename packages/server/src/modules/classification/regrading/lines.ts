import type { Actor } from '@fengni/kernel/access/actor';
import type { Bilingual } from '@fengni/kernel/command/define';
import { parseInstant } from '@fengni/kernel/command/instant';
import type { ActionView } from '../../carriers/contract.ts';
import { describeAction, levelToken } from '../../carriers/api.ts';
import type { NoticeLineView, RegradingLineView, RemarkLineView } from './contract.ts';
import type { ChangeKind, Coverage } from './rules.ts';
import { type FindCommand } from './store.ts';
import type { NoticeRow, RegradingRow } from './tables.ts';

/** What the caller can do with a thing of this unit, by the commands' own rules. */
export function actionsFor(the: {
  readonly find: FindCommand;
  readonly actor: Actor;
  readonly unitPath: string;
  readonly target?: unknown;
}) {
  return (name: string, obstacle: Bilingual | null = null): ActionView[] => {
    const command = the.find(name);
    return command === undefined
      ? []
      : [
          describeAction({
            command,
            actor: the.actor,
            unitPath: the.unitPath,
            obstacle,
            target: the.target,
          }),
        ];
  };
}

export function instantText(at: Date | string): string {
  return (typeof at === 'string' ? parseInstant(at) : at).toISOString();
}

export interface RegradingLineRow {
  readonly id: string;
  readonly number: string;
  readonly kind: ChangeKind;
  readonly coverage: Coverage;
  readonly origin: 'own' | 'received';
  readonly mark: string | null;
  readonly state: RegradingRow['state'];
  readonly pending: boolean;
  readonly first_number: string | null;
  readonly carriers: number;
  readonly maker: string | null;
  /** Text where the row came as JSON. */
  readonly made_at: Date | string;
  readonly decided_on: string | null;
}

/** Columns of a line, over `regrading r`. Items are counted as the caller sees them. */
export const lineColumns = `r.id, r.number, r.kind, r.coverage, r.origin, r.mark, r.state, r.made_at, r.decided_on::text,
  (r.state = 'draft' and regrading_pending(r.id)) as pending,
  (select min(c.number) from regrading_item i join carrier c on c.id = i.carrier_id where i.regrading_id = r.id) as first_number,
  (select count(*)::int from regrading_item i where i.regrading_id = r.id) as carriers,
  (select p.name from person p where p.id = r.made_by) as maker`;

export function presentRegrading(row: RegradingLineRow): RegradingLineView {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    coverage: row.coverage,
    origin: row.origin,
    mark: row.mark,
    state: row.pending ? 'pending' : row.state,
    firstNumber: row.first_number,
    carriers: row.carriers,
    madeBy: row.maker,
    madeAt: instantText(row.made_at),
    decidedOn: row.decided_on,
  };
}

export interface RemarkLineRow {
  readonly copy_id: string;
  readonly carrier_id: string;
  readonly number: string;
  readonly copy_no: string;
  readonly mark: string;
  readonly former_mark: string | null;
  readonly scheme: string;
  readonly level: string;
  readonly holder: string | null;
  readonly holder_id: string | null;
  readonly place: string;
  readonly made_at: Date | string;
  readonly days: number;
  readonly unit_path: string;
  readonly state: string;
}

/** Columns of a copy still to be marked: `regrading_remark m`, `copy y`, `carrier c`, its holder `h`. */
export const remarkColumns = `m.copy_id, c.id as carrier_id, c.number, y.copy_no, c.mark, c.former_mark, c.scheme, c.level,
  h.name as holder, y.holder_id, y.place, m.made_at, y.state, c.unit_path,
  house_today() - (m.made_at at time zone current_setting('fengni.zone'))::date as days`;
export const stillHere = `m.state = 'open' and y.state not in ('sent', 'delivered', 'returned', 'destroyed')`;

export function presentRemark(
  row: RemarkLineRow,
  the: { readonly find: FindCommand; readonly actor: Actor },
): RemarkLineView {
  const target = { copies: [{ holder_id: row.holder_id, state: row.state }], unitPath: row.unit_path };
  const [action] = actionsFor({ ...the, unitPath: row.unit_path, target })('regrading.acknowledge');
  return {
    copyId: row.copy_id,
    carrierId: row.carrier_id,
    number: row.number,
    copyNo: row.copy_no,
    mark: row.mark,
    formerMark: row.former_mark,
    levelToken: levelToken(row.scheme, row.level, row.mark),
    holder: row.holder,
    place: row.place,
    since: instantText(row.made_at),
    days: row.days,
    mayAcknowledge: action?.allowed === true,
  };
}

export type NoticeLineRow = Omit<NoticeRow, 'made_at' | 'sent_at' | 'receipted_at'> & {
  readonly sent_at: Date | string | null;
  readonly receipted_at: Date | string | null;
  readonly unit_path: string;
  readonly due: string;
  readonly lines: readonly { number: string; mark: string; formerMark: string | null }[];
  readonly copy_names: readonly string[];
};

/** Columns of a notice, over `regrading_notice n` and `register g`. */
export const noticeColumns = `n.*, n.due_on::text as due, g.unit_path,
  (select coalesce(jsonb_agg(distinct jsonb_build_object('number', c.number, 'mark', c.mark, 'formerMark', c.former_mark)), '[]')
     from copy y join carrier c on c.id = y.carrier_id where y.id = any (n.copy_ids)) as lines,
  (select coalesce(array_agg(c.number || '-' || y.copy_no order by c.number_sort, y.copy_no), '{}')
     from copy y join carrier c on c.id = y.carrier_id where y.id = any (n.copy_ids)) as copy_names`;

export function presentNotice(
  row: NoticeLineRow,
  the: { readonly find: FindCommand; readonly actor: Actor },
): NoticeLineView {
  const act = actionsFor({ ...the, unitPath: row.unit_path });
  const moved: Bilingual = { zh: '通知的状态不符', en: 'the notice is in another state' };
  return {
    id: row.id,
    number: row.number,
    regradingId: row.regrading_id,
    counterpart: row.counterpart,
    carriers: [...row.lines].toSorted((a, b) => a.number.localeCompare(b.number, 'en')),
    copies: [...row.copy_names],
    state: row.state,
    dueOn: row.due,
    sentAt: row.sent_at === null ? null : instantText(row.sent_at),
    channel: row.channel,
    receiptSigner: row.receipt_signer,
    receiptedAt: row.receipted_at === null ? null : instantText(row.receipted_at),
    scanId: row.scan_id,
    actions: [
      ...act('regrading.sendNotice', row.state === 'prepared' ? null : moved),
      ...act('regrading.receiptNotice', row.state === 'sent' ? null : moved),
    ],
  };
}

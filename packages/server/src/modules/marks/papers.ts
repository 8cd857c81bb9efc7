import { type FileRoute, defineFile } from '@fengni/kernel/command/define';
import { houseDate } from '@fengni/kernel/command/kernel';
import { Refusal } from '@fengni/kernel/command/refusal';
import { builtinPacks, levelOf } from '@fengni/schemes/packs';
import { z } from 'zod';
import { printPackingLabel } from '../../print/packing-label.ts';
import { printReMarkingSlip } from '../../print/re-marking-slip.ts';
import { printWrittenNotice } from '../../print/written-notice.ts';
import { mediumTitles } from '../carriers/rules.ts';
import type { CarrierRow } from '../carriers/tables.ts';
import { housePrinting } from '../house-printing.ts';
import { refuseMarks } from './marks-errors.ts';
import { marksPolicy } from './policy.ts';

const pdf = 'application/pdf';
/** Copies on one slip. */
export const slipCopiesMax = 500;

interface PackRow {
  readonly id: string;
  readonly number: string;
  readonly direction: 'in' | 'out';
  readonly counterpart: string;
  readonly channel: string;
  readonly seal_no: string;
  readonly sent_at: Date;
  readonly unit: string;
  readonly scheme: string;
  readonly level: string;
  readonly count: number;
}

/** On the case or envelope of a batch: the highest level inside, number, both units, seal (实施条例 art. 27(3)). */
const packingLabel = defineFile({
  name: 'marks.packingLabel',
  title: { zh: '打印密件封签', en: 'Print the label of a sealed pack' },
  input: z.object({ deliveryId: z.uuid() }),
  rule: marksPolicy['marks.print'],
  async make(tx, { input, actor }) {
    const [row] = await tx.readSql<PackRow>(
      `select d.id, d.number, d.direction, d.counterpart, d.channel, d.seal_no, d.sent_at, u.name as unit,
         top.scheme, top.level, top.count
       from delivery d join register r on r.id = d.register_id join unit u on u.id = r.unit_id,
         lateral (select k.scheme, k.level, count(*) over ()::int as count
           from delivery_item i join copy c on c.id = i.copy_id join carrier k on k.id = c.carrier_id
           where i.delivery_id = d.id order by k.level_rank desc, k.scheme limit 1) top
       where d.id = $1`,
      [input.deliveryId],
    );
    if (row === undefined) throw new Refusal('not.found');
    const out = row.direction === 'out';
    const printing = await housePrinting(tx, { actor, code: row.id });
    const channel = [...builtinPacks.values()]
      .flatMap((pack) => pack.channels)
      .find((one) => one.id === row.channel);
    const bytes = await printPackingLabel(
      {
        level: levelOf(row.scheme, row.level)?.zh ?? row.level,
        number: row.number,
        sender: out ? row.unit : row.counterpart,
        addressee: out ? row.counterpart : row.unit,
        sealNumber: row.seal_no,
        channel: channel?.[actor.language] ?? row.channel,
        day: houseDate(row.sent_at, printing.timeZone ?? 'UTC'),
        count: row.count,
      },
      printing,
    );
    return { fileName: `pack-${row.number}.pdf`, mediaType: pdf, bytes, subject: row.id };
  },
});

interface NoticeRow {
  readonly id: string;
  readonly number: string;
  readonly mark: string;
  readonly medium: CarrierRow['medium'];
  readonly issued_on: string | null;
  readonly unit: string;
  readonly title: string;
}

/** For what cannot be marked: its mark made known in writing to those in scope. Only who knows it can print it. */
const writtenNotice = defineFile({
  name: 'marks.writtenNotice',
  title: { zh: '打印国家秘密标志书面通知书', en: 'Print the written notice of a mark' },
  input: z.object({ carrierId: z.uuid() }),
  rule: marksPolicy['marks.print'],
  async make(tx, { input, actor }) {
    const [row] = await tx.readSql<NoticeRow>(
      `select c.id, c.number, c.mark, c.medium, c.issued_on, u.name as unit, m.title
       from carrier c join carrier_matter m on m.id = c.id join unit u on u.id = c.unit_id where c.id = $1`,
      [input.carrierId],
    );
    if (row === undefined) throw new Refusal('not.found');
    const persons = await tx.readSql<{ name: string; unit: string }>(
      `select distinct p.name, u.name as unit from carrier_scope s
         left join holding h on h.post_id = s.post_id and h.ended_on is null
         join person p on p.id = coalesce(s.person_id, h.person_id) join unit u on u.id = p.unit_id
         join carrier_matter m on m.id = s.carrier_id
       where s.carrier_id = $1 and s.ended_at is null and p.frozen_at is null
         and (m.compartment_id is null or exists (select from compartment_knower n
           where n.compartment_id = m.compartment_id and n.person_id = p.id))
       order by 2, 1`,
      [row.id],
    );
    const printing = { ...(await housePrinting(tx, { actor, code: row.id })), mark: row.mark };
    const bytes = await printWrittenNotice(
      {
        number: row.number,
        unit: row.unit,
        title: row.title,
        mark: row.mark,
        medium: mediumTitles[row.medium][actor.language],
        issuedOn: row.issued_on ?? undefined,
        day: tx.today,
        persons,
      },
      printing,
    );
    return { fileName: `notice-${row.number}.pdf`, mediaType: pdf, bytes, subject: row.id };
  },
});

interface SlipRow {
  readonly number: string;
  readonly copy_no: string;
  readonly mark: string;
  readonly former_mark: string | null;
  readonly place: string;
  readonly holder: string | null;
  readonly unit: string;
}

/** Copies on which the mark is to be changed by hand, with where each is. Handle tier: numbers and marks, no titles. */
const reMarkingSlip = defineFile({
  name: 'marks.reMarkingSlip',
  title: { zh: '打印密级标志变更单', en: 'Print the slip for changing marks' },
  input: z.object({ copyIds: z.array(z.uuid()).min(1).max(slipCopiesMax) }),
  rule: marksPolicy['marks.print'],
  async make(tx, { input, actor }) {
    const rows = await tx.readSql<SlipRow>(
      `select c.number, y.copy_no, c.mark, c.former_mark, y.place, p.name as holder, u.name as unit
       from copy y join carrier c on c.id = y.carrier_id join unit u on u.id = c.unit_id
         left join person p on p.id = y.holder_id
       where y.id = any ($1) order by c.number_sort, c.id, y.copy_no`,
      [input.copyIds],
    );
    if (rows.length !== new Set(input.copyIds).size) throw new Refusal('not.found');
    const unchanged = rows.find((row) => row.former_mark === null);
    if (unchanged !== undefined) throw refuseMarks('marks.copy.unchanged', { number: unchanged.number });
    const bytes = await printReMarkingSlip(
      {
        unit: rows[0]?.unit ?? '',
        day: tx.today,
        copies: rows.map((row) => ({
          number: row.number,
          copyNumber: row.copy_no,
          former: row.former_mark ?? '',
          mark: row.mark,
          where: row.holder ?? row.place,
        })),
      },
      await housePrinting(tx, { actor, code: 'REMARK' }),
    );
    return { fileName: 're-marking.pdf', mediaType: pdf, bytes };
  },
});

export const marksPapers: FileRoute[] = [packingLabel, writtenNotice, reMarkingSlip];

import { type FileRoute, defineFile } from '@fengni/kernel/command/define';
import { houseDate } from '@fengni/kernel/command/kernel';
import { Refusal } from '@fengni/kernel/command/refusal';
import { printRegradingNotice } from '../../../print/regrading-notice.ts';
import { housePrinting } from '../../house-printing.ts';
import { NoticePaper } from './contract.ts';
import { regradingPolicy } from './policy.ts';
import { type ChangeKind, changeTitles } from './rules.ts';

interface NoticeHead {
  readonly id: string;
  readonly number: string;
  readonly counterpart: string;
  readonly made_at: Date;
  readonly unit: string;
  readonly kind: ChangeKind;
  readonly decided_on: string | null;
}
interface NoticeCopy {
  readonly number: string;
  readonly copy_no: string;
  readonly former_mark: string | null;
  readonly mark: string;
}

/** What is sent to who outside has a copy: numbers and marks, no titles, so that it needs no mark of its own. */
const notice = defineFile({
  name: 'regrading.notice',
  title: { zh: '打印变更通知书', en: 'Print the notice of a change' },
  input: NoticePaper,
  rule: regradingPolicy['regrading.read'],
  async make(tx, { input, actor }) {
    const [head] = await tx.readSql<NoticeHead>(
      `select n.id, n.number, n.counterpart, n.made_at, u.name as unit, r.kind, r.decided_on::text
       from regrading_notice n join regrading r on r.id = n.regrading_id join unit u on u.id = r.unit_id where n.id = $1`,
      [input.noticeId],
    );
    if (head === undefined) throw new Refusal('not.found');
    // as decided, though the carrier may have been changed again since
    const copies = await tx.readSql<NoticeCopy>(
      `select c.number, y.copy_no, i.former_mark, coalesce(r.mark, '解密') as mark
       from regrading_notice n join regrading r on r.id = n.regrading_id join copy y on y.id = any (n.copy_ids)
       join carrier c on c.id = y.carrier_id
       left join regrading_item i on i.regrading_id = r.id and i.carrier_id = c.id
       where n.id = $1 order by c.number_sort, y.copy_no`,
      [head.id],
    );
    const printing = await housePrinting(tx, { actor, code: head.id });
    const bytes = await printRegradingNotice(
      {
        number: head.number,
        sender: head.unit,
        addressee: head.counterpart,
        change: changeTitles[head.kind][actor.language],
        decidedOn: head.decided_on ?? undefined,
        day: houseDate(head.made_at, printing.timeZone ?? 'UTC'),
        copies: copies.map((one) => ({
          number: one.number,
          copyNumber: one.copy_no,
          former: one.former_mark ?? '',
          mark: one.mark,
        })),
      },
      printing,
    );
    return { fileName: `${head.number}.pdf`, mediaType: 'application/pdf', bytes, subject: head.id };
  },
});

export const regradingPapers: FileRoute[] = [notice];

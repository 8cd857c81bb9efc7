import type { Actor } from '@fengni/kernel/access/actor';
import { decide } from '@fengni/kernel/access/policy';
import { type FileRoute, type LoadTx, defineFile } from '@fengni/kernel/command/define';
import { refuse as refuseKernel } from '@fengni/kernel/command/refusal';
import { printAllowanceList } from '../../print/allowance-list.ts';
import { formatTime } from '../../print/format.ts';
import { writeWorkbook } from '../../spreadsheet/write-workbook.ts';
import { housePrinting } from '../house-printing.ts';
import { AllowanceListCall } from './contract.ts';
import { allowancesPolicy } from './policy.ts';
import { readAllLines } from './queries.ts';
import { gradeTitles, lapseFactTitles, lineKindTitles, listStateTitles, yuan } from './rules.ts';
import { db, monthOf, requireState } from './store.ts';
import type { AllowanceLineRow } from './tables.ts';

const rule = allowancesPolicy['allowance.export'];
type Lang = 'zh' | 'en';

/** A list as the pay office gets it; before it is computed there is nothing to hand out. */
async function openList(tx: LoadTx, the: { readonly listId: string; readonly actor: Actor }) {
  const list = await tx.readOne(
    db
      .selectFrom('allowance_list as s')
      .innerJoin('unit as u', 'u.id', 's.unit_id')
      .leftJoin('person as c', 'c.id', 's.computed_by')
      .selectAll('s')
      .select(['u.name as unit', 'c.name as computer'])
      .where('s.id', '=', the.listId),
  );
  if (list === undefined) throw refuseKernel('not.found');
  if (!decide(rule, the.actor, undefined, list.unit_path).ok)
    throw refuseKernel('not.permitted', { who: rule.duties.join(', ') });
  requireState(list, 'computed', 'approved', 'closed');
  const lines = await readAllLines(tx, list);
  const [consent] = await tx.readSql<{ person: string; decided_at: Date }>(
    'select person, decided_at from allowance_consent($1)',
    [list.id],
  );
  const code = `FN-${list.id.slice(0, 4).toUpperCase()}-${list.id.slice(4, 8).toUpperCase()}`;
  const printing = await housePrinting(tx, { actor: the.actor, code });
  return { list, lines, consent, printing };
}

/** Why less is paid, in words; the reason of a correction is told in the person's own page, not to the pay office. */
function remarkOf(line: AllowanceLineRow, lang: Lang): string {
  const facts = line.facts.filter((fact) => fact.fen > 0).map((fact) => lapseFactTitles[fact.fact][lang]);
  const corrected = line.corrected_by === null ? [] : [lang === 'zh' ? '已更正' : 'corrected'];
  return [...facts, ...corrected].join(lang === 'zh' ? '；' : '; ');
}
function wordsOf(line: AllowanceLineRow, lang: Lang) {
  return {
    kind: lineKindTitles[line.kind][lang],
    grade: line.grade === null ? '' : gradeTitles[line.grade][lang],
    remark: remarkOf(line, lang),
  };
}

const sheet = defineFile({
  name: 'allowance.sheet',
  title: { zh: '打印补贴发放表', en: 'Print a month’s list' },
  input: AllowanceListCall,
  rule,
  secondFactor: true,
  async make(tx, { input, actor }) {
    const { list, lines, consent, printing } = await openList(tx, { listId: input.listId, actor });
    const { language: lang } = actor;
    const bytes = await printAllowanceList(
      {
        unit: list.unit,
        month: monthOf(list.month),
        state: listStateTitles[list.state][lang],
        paidOn: list.paid_on ?? undefined,
        people: list.people,
        total: yuan(list.total_fen),
        lines: lines.map((line) => ({
          person: line.person,
          staffNo: line.staff_no ?? '',
          unit: line.unit,
          ...wordsOf(line, lang),
          days: line.kind === 'adjustment' ? '' : String(line.days),
          base: yuan(line.base_fen),
          deducted: line.deducted_fen === 0 ? '' : yuan(line.deducted_fen),
          amount: yuan(line.amount_fen),
        })),
        maker: list.computer === null ? {} : { name: list.computer },
        leader:
          consent === undefined || list.approved_at === null
            ? {}
            : { name: consent.person, at: consent.decided_at },
      },
      printing,
    );
    const title = lang === 'zh' ? '保密补贴发放表' : 'allowances';
    const fileName = `${title} ${list.unit} ${monthOf(list.month)}.pdf`;
    return { fileName, mediaType: 'application/pdf', bytes, subject: list.id };
  },
});

/** For the pay office: it leaves the program, so the second factor is asked and the file says who took it and when. */
const exportList = defineFile({
  name: 'allowance.export',
  title: { zh: '导出补贴发放表', en: 'Export a month’s list' },
  input: AllowanceListCall,
  rule,
  secondFactor: true,
  async make(tx, { input, actor }) {
    const { list, lines, printing } = await openList(tx, { listId: input.listId, actor });
    const { language: lang } = actor;
    const time = formatTime(tx.now, lang, printing.timeZone ?? 'UTC');
    const month = monthOf(list.month);
    const isZh = lang === 'zh';
    const title = isZh ? '保密补贴发放表' : 'Allowances';
    const heads = isZh
      ? ['工号', '姓名', '部门', '类别', '涉密等级', '天数', '标准（元）', '扣减（元）', '实发（元）', '备注']
      : ['Staff no.', 'Name', 'Unit', 'Kind', 'Grade', 'Days', 'Allowance', 'Deducted', 'Paid', 'Remarks'];
    const widths = [12, 14, 24, 18, 10, 8, 14, 14, 14, 40];
    const bytes = writeWorkbook({
      sheets: [
        {
          name: month,
          titleRows: [
            [`${list.unit} ${month} ${title}`],
            [
              isZh
                ? `状态：${listStateTitles[list.state].zh}　人数：${list.people}　合计：${yuan(list.total_fen)} 元　导出人：${actor.name}　导出时间：${time}`
                : `State: ${listStateTitles[list.state].en}; people: ${list.people}; total: ${yuan(list.total_fen)}; exported by ${actor.name}, ${time}`,
            ],
          ],
          columns: heads.map((head, i) => ({
            title: head,
            width: widths[i] ?? 12,
            kind: i >= 5 && i <= 8 ? ('number' as const) : ('text' as const),
          })),
          rows: lines.map((line) => {
            const words = wordsOf(line, lang);
            return [
              line.staff_no,
              line.person,
              line.unit,
              words.kind,
              words.grade,
              line.kind === 'adjustment' ? null : line.days,
              line.base_fen / 100,
              line.deducted_fen / 100,
              line.amount_fen / 100,
              words.remark,
            ];
          }),
        },
      ],
      properties: { title: `${title} ${month}`, author: actor.name, classification: '' },
    });
    return {
      fileName: `${title} ${list.unit} ${month}.xlsx`,
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      bytes,
      subject: list.id,
    };
  },
});

export const allowancePapers: readonly FileRoute[] = [sheet, exportList];

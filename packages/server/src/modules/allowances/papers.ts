import type { Actor } from '@fengni/kernel/access/actor';
import { decide } from '@fengni/kernel/access/policy';
import { readDecisions } from '@fengni/kernel/approval/requests';
import { type FileRoute, type LoadTx, defineFile } from '@fengni/kernel/command/define';
import { refuse as refuseKernel } from '@fengni/kernel/command/refusal';
import { printAllowanceList } from '../../print/allowance-list.ts';
import { exportList } from '../house-list.ts';
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
  const [consent] = await readDecisions(tx, {
    subjectId: list.id,
    commands: ['allowance.approve'],
    consentsOnly: true,
  });
  return { list, lines, consent };
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
    const { list, lines, consent } = await openList(tx, { listId: input.listId, actor });
    const { language: lang } = actor;
    const code = `FN-${list.id.slice(0, 4).toUpperCase()}-${list.id.slice(4, 8).toUpperCase()}`;
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
            : { name: consent.person, at: consent.decidedAt },
      },
      await housePrinting(tx, { actor, code }),
    );
    const title = lang === 'zh' ? '保密补贴发放表' : 'allowances';
    const fileName = `${title} ${list.unit} ${monthOf(list.month)}.pdf`;
    return { fileName, mediaType: 'application/pdf', bytes, subject: list.id };
  },
});

/** For the pay office: it leaves the program, so the second factor is asked and the file says who took it and when. */
const exportLines = defineFile({
  name: 'allowance.export',
  title: { zh: '导出补贴发放表', en: 'Export a month’s list' },
  input: AllowanceListCall,
  rule,
  secondFactor: true,
  async make(tx, { input, actor }) {
    const { list, lines } = await openList(tx, { listId: input.listId, actor });
    const { language: lang } = actor;
    const zh = lang === 'zh';
    const month = monthOf(list.month);
    const title = { zh: '保密补贴发放表', en: 'Allowances' };
    const state = listStateTitles[list.state][lang];
    const total = yuan(list.total_fen);
    return exportList(tx, {
      actor,
      title,
      unit: list.unit,
      edition: month,
      about: zh
        ? `状态：${state}　人数：${list.people}　合计：${total} 元`
        : `State: ${state}; people: ${list.people}; total: ${total}`,
      columns: [
        { zh: '工号', en: 'Staff no.', width: 12, value: ({ line }) => line.staff_no },
        { zh: '姓名', en: 'Name', width: 14, value: ({ line }) => line.person },
        { zh: '部门', en: 'Unit', width: 24, value: ({ line }) => line.unit },
        { zh: '类别', en: 'Kind', width: 18, value: ({ words }) => words.kind },
        { zh: '涉密等级', en: 'Grade', width: 10, value: ({ words }) => words.grade },
        {
          zh: '天数',
          en: 'Days',
          width: 8,
          kind: 'number',
          value: ({ line }) => (line.kind === 'adjustment' ? null : line.days),
        },
        {
          zh: '标准（元）',
          en: 'Allowance',
          width: 14,
          kind: 'number',
          value: ({ line }) => line.base_fen / 100,
        },
        {
          zh: '扣减（元）',
          en: 'Deducted',
          width: 14,
          kind: 'number',
          value: ({ line }) => line.deducted_fen / 100,
        },
        {
          zh: '实发（元）',
          en: 'Paid',
          width: 14,
          kind: 'number',
          value: ({ line }) => line.amount_fen / 100,
        },
        { zh: '备注', en: 'Remarks', width: 40, value: ({ words }) => words.remark },
      ],
      rows: lines.map((line) => ({ line, words: wordsOf(line, lang) })),
      fileName: `${title[lang]} ${list.unit} ${month}`,
      subject: list.id,
    });
  },
});

export const allowancePapers: readonly FileRoute[] = [sheet, exportLines];

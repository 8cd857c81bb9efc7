import type { DutyName } from '@fengni/kernel/access/actor';
import { type FileRoute, defineFile } from '@fengni/kernel/command/define';
import { Refusal, refuse as refuseKernel } from '@fengni/kernel/command/refusal';
import { dutyTitles } from '@fengni/kernel/org/contract';
import { printEngagementSheet } from '../../print/engagement-sheet.ts';
import { formatTime } from '../../print/format.ts';
import { writeWorkbook } from '../../spreadsheet/write-workbook.ts';
import { housePrinting } from '../house-printing.ts';
import { EngagementCall, EngagementFilter } from './contract.ts';
import { engagementsPolicy } from './policy.ts';
import { presentEngagement, readEngagements, selectEngagements } from './queries.ts';
import { clearedWords, engagementKindTitles, engagementStateTitles, placeRuleTitles } from './rules.ts';

/** Rows of one export. */
const exportRowsMax = 5_000;

const words = {
  zh: {
    title: '非在编人员登记表',
    heads: ['姓名', '类别', '涉密', '服务单位', '用人部门', '用人负责人', '开始', '结束', '状态'],
    sheet: '非在编人员使用登记表',
    noDuties: '不得担任任何职责',
    by: '导出人：',
    at: '导出时间：',
  },
  en: {
    title: 'People who are not staff',
    heads: ['Name', 'Kind', 'Cleared', 'Firm', 'Unit', 'Sponsor', 'From', 'Until', 'State'],
    sheet: 'engagement',
    noDuties: 'none at all',
    by: 'By: ',
    at: 'At: ',
  },
} as const;
const widths = [12, 12, 10, 24, 24, 12, 12, 12, 10];
const dateColumns: ReadonlySet<number> = new Set([6, 7]);

const asWorkbook = defineFile({
  name: 'engagement.export',
  title: { zh: '导出非在编人员登记表', en: 'Export the list of who is not staff' },
  input: EngagementFilter,
  secondFactor: true,
  rule: engagementsPolicy['engagement.read'],
  async make(tx, { input, actor }) {
    const page = await readEngagements(tx, { filter: input, actor, after: null, rowsMax: exportRowsMax });
    if (page.next !== null) throw refuseKernel('register.export.limit', { max: exportRowsMax });
    const lang = actor.language;
    const { title, heads, by, at } = words[lang];
    const printing = await housePrinting(tx, { actor, code: 'FN-N' });
    const time = formatTime(printing.printedAt, lang, printing.timeZone ?? 'UTC');
    const bytes = writeWorkbook({
      sheets: [
        {
          name: title,
          titleRows: [[title], [`${by}${actor.name}　${at}${time}`]],
          columns: heads.map((head, i) => ({
            title: head,
            width: widths[i] ?? 12,
            kind: dateColumns.has(i) ? 'date' : 'text',
          })),
          rows: page.rows
            .map(presentEngagement)
            .map((row) => [
              row.name,
              engagementKindTitles[row.kind][lang],
              clearedWords(row.clearedTo)[lang],
              row.firm,
              row.unit,
              row.sponsor,
              row.fromOn,
              row.untilOn,
              engagementStateTitles[row.state][lang],
            ]),
        },
      ],
      properties: { title, author: actor.name, classification: '' },
    });
    return {
      fileName: `${title}.xlsx`,
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      bytes,
    };
  },
});

/** The form that is signed and filed; it names no key place, since who signs may not see it. */
const sheet = defineFile({
  name: 'engagement.print',
  title: { zh: '打印非在编人员使用登记表', en: 'Print the record of an engagement' },
  input: EngagementCall,
  rule: engagementsPolicy['engagement.read'],
  async make(tx, { input, actor }) {
    const row = await tx.readOne(
      selectEngagements()
        .innerJoin('engagement_matter as m', 'm.id', 'e.id')
        .select(['m.purpose', 'c.number as contract_number'])
        .where('e.id', '=', input.engagementId),
    );
    if (row === undefined) throw new Refusal('not.found');
    const lang = actor.language;
    const printing = await housePrinting(tx, { actor, code: `FN-N-${row.id.slice(0, 8).toUpperCase()}` });
    const bytes = await printEngagementSheet(
      {
        person: row.name,
        kind: engagementKindTitles[row.kind][lang],
        unit: row.unit,
        sponsor: row.sponsor,
        firm: row.firm ?? '',
        contract: row.contract_number ?? '',
        fromOn: row.from_on,
        untilOn: row.until_on,
        cleared: clearedWords(row.cleared_to)[lang],
        duties: dutyWords(row.duties, lang),
        keyPlaces: placeRuleTitles[row.key_places][lang],
        purpose: row.purpose,
        briefedOn: row.briefed_on,
        agreedAt: row.begun_at,
      },
      printing,
    );
    const fileName = `${words[lang].sheet} ${row.name}.pdf`;
    return { fileName, mediaType: 'application/pdf', bytes, subject: row.id };
  },
});

function dutyWords(duties: readonly DutyName[], lang: 'zh' | 'en'): string {
  if (duties.length === 0) return words[lang].noDuties;
  return duties.map((one) => dutyTitles[one][lang]).join(lang === 'zh' ? '、' : ', ');
}

export const engagementPapers: readonly FileRoute[] = [asWorkbook, sheet];

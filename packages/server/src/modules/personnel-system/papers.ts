import { type FileRoute, defineFile } from '@fengni/kernel/command/define';
import { refuse as refuseKernel } from '@fengni/kernel/command/refusal';
import { formatTime } from '../../print/format.ts';
import { writeWorkbook } from '../../spreadsheet/write-workbook.ts';
import { housePrinting } from '../house-printing.ts';
import { DifferenceListQuery, type DifferenceLine } from './contract.ts';
import { personnelSystemPolicy } from './policy.ts';
import { presentDifference, readDifferences } from './queries.ts';
import { differenceStateTitles, kindTitles, troubleTitles } from './rules.ts';

/** Rows of one export. */
const exportRowsMax = 20_000;
const words = {
  zh: {
    title: '人事系统人员变动表',
    heads: ['工号', '姓名', '变动', '原', '现', '须注意', '状态'],
    by: '导出人：',
    at: '导出时间：',
  },
  en: {
    title: 'Changes from the personnel system',
    heads: ['Staff no.', 'Name', 'Change', 'From', 'To', 'Note', 'State'],
    by: 'By: ',
    at: 'At: ',
  },
} as const;
const widths = [12, 12, 10, 32, 32, 36, 14];

function join(parts: readonly (string | null | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== null && part !== '').join('；');
}

/** What changes, in one line. */
function spanOf({ facts }: DifferenceLine): readonly [string, string] {
  const from = [facts.name?.from, facts.unit?.from, facts.posts?.from.join('、')];
  const to = [facts.name?.to, facts.unit?.to, facts.posts?.to.join('、')];
  return [join(from), join(to)];
}

const exportDifferences = defineFile({
  name: 'personnelSystem.export',
  title: { zh: '导出人员变动表', en: 'Export changes of people' },
  input: DifferenceListQuery.omit({ after: true }),
  secondFactor: true,
  rule: personnelSystemPolicy['personnelSystem.read'],
  async make(tx, { input, actor }) {
    const page = await readDifferences(tx, { filter: input, after: null, rowsMax: exportRowsMax });
    if (page.next !== null) throw refuseKernel('register.export.limit', { max: exportRowsMax });
    const lang = actor.language;
    const { title, heads, by, at } = words[lang];
    const printing = await housePrinting(tx, { actor, code: 'FN-R' });
    const time = formatTime(printing.printedAt, lang, printing.timeZone ?? 'UTC');
    const bytes = writeWorkbook({
      sheets: [
        {
          name: title,
          titleRows: [[title], [`${by}${actor.name}　${at}${time}`]],
          columns: heads.map((head, i) => ({ title: head, width: widths[i] ?? 12, kind: 'text' })),
          rows: page.rows
            .map(presentDifference)
            .map((row) => [
              row.staffNo,
              row.name,
              kindTitles[row.kind][lang],
              ...spanOf(row),
              row.trouble === null ? '' : troubleTitles[row.trouble][lang],
              differenceStateTitles[row.state][lang],
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

export const personnelSystemPapers: readonly FileRoute[] = [exportDifferences];

import type { Actor } from '@fengni/kernel/access/actor';
import { type LoadTx, defineFile } from '@fengni/kernel/command/define';
import { type StatisticsLine, printStatistics } from '../../../print/classification-statistics.ts';
import { formatTime } from '../../../print/format.ts';
import { writeWorkbook } from '../../../spreadsheet/write-workbook.ts';
import { housePrinting } from '../../house-printing.ts';
import { StatisticsQuery, type StatisticsView } from './contract.ts';
import { reviewPolicy } from './policy.ts';
import { bandTitles, termBands } from './rules.ts';
import { readReport } from './statistics.ts';

type Lang = 'zh' | 'en';

function lineOf(
  name: string,
  totals: StatisticsView['total'],
  bands: StatisticsView['bands'] | null = null,
): StatisticsLine {
  const { standing, made, original, derived, changed, released } = totals;
  return {
    name,
    standing,
    made,
    original,
    derived,
    changed,
    released,
    bands: bands === null ? [] : termBands.map((band) => bands[band] ?? 0),
  };
}

/** Lines of the paper: levels, every unit, and the total of what the caller handles. */
function linesOf(view: StatisticsView, lang: Lang) {
  return {
    levels: view.levels.map((level) => lineOf(level.title[lang], level.totals, level.bands)),
    total: lineOf(lang === 'zh' ? '合计' : 'Total', view.total, view.bands),
    units: view.units.map((unit) => lineOf(unit.name, unit.totals)),
  };
}

async function openStatistics(
  tx: LoadTx,
  the: { readonly unitId: string; readonly year: number; readonly actor: Actor },
) {
  const view = await readReport(tx, the);
  const code = `FN-${the.unitId.slice(0, 4).toUpperCase()}-${the.year}`;
  return { view, printing: await housePrinting(tx, { actor: the.actor, code }) };
}

/** Figures for the same-level bureau on paper, with the lines to sign. */
const print = defineFile({
  name: 'classification.printStatistics',
  title: { zh: '打印国家秘密事项统计表', en: 'Print the statistics of classification' },
  input: StatisticsQuery,
  rule: reviewPolicy['classification.statistics.read'],
  async make(tx, { input, actor }) {
    const { view, printing } = await openStatistics(tx, { ...input, actor });
    const { filing } = view;
    const bytes = await printStatistics(
      {
        unit: view.unit,
        year: view.year,
        day: tx.today,
        filed:
          filing === null
            ? undefined
            : { day: filing.filedOn, to: filing.filedTo, receipt: filing.receiptNo },
        ...linesOf(view, actor.language),
      },
      printing,
    );
    const fileName = `国家秘密事项统计表-${view.year}.pdf`;
    return { fileName, mediaType: 'application/pdf', bytes, subject: input.unitId };
  },
});

const heads = ['现有', '本年确定', '其中原始', '其中派生'];
const changeHeads = ['本年变更', '本年解密'];

function number(title: string) {
  return { title, width: 12, kind: 'number' as const };
}
function first(title: string) {
  return { title, width: 28, kind: 'text' as const };
}
function rowOf(line: StatisticsLine): (string | number)[] {
  return [line.name, line.standing, line.made, line.original, line.derived];
}

/** The same as a workbook: one sheet by level with terms, one by unit. */
const exportStatistics = defineFile({
  name: 'classification.exportStatistics',
  title: { zh: '导出国家秘密事项统计表', en: 'Export the statistics of classification' },
  input: StatisticsQuery,
  rule: reviewPolicy['classification.statistics.read'],
  secondFactor: true,
  async make(tx, { input, actor }) {
    const { view, printing } = await openStatistics(tx, { ...input, actor });
    const lines = linesOf(view, 'zh');
    const time = formatTime(printing.printedAt, 'zh', printing.timeZone ?? 'UTC');
    const titleRows = [
      [`${view.unit}国家秘密事项统计表（${view.year}年度）`],
      [`导出人：${actor.name}　导出时间：${time}　统计范围：导出人所管台账`],
    ];
    const bytes = writeWorkbook({
      sheets: [
        {
          name: '按密级',
          titleRows,
          columns: [
            first('密级'),
            ...heads.map(number),
            ...termBands.map((band) => number(bandTitles[band].zh)),
          ],
          rows: [...lines.levels, lines.total].map((line) => [...rowOf(line), ...line.bands]),
        },
        {
          name: '按单位',
          titleRows,
          columns: [first('单位'), ...[...heads, ...changeHeads].map(number)],
          rows: [...lines.units, lines.total].map((line) => [...rowOf(line), line.changed, line.released]),
        },
      ],
      properties: { title: `${view.unit}国家秘密事项统计表`, author: actor.name, classification: '' },
    });
    return {
      fileName: `国家秘密事项统计表-${view.year}.xlsx`,
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      bytes,
      subject: input.unitId,
    };
  },
});

export const statisticsFiles = [print, exportStatistics];

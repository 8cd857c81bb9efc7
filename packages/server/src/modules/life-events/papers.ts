import { type FileRoute, defineFile } from '@fengni/kernel/command/define';
import { houseDate } from '@fengni/kernel/command/kernel';
import { refuse as refuseKernel } from '@fengni/kernel/command/refusal';
import { formatTime } from '../../print/format.ts';
import { writeWorkbook } from '../../spreadsheet/write-workbook.ts';
import { housePrinting } from '../house-printing.ts';
import { LifeEventFilter } from './contract.ts';
import { lifeEventsPolicy } from './policy.ts';
import { presentLifeEvent, readLifeEvents } from './queries.ts';
import { lifeEventAnswerTitles, lifeEventStateTitles, lifeEventTitle } from './rules.ts';

/** Rows of one export. */
const exportRowsMax = 5_000;

const words = {
  zh: {
    title: '个人有关事项报告登记表',
    heads: ['姓名', '单位', '事项', '发生日期', '报告日期', '迟报天数', '状态', '答复', '限制截止'],
    by: '导出人：',
    at: '导出时间：',
  },
  en: {
    title: 'Reported events',
    heads: [
      'Name',
      'Unit',
      'Event',
      'Happened',
      'Reported',
      'Days late',
      'State',
      'Answer',
      'Restricted until',
    ],
    by: 'By: ',
    at: 'At: ',
  },
} as const;
const widths = [12, 24, 40, 12, 12, 10, 10, 14, 12];
const kinds = ['text', 'text', 'text', 'date', 'date', 'number', 'text', 'text', 'date'] as const;

/** The register without what was reported: who, what kind, when, how answered. */
const asWorkbook = defineFile({
  name: 'life-event.export',
  title: { zh: '导出个人有关事项登记表', en: 'Export the list of reported events' },
  input: LifeEventFilter,
  secondFactor: true,
  rule: lifeEventsPolicy['life-event.read'],
  async make(tx, { input, actor }) {
    const page = await readLifeEvents(tx, { filter: input, actor, after: null, rowsMax: exportRowsMax });
    if (page.next !== null) throw refuseKernel('register.export.limit', { max: exportRowsMax });
    const lang = actor.language;
    const { title, heads, by, at } = words[lang];
    const printing = await housePrinting(tx, { actor, code: 'FN-E' });
    const time = formatTime(printing.printedAt, lang, printing.timeZone ?? 'UTC');
    const bytes = writeWorkbook({
      sheets: [
        {
          name: title,
          titleRows: [[title], [`${by}${actor.name}　${at}${time}`]],
          columns: heads.map((head, i) => ({
            title: head,
            width: widths[i] ?? 12,
            kind: kinds[i] ?? 'text',
          })),
          rows: page.rows
            .map((row) => ({
              ...presentLifeEvent(row),
              reportedOn: houseDate(row.reported_at, printing.timeZone ?? 'UTC'),
            }))
            .map((row) => [
              row.person,
              row.unit,
              lifeEventTitle(row.kind)[lang],
              row.happenedOn,
              row.reportedOn,
              row.lateDays,
              lifeEventStateTitles[row.state][lang],
              row.answer === null ? null : lifeEventAnswerTitles[row.answer][lang],
              row.restrictedUntil,
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

export const lifeEventPapers: readonly FileRoute[] = [asWorkbook];

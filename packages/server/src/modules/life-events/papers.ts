import { type FileRoute, defineFile } from '@fengni/kernel/command/define';
import { houseDate } from '@fengni/kernel/command/kernel';
import { refuse as refuseKernel } from '@fengni/kernel/command/refusal';
import { exportList } from '../house-list.ts';
import { LifeEventFilter } from './contract.ts';
import { lifeEventsPolicy } from './policy.ts';
import { presentLifeEvent, readLifeEvents } from './queries.ts';
import { lifeEventAnswerTitles, lifeEventStateTitles, lifeEventTitle } from './rules.ts';

/** Rows of one export. */
const exportRowsMax = 5_000;

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
    return exportList(tx, {
      actor,
      title: { zh: '个人有关事项报告登记表', en: 'Reported events' },
      columns: [
        { zh: '姓名', en: 'Name', width: 12, value: ({ view }) => view.person },
        { zh: '单位', en: 'Unit', width: 24, value: ({ view }) => view.unit },
        { zh: '事项', en: 'Event', width: 40, value: ({ view }) => lifeEventTitle(view.kind)[lang] },
        { zh: '发生日期', en: 'Happened', width: 12, kind: 'date', value: ({ view }) => view.happenedOn },
        {
          zh: '报告日期',
          en: 'Reported',
          width: 12,
          kind: 'date',
          value: ({ row }, timeZone) => houseDate(row.reported_at, timeZone),
        },
        { zh: '迟报天数', en: 'Days late', width: 10, kind: 'number', value: ({ view }) => view.lateDays },
        { zh: '状态', en: 'State', width: 10, value: ({ view }) => lifeEventStateTitles[view.state][lang] },
        {
          zh: '答复',
          en: 'Answer',
          width: 14,
          value: ({ view }) => (view.answer === null ? null : lifeEventAnswerTitles[view.answer][lang]),
        },
        {
          zh: '限制截止',
          en: 'Restricted until',
          width: 12,
          kind: 'date',
          value: ({ view }) => view.restrictedUntil,
        },
      ],
      rows: page.rows.map((row) => ({ row, view: presentLifeEvent(row) })),
    });
  },
});

export const lifeEventPapers: readonly FileRoute[] = [asWorkbook];

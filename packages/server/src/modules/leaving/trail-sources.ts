import type { TrailSource } from '@fengni/kernel/command/define';
import { gradeWords, textOf, wordOf } from '@fengni/kernel/command/trail-words';
import { leavingKindTitles, leavingStateTitles, visitFindingTitles } from './rules.ts';

/** What moving and leaving knows of somebody, for his file (PER-2). */
export const leavingTrail: readonly TrailSource[] = [
  {
    id: 'leaving.procedures',
    title: { zh: '岗位调整和离岗', en: 'Moves and leavings' },
    table: 'leaving',
    sql: 'select * from trail_leavings($1, $2, $3)',
    explain(params) {
      const kind = wordOf(leavingKindTitles, textOf(params, 'kind'));
      const state = wordOf(leavingStateTitles, textOf(params, 'state'));
      return { zh: `${kind.zh}手续（${state.zh}）`, en: `Procedure: ${kind.en} (${state.en})` };
    },
  },
  {
    id: 'leaving.cooling',
    title: { zh: '脱密期', en: 'Cooling-off' },
    table: 'cooling_off',
    sql: 'select * from trail_coolings($1, $2, $3)',
    explain(params) {
      const grade = gradeWords(textOf(params, 'grade'));
      const months = textOf(params, 'months');
      return {
        zh: `脱密期 ${months} 个月（${grade.zh}）`,
        en: `Cooling-off, ${months} months (${grade.en})`,
      };
    },
  },
  {
    id: 'leaving.visits',
    title: { zh: '脱密期回访', en: 'Follow-up visits' },
    table: 'cooling_off',
    hiddenFromPerson: true,
    sql: 'select * from trail_visits($1, $2, $3)',
    explain(params) {
      const finding = wordOf(visitFindingTitles, textOf(params, 'finding'));
      return { zh: `回访：${finding.zh}`, en: `Visit: ${finding.en}` };
    },
  },
];

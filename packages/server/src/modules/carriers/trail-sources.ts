import type { TrailParams, TrailSource } from '@fengni/kernel/command/define';
import { levelWords, textOf, wordOf } from '@fengni/kernel/command/trail-words';
import { copyStateTitles } from './rules.ts';

/** A carrier in a line: its number only where the reader of the file sees it. */
function carrierWords(params: TrailParams) {
  const level = levelWords(params);
  const number = textOf(params, 'number');
  const copy = textOf(params, 'copyNo');
  const full = copy === '' ? number : `${number}-${copy}`;
  return number === ''
    ? { zh: `${level.zh}载体`, en: `a carrier, ${level.en}` }
    : { zh: `${level.zh}载体 ${full}`, en: `${full}, ${level.en}` };
}

const handOverRoles = {
  from: { zh: '移交人', en: 'gave' },
  to: { zh: '接收人', en: 'received' },
  witness: { zh: '监交人', en: 'witness' },
} as const;

const outOfStore = `array['with-reader', 'on-loan', 'taken-out']`;
const inKeeping = `array['in-store', 'archived', 'for-destruction']`;

/** What the carriers' registers know of somebody, for his file (PER-2, INC-3). */
export const carrierTrail: readonly TrailSource[] = [
  {
    id: 'carriers.in-hand',
    title: { zh: '持有载体', en: 'Carriers in hand' },
    table: 'carrier',
    access: true,
    sql: `select * from trail_custody($1, ${outOfStore}, $2, $3)`,
    explain(params) {
      const words = carrierWords(params);
      const state = wordOf(copyStateTitles, textOf(params, 'state'));
      return { zh: `持有${words.zh}（${state.zh}）`, en: `Held ${words.en} (${state.en})` };
    },
  },
  {
    id: 'carriers.keeping',
    title: { zh: '保管载体', en: 'Carriers kept' },
    table: 'carrier',
    access: true,
    sql: `select * from trail_custody($1, ${inKeeping}, $2, $3)`,
    explain(params) {
      const words = carrierWords(params);
      return { zh: `保管${words.zh}`, en: `Kept ${words.en}` };
    },
  },
  {
    id: 'carriers.scope',
    title: { zh: '知悉范围', en: 'Scopes' },
    table: 'carrier',
    access: true,
    sql: 'select * from trail_scope($1, $2, $3)',
    explain(params) {
      const words = carrierWords(params);
      return params['post'] === true
        ? { zh: `因岗位列入${words.zh}的知悉范围`, en: `In the scope of ${words.en}, by his post` }
        : { zh: `列入${words.zh}的知悉范围`, en: `In the scope of ${words.en}` };
    },
  },
  {
    id: 'carriers.readings',
    title: { zh: '阅文签收', en: 'Readings signed for' },
    table: 'carrier',
    sql: 'select * from trail_readings($1, $2, $3)',
    explain(params) {
      const words = carrierWords(params);
      return params['late'] === true
        ? { zh: `阅退${words.zh}，超过阅文期限`, en: `Read and gave back ${words.en}, after the day` }
        : { zh: `阅退${words.zh}`, en: `Read and gave back ${words.en}` };
    },
  },
  {
    id: 'carriers.late',
    title: { zh: '逾期归还', en: 'Returned late' },
    table: 'carrier',
    sql: 'select * from trail_late_returns($1, $2, $3)',
    explain(params) {
      const words = carrierWords(params);
      const day = textOf(params, 'dueOn');
      return params['kind'] === 'take-out'
        ? { zh: `外带${words.zh}逾期（应于 ${day} 带回）`, en: `${words.en} taken out past its day (${day})` }
        : { zh: `借阅${words.zh}逾期（应于 ${day} 归还）`, en: `${words.en} on loan past its day (${day})` };
    },
  },
  {
    id: 'carriers.missing',
    title: { zh: '载体下落不明', en: 'Carriers missing' },
    table: 'carrier',
    sql: 'select * from trail_missing($1, $2, $3)',
    explain(params) {
      const words = carrierWords(params);
      return params['found'] === true
        ? {
            zh: `持有的${words.zh}下落不明，后找回`,
            en: `Went missing in his hands, found since: ${words.en}`,
          }
        : { zh: `持有的${words.zh}下落不明`, en: `Missing from his hands: ${words.en}` };
    },
  },
  {
    id: 'carriers.hand-overs',
    title: { zh: '载体移交', en: 'Hand-overs' },
    table: 'hand_over',
    sql: 'select * from trail_hand_overs($1, $2, $3)',
    explain(params) {
      const unit = textOf(params, 'unit');
      const role = wordOf(handOverRoles, textOf(params, 'role'));
      return { zh: `${unit}载体移交：${role.zh}`, en: `Hand-over of carriers, ${unit}: ${role.en}` };
    },
  },
];

import type { HeldSource, TrailSource } from '@fengni/kernel/command/define';
import { textOf, wordOf } from '@fengni/kernel/command/trail-words';
import { regionNames } from './regions.ts';
import { documentKindTitles, documentMoveTitles, journeyKindTitles, journeyStateTitles } from './rules.ts';

/** Papers and journeys to be settled before somebody leaves (PER-3). */
export const travelHeld: readonly HeldSource[] = [
  {
    id: 'travel.documents.lent',
    title: { zh: '借出未还的出入境证件', en: 'Travel documents lent and not returned' },
    advice: { zh: '交回办公室。', en: 'Returned to the office.' },
    table: 'travel_document',
    movesAlong: true,
    sql: 'select * from lent_documents($1)',
  },
  {
    id: 'travel.documents.kept',
    title: { zh: '集中保管的出入境证件', en: 'Travel documents the office keeps' },
    advice: {
      zh: '发还本人；确定了脱密期的，继续保管到期满。',
      en: 'Handed back to him; once a cooling-off period is decided they stay until its end.',
    },
    table: 'travel_document',
    movesAlong: true,
    sql: 'select * from kept_documents($1)',
  },
  {
    id: 'travel.journeys',
    title: { zh: '未办结的出国（境）', en: 'Journeys abroad not ended' },
    advice: {
      zh: '取消行程，或返回后完成谈话。',
      en: 'The journey is cancelled, or talked over after the return.',
    },
    table: 'journey',
    movesAlong: true,
    sql: 'select * from open_journeys($1)',
  },
];

/** What travel knows of somebody, for his file (PER-2). */
export const travelTrail: readonly TrailSource[] = [
  {
    id: 'travel.journeys',
    title: { zh: '出国（境）', en: 'Journeys abroad' },
    table: 'journey',
    sql: 'select * from trail_of_journeys($1, $2, $3)',
    explain(params) {
      const kind = wordOf(journeyKindTitles, textOf(params, 'kind'));
      const state = wordOf(journeyStateTitles, textOf(params, 'state'));
      const regions = textOf(params, 'regions').split(' ');
      return {
        zh: `${kind.zh}出国（境）：${regionNames(regions, 'zh')}（${state.zh}）`,
        en: `Journey abroad, ${kind.en}: ${regionNames(regions, 'en')} (${state.en})`,
      };
    },
  },
  {
    id: 'travel.documents',
    title: { zh: '出入境证件', en: 'Travel documents' },
    table: 'travel_document',
    sql: 'select * from trail_of_documents($1, $2, $3)',
    explain(params) {
      const move = wordOf(documentMoveTitles, textOf(params, 'move'));
      const kind = wordOf(documentKindTitles, textOf(params, 'kind'));
      const number = textOf(params, 'number');
      return { zh: `${kind.zh} ${number}：${move.zh}`, en: `${kind.en} ${number}: ${move.en}` };
    },
  },
  {
    id: 'travel.debriefs',
    title: { zh: '回国谈话', en: 'Talks after a return' },
    table: 'journey',
    hiddenFromPerson: true,
    sql: 'select * from trail_of_debriefs($1, $2, $3)',
    explain(params) {
      const findings = Number(params['findings'] ?? 0);
      const seeded = params['incident'] === true;
      return {
        zh: `回国谈话：${findings === 0 ? '无异常' : `${findings} 项情况`}${seeded ? '，已提出立案' : ''}`,
        en: `Talk after the return: ${findings === 0 ? 'nothing found' : `${findings} findings`}${seeded ? ', an incident proposed' : ''}`,
      };
    },
  },
];

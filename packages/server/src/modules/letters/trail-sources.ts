import type { TrailSource } from '@fengni/kernel/command/define';
import { textOf } from '@fengni/kernel/command/trail-words';

/** What the letters know of somebody, for his file (PER-2). */
export const letterTrail: readonly TrailSource[] = [
  {
    id: 'letters.signed',
    title: { zh: '签订的责任书、承诺书', en: 'Letters signed' },
    table: 'letter',
    sql: 'select * from trail_signed($1, $2, $3)',
    explain(params) {
      const name = textOf(params, 'name');
      const paper = params['signed'] === 'paper';
      const over = params['void'] === true;
      return {
        zh: `签订《${name}》${paper ? '（纸质）' : ''}${over ? '（已作废）' : ''}`,
        en: `Signed “${name}”${paper ? ' on paper' : ''}${over ? ' (void)' : ''}`,
      };
    },
  },
  {
    id: 'letters.unsigned',
    title: { zh: '待签的责任书、承诺书', en: 'Letters to be signed' },
    table: 'letter',
    sql: 'select * from trail_unsigned($1, $2, $3)',
    explain(params) {
      const [name, day] = [textOf(params, 'name'), textOf(params, 'dueOn')];
      return params['late'] === true
        ? { zh: `《${name}》逾期未签（应于 ${day}）`, en: `“${name}” not signed, due ${day}` }
        : { zh: `《${name}》待签（${day} 前）`, en: `“${name}” to be signed by ${day}` };
    },
  },
];

import type { TrailSource } from '@fengni/kernel/command/define';
import { levelWords, textOf, wordOf } from '@fengni/kernel/command/trail-words';

const openingTitles = {
  'vault.page': { zh: '查看', en: 'Read' },
  'vault.text': { zh: '复制文字自', en: 'Copied text out of' },
  'vault.printFile': { zh: '打印', en: 'Printed' },
  'vault.savedFile': { zh: '导出', en: 'Saved' },
} as const;

/** What the vault knows of somebody, for his file: each electronic copy he opened, by day (PER-2, INC-3). */
export const vaultTrail: readonly TrailSource[] = [
  {
    id: 'vault.openings',
    title: { zh: '查看电子份', en: 'Electronic copies opened' },
    table: 'carrier',
    access: true,
    sql: 'select * from trail_openings($1, $2, $3)',
    explain(params) {
      const what = wordOf(openingTitles, textOf(params, 'what'));
      const level = levelWords(params);
      const number = textOf(params, 'number');
      const copy = number === '' ? '' : ` ${number}-${textOf(params, 'copyNo')}`;
      const times = textOf(params, 'times');
      return {
        zh: `${what.zh}${level.zh}电子份${copy}（${times} 次）`,
        en: `${what.en} an electronic copy${copy}, ${level.en} (${times} times)`,
      };
    },
  },
];

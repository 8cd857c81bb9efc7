import type { TrailSource } from '@fengni/kernel/command/define';
import { z } from 'zod';
import {
  appealStateTitles,
  appealStates,
  gradeTitles,
  allowanceGrades,
  lineKindTitles,
  lineKinds,
  yuan,
} from './rules.ts';

const LineParams = z.object({
  month: z.string(),
  kind: z.enum(lineKinds),
  grade: z.enum(allowanceGrades).nullable(),
  fen: z.number(),
  deducted: z.boolean(),
});
const AppealParams = z.object({ month: z.string(), state: z.enum(appealStates) });

/** What an approved list gave somebody, and what he said to it (PER-2). */
export const allowanceTrail: readonly TrailSource[] = [
  {
    id: 'allowance.lines',
    title: { zh: '保密补贴', en: 'Allowances' },
    table: 'allowance_line',
    sql: 'select id, at, until, params from trail_allowances($1, $2, $3)',
    explain(params) {
      const { month, kind, grade, fen, deducted } = LineParams.parse(params);
      const words = (lang: 'zh' | 'en') =>
        [lineKindTitles[kind][lang], grade === null ? '' : gradeTitles[grade][lang]]
          .filter((word) => word !== '')
          .join(lang === 'zh' ? '，' : ', ');
      return {
        zh: `${month} ${words('zh')} ${yuan(fen)} 元${deducted ? '（有扣减）' : ''}`,
        en: `${month} ${words('en')} ${yuan(fen)} yuan${deducted ? ' (reduced)' : ''}`,
      };
    },
  },
  {
    id: 'allowance.appeals',
    title: { zh: '补贴申诉', en: 'Appeals about allowances' },
    table: 'allowance_line',
    sql: 'select id, at, until, params from trail_allowance_appeals($1, $2, $3)',
    explain(params) {
      const { month, state } = AppealParams.parse(params);
      const title = appealStateTitles[state];
      return { zh: `对 ${month} 补贴提出申诉：${title.zh}`, en: `Appeal about ${month}: ${title.en}` };
    },
  },
];

import type { AuditCheck } from '@fengni/kernel/command/define';

/** Checks over the register of determinations (BEY-17): a test of the data. */
export const determinationChecks: readonly AuditCheck[] = [
  {
    id: 'determination.carrier-mark',
    title: { zh: '载体标志与定密不一致', en: 'The mark of a carrier is not that of its determination' },
    advice: {
      zh: '定密经答复或纠正已经改变，据其登记的载体尚未变更。请在“密级变更”中办理，并通知持有人。',
      en: 'The determination was changed by an answer or a correction and a carrier marked by it was not. Regrade the carrier and tell its holders.',
    },
    tier: 'handle',
    sql: `select c.id, c.number, c.register_id, jsonb_build_object('mark', c.mark, 'decided', d.mark) as params
      from carrier c join determination d on d.id = c.determination_id
      where c.former_mark is null and c.released_on is null and c.state <> 'ended'
        and (d.state = 'released' or (d.protected_rank = d.level_rank and c.mark <> d.mark))
        and not exists (select from classification_question q
          where q.carrier_id = c.id and q.kind = 'dispute' and q.state = 'open')`,
    explain: (params) => ({
      zh: `载体标志“${String(params['mark'])}”，定密为“${String(params['decided'])}”`,
      en: `the carrier bears “${String(params['mark'])}”, decided is “${String(params['decided'])}”`,
    }),
  },
  {
    id: 'determination.not-reported',
    title: { zh: '先行保护的事项逾期未上报', en: 'A matter protected provisionally is not reported in time' },
    advice: {
      zh: '无定密权的事项应立即上报，不明确事项应在十个工作日内上报。请打印上报表报送并登记。',
      en: 'What is without authority is reported at once, an unclear matter within ten working days. Print the report, send it and record it.',
    },
    tier: 'handle',
    sql: `select d.id, d.number, null::uuid as register_id,
        jsonb_build_object('path', d.unit_path::text, 'due', d.report_due_on) as params
      from determination d
      where d.state = 'provisional' and d.reported_on is null and d.report_due_on < house_today()`,
    explain: (params) => ({
      zh: `应于 ${String(params['due'])} 前上报`,
      en: `was to be reported by ${String(params['due'])}`,
    }),
  },
];

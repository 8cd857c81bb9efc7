import { param } from '@fengni/kernel/audit/run-checks';
import type { AuditCheck } from '@fengni/kernel/command/define';
import { parsePeriod } from '@fengni/schemes/term';
import { builtinPacks } from '@fengni/schemes/packs';
import { remarkLateDays } from './rules.ts';

/** Registers the caller handles are those he sees. */
const handled = '(select id from register)';

const overdueRelease: AuditCheck = {
  id: 'regrading.expired-not-released',
  tier: 'handle',
  title: { zh: '本单位载体期限已满未解密', en: 'Own carrier past its term and not released' },
  advice: {
    zh: '请看是否有延长申请待批，或成批到期待定密责任人确认；都没有的，查看自动任务是否停止。',
    en: 'See whether an extension is being decided or a batch waits for a classifier; if neither, whether what acts by itself stands still.',
  },
  sql: `select c.id, c.number, c.register_id, jsonb_build_object('number', c.number, 'mark', c.mark, 'day', c.expires_on) as params
    from carrier c where c.register_id in ${handled} and c.origin = 'own' and c.released_on is null and c.state <> 'ended'
      and c.expires_on < house_today() - 1`,
  explain: (params) => ({
    zh: `${param(params, 'number')}（${param(params, 'mark')}）期限已于 ${param(params, 'day')} 届满，尚未解密。`,
    en: `The term of ${param(params, 'number')} (${param(params, 'mark')}) ended on ${param(params, 'day')}; it is not released.`,
  }),
};

const unmarkedCopy: AuditCheck = {
  id: 'regrading.released-not-marked',
  tier: 'handle',
  title: { zh: '标志变更后长期未改标', en: 'Mark changed, but not on the copy' },
  advice: {
    zh: '请催持有人在载体上更改标志并确认；在库的由台账经办人更改。',
    en: 'Have the holder change the mark on the copy and confirm it; what is in store is for who keeps the register.',
  },
  sql: `select y.id, c.number || '-' || y.copy_no as number, c.register_id,
      jsonb_build_object('number', c.number || '-' || y.copy_no, 'mark', c.mark, 'holder', h.name,
        'days', house_today() - (m.made_at at time zone current_setting('fengni.zone'))::date) as params
    from regrading_remark m join copy y on y.id = m.copy_id join carrier c on c.id = m.carrier_id
    left join person h on h.id = y.holder_id
    where m.register_id in ${handled} and m.state = 'open'
      and y.state not in ('sent', 'delivered', 'returned', 'destroyed')
      and (m.made_at at time zone current_setting('fengni.zone'))::date < house_today() - ${remarkLateDays}`,
  explain: (params) => ({
    zh: `${param(params, 'number')} 现为“${param(params, 'mark')}”，${param(params, 'days')} 天来未确认改标。`,
    en: `${param(params, 'number')} is now "${param(params, 'mark')}"; for ${param(params, 'days')} days nobody has confirmed the change on the copy.`,
  }),
};

/** Levels with a longest term, as rows of SQL: scheme, level, months, days. All are constants of the packs. */
const maxima = [...builtinPacks.values()]
  .flatMap((pack) =>
    pack.levels.flatMap((level) => {
      const period = level.maxTerm === null ? null : parsePeriod(level.maxTerm);
      return period === null
        ? []
        : [`('${pack.id}', '${level.code}', ${period.years * 12 + period.months}, ${period.days})`];
    }),
  )
  .join(', ');

/** Terms are measured from one day, so that months and years compare as the calendar has them. */
const fromDay = "date '2000-01-01'";

const overMaximum: AuditCheck = {
  id: 'regrading.term-over-maximum',
  tier: 'handle',
  title: { zh: '保密期限超过最长期限', en: 'Term longer than its level allows' },
  advice: {
    zh: '请核对原件。依保密事项范围另有规定的，可注明理由保留；否则按程序更正期限。',
    en: 'Check the original. If the scope of secret matters makes an exception, keep it with the reason; otherwise correct the term.',
  },
  sql: `select c.id, c.number, c.register_id, jsonb_build_object('number', c.number, 'mark', c.mark) as params
    from carrier c join (values ${maxima}) x (scheme, level, months, days) on x.scheme = c.scheme and x.level = c.level
    where c.register_id in ${handled} and c.released_on is null and c.state <> 'ended' and case c.validity ->> 'kind'
      when 'duration' then ${fromDay} + make_interval(
          months => coalesce((c.validity ->> 'years')::int, 0) * 12 + coalesce((c.validity ->> 'months')::int, 0),
          days => coalesce((c.validity ->> 'days')::int, 0))
        > ${fromDay} + make_interval(months => x.months, days => x.days)
      when 'date' then (c.validity ->> 'date')::date > c.issued_on + make_interval(months => x.months, days => x.days)
      else false end`,
  explain: (params) => ({
    zh: `${param(params, 'number')} 标为“${param(params, 'mark')}”，超过该密级的最长期限。`,
    en: `${param(params, 'number')} is marked "${param(params, 'mark')}", longer than its level allows.`,
  }),
};

export const regradingChecks: AuditCheck[] = [overdueRelease, unmarkedCopy, overMaximum];

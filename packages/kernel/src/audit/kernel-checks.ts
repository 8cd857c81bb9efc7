import type { AuditCheck, Bilingual } from '../command/define.ts';
import { dutyTitles } from '../org/contract.ts';
import { param } from './run-checks.ts';

/** Days past its day after which something owed must have gone up a level. */
export const unescalatedDaysMax = 30;

const inForce = (alias: string) =>
  `${alias}.started_on <= house_today() and (${alias}.ended_on is null or ${alias}.ended_on >= house_today())`;

const titles = new Map<string, Bilingual>(Object.entries(dutyTitles));
const dutyTitle = (duty: string): Bilingual => titles.get(duty) ?? { zh: duty, en: duty };

const frozenHolder: AuditCheck = {
  id: 'org.duty-of-frozen',
  tier: 'handle',
  title: { zh: '权限已冻结的人员仍有职责', en: 'Duty held by a frozen person' },
  advice: {
    zh: '冻结期间无人履行该职责。请结束该职责并另行指定，或指定代理人。',
    en: 'Nobody does what the duty asks while its holder is frozen. End the duty and name another, or a deputy.',
  },
  sql: `select d.id, p.name as number, null::uuid as register_id,
      jsonb_build_object('person', p.name, 'duty', d.duty, 'unit', u.name, 'path', u.path) as params
    from duty d join person p on p.id = d.person_id join unit u on u.id = d.unit_id
    where p.frozen_at is not null and ${inForce('d')} and d.unit_path <@ (select audited_units())::ltree[]`,
  explain: (params) => ({
    zh: `${param(params, 'person')}的权限已冻结，仍任${param(params, 'unit')}${dutyTitle(param(params, 'duty')).zh}。`,
    en: `${param(params, 'person')} is frozen and still ${dutyTitle(param(params, 'duty')).en} of ${param(params, 'unit')}.`,
  }),
};

const lackingDuty: AuditCheck = {
  id: 'org.lacking-duty',
  tier: 'handle',
  title: { zh: '机构缺少必设职责', en: 'Unit lacks a required duty' },
  advice: {
    zh: '集团、公司、厂、局须各有主要负责人、分管保密领导和保密员，部门须有保密员（可由上级机构的保密员负责）。请由安全保密管理员授予。',
    en: 'Group, company, plant and bureau each need a first responsible person, a leader in charge and an officer; a department needs an officer, its own or one above. The security administrator grants duties.',
  },
  // the same rule as `lackingDuties` in org/rules.ts; a test holds the two together
  sql: `select u.id, u.name as number, null::uuid as register_id,
      jsonb_build_object('unit', u.name, 'path', u.path, 'lacking', string_agg(r.duty, ' ' order by r.place)) as params
    from unit u, (values ('first-responsible', 1), ('leader-in-charge', 2), ('officer', 3)) r (duty, place)
    where ${inForce('u')} and u.path <@ (select audited_units())::ltree[]
      and (u.kind in ('group', 'company', 'plant', 'bureau') or r.duty = 'officer')
      and not exists (select from duty d join person p on p.id = d.person_id and p.frozen_at is null
        where d.duty = r.duty and ${inForce('d')} and case
          when u.kind in ('group', 'company', 'plant', 'bureau') then d.unit_path = u.path else u.path <@ d.unit_path end)
    group by u.id, u.name, u.path`,
  explain: (params) => {
    const lacking = param(params, 'lacking').split(' ').map(dutyTitle);
    return {
      zh: `${param(params, 'unit')}缺少：${lacking.map((title) => title.zh).join('、')}。`,
      en: `${param(params, 'unit')} lacks: ${lacking.map((title) => title.en).join(', ')}.`,
    };
  },
};

const orphanDeputy: AuditCheck = {
  id: 'org.deputy-without-principal',
  tier: 'handle',
  title: { zh: '被代理的职责已结束', en: 'Deputy of a duty that has ended' },
  advice: {
    zh: '被代理人已不任该职责，代理随之失效。请结束该代理，需要时重新授予职责。',
    en: 'The principal no longer holds the duty, so the deputy acts for nobody. End the deputy’s duty; grant the duty anew if it is needed.',
  },
  sql: `select d.id, p.name as number, null::uuid as register_id,
      jsonb_build_object('person', p.name, 'duty', d.duty, 'unit', u.name, 'principal', q.name, 'ended', l.ended_on, 'path', u.path) as params
    from duty d join duty l on l.id = d.deputy_of join person p on p.id = d.person_id join person q on q.id = l.person_id
    join unit u on u.id = d.unit_id
    where l.ended_on < house_today() and ${inForce('d')} and d.unit_path <@ (select audited_units())::ltree[]`,
  explain: (params) => ({
    zh: `${param(params, 'person')}代理${param(params, 'principal')}的${param(params, 'unit')}${dutyTitle(param(params, 'duty')).zh}，后者已于 ${param(params, 'ended')} 结束。`,
    en: `${param(params, 'person')} stands in for ${param(params, 'principal')} as ${dutyTitle(param(params, 'duty')).en} of ${param(params, 'unit')}, which ended on ${param(params, 'ended')}.`,
  }),
};

const accountOfWhoLeft: AuditCheck = {
  id: 'access.account-of-who-left',
  tier: 'handle',
  title: { zh: '已离开人员的账号未注销', en: 'Account of a person who has left' },
  advice: {
    zh: '离开本单位的人员不得再有账号。请由系统管理员注销。',
    en: 'Who has left may have no account. The system administrator closes it.',
  },
  sql: `select a.id, a.login as number, null::uuid as register_id,
      jsonb_build_object('person', p.name, 'login', a.login, 'left', p.left_on, 'path', u.path) as params
    from account a join person p on p.id = a.person_id join unit u on u.id = p.unit_id where a.state <> 'closed' and p.left_on <= house_today()`,
  explain: (params) => ({
    zh: `${param(params, 'person')}已于 ${param(params, 'left')} 离开，账号 ${param(params, 'login')} 尚未注销。`,
    en: `${param(params, 'person')} left on ${param(params, 'left')}; the account ${param(params, 'login')} is not closed.`,
  }),
};

const unescalated: AuditCheck = {
  id: 'obligation.unescalated',
  tier: 'handle',
  title: { zh: '逾期已久而未上报', en: 'Long overdue and not escalated' },
  advice: {
    zh: '自动上报没有运行。请查看时钟与自动办理的状态，并督促承办人。',
    en: 'What escalates by itself did not run. Look at the clock and what runs by it, and chase who owes this.',
  },
  sql: `select o.id, o.subject_number as number, o.register_id,
      jsonb_build_object('unit', u.name, 'path', u.path, 'due', o.due_on, 'days', house_today() - o.due_on) as params
    from obligation o join unit u on u.id = o.unit_id
    where o.state = 'open' and o.escalated = 0 and o.due_on < house_today() - ${unescalatedDaysMax}
      and o.unit_path <@ (select audited_units())::ltree[]`,
  explain: (params) => ({
    zh: `${param(params, 'unit')}的一项事项于 ${param(params, 'due')} 到期，已逾期 ${param(params, 'days')} 天，未上报。`,
    en: `Something ${param(params, 'unit')} owes was due on ${param(params, 'due')}, ${param(params, 'days')} days ago, and was not escalated.`,
  }),
};

const undecidable: AuditCheck = {
  id: 'approval.nobody-decides',
  tier: 'handle',
  title: { zh: '无人有权签批的申请', en: 'Request that nobody can decide' },
  advice: {
    zh: '除申请人外，应签批的职责无人担任。请授予职责或指定代理人，或由申请人撤回。',
    en: 'Nobody but the requester holds a duty that could decide. Grant the duty or name a deputy, or have the requester withdraw.',
  },
  sql: `select a.id, a.subject_number as number, null::uuid as register_id,
      jsonb_build_object('requester', p.name, 'unit', u.name, 'path', u.path, 'zh', a.steps -> a.step -> 'name' ->> 'zh',
        'en', a.steps -> a.step -> 'name' ->> 'en') as params
    from approval a join person p on p.id = a.requester_person join unit u on u.id = a.unit_id
    where a.state = 'pending'
      and deciders_besides(a.steps -> a.step, a.unit_path, array_remove(array[a.requester_person, a.hidden_from], null)) < (a.steps -> a.step ->> 'count')::int`,
  explain: (params) => ({
    zh: `${param(params, 'requester')}为${param(params, 'unit')}提出的申请停在“${param(params, 'zh')}”一步，无人可签批。`,
    en: `The request of ${param(params, 'requester')} for ${param(params, 'unit')} waits at “${param(params, 'en')}”, where nobody can decide.`,
  }),
};

/** The kernel's own checks: people, duties, accounts, what is owed and what waits (BEY-17). */
export const kernelChecks: readonly AuditCheck[] = [
  frozenHolder,
  lackingDuty,
  orphanDeputy,
  accountOfWhoLeft,
  unescalated,
  undecidable,
];

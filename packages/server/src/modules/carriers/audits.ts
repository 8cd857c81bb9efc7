import type { AuditCheck, FindingParams } from '@fengni/kernel/command/define';
import { param } from '@fengni/kernel/audit/run-checks';
import { copyStateTitles, copyStates, endedStates, outStates } from './rules.ts';

/** Registers the caller handles are those he sees: every check keeps to them, so that knowing a thing elsewhere makes no finding of it. */
const handled = '(select id from register)';
const list = (states: readonly string[]) => states.map((state) => `'${state}'`).join(', ');
const out = list(outStates);
/** Columns of a finding about a copy `c` of a carrier `k`. */
const copyFinding = (more: string) => `select c.id, k.number || '-' || c.copy_no as number, c.register_id,
  jsonb_build_object('number', k.number || '-' || c.copy_no, 'state', c.state${more}) as params`;
const carrierFinding = (more: string) => `select k.id, k.number, k.register_id,
  jsonb_build_object('number', k.number${more}) as params`;

function stateTitle(params: FindingParams, name = 'state') {
  const state = copyStates.find((one) => one === params[name]);
  return state === undefined ? { zh: '无', en: 'none' } : copyStateTitles[state];
}

const unclearedHolder: AuditCheck = {
  id: 'carrier.holder-not-cleared',
  tier: 'handle',
  title: { zh: '持有人的涉密等级不足', en: 'Holder not cleared for the level' },
  advice: {
    zh: '请立即收回该份，查明交接经过；确需其接触的，先办理涉密等级。',
    en: 'Take the copy back at once and find out how it was handed over. If the person must have it, see to the clearance first.',
  },
  sql: `${copyFinding(", 'holder', p.name, 'mark', k.mark")}
    from copies_with_uncleared() f join copy c on c.id = f.copy_id join carrier k on k.id = c.carrier_id
    join person p on p.id = c.holder_id where c.register_id in ${handled}`,
  explain: (params) => ({
    zh: `${param(params, 'number')}（${param(params, 'mark')}）由${param(params, 'holder')}持有，其涉密等级不足。`,
    en: `${param(params, 'number')} (${param(params, 'mark')}) is with ${param(params, 'holder')}, who is not cleared for it.`,
  }),
};

/**
 * Who handles a copy must not learn who is in its scope, so this looks only at what the caller himself may know: the
 * scope table shows him nothing else, and a carrier out of his knowledge is neither a finding nor a clean bill.
 */
const holderOutsideScope: AuditCheck = {
  id: 'carrier.holder-outside-scope',
  tier: 'know',
  title: { zh: '持有人不在知悉范围内', en: 'Holder outside the scope' },
  advice: {
    zh: '请收回该份，或按程序扩大知悉范围。本项只检查你本人知悉的载体。',
    en: 'Take the copy back, or have the scope widened. Only carriers you yourself may know are looked at.',
  },
  sql: `${copyFinding(", 'holder', p.name")}
    from carrier_knower n join copy c on c.carrier_id = n.carrier_id join carrier k on k.id = n.carrier_id
    join person p on p.id = c.holder_id
    where c.register_id in ${handled} and c.state in (${out})
      and not exists (select from carrier_scope s where s.carrier_id = n.carrier_id and s.person_id = c.holder_id and s.ended_at is null)
      and not exists (select from carrier_scope s join holding h on h.post_id = s.post_id
        where s.carrier_id = n.carrier_id and s.ended_at is null and h.person_id = c.holder_id and h.ended_on is null)`,
  explain: (params) => ({
    zh: `${param(params, 'number')} 由${param(params, 'holder')}持有，其不在知悉范围内。`,
    en: `${param(params, 'number')} is with ${param(params, 'holder')}, who is outside its scope.`,
  }),
};

const overdueCopy: AuditCheck = {
  id: 'carrier.copy-overdue',
  tier: 'handle',
  title: { zh: '逾期未还', en: 'Copy overdue' },
  advice: {
    zh: '请催还；找不到的，立即登记下落不明。',
    en: 'Chase its return; if it cannot be found, report it missing at once.',
  },
  sql: `${copyFinding(", 'due', c.due_on, 'days', house_today() - c.due_on, 'holder', p.name")}
    from copy c join carrier k on k.id = c.carrier_id left join person p on p.id = c.holder_id
    where c.register_id in ${handled} and c.state in (${out}) and c.due_on < house_today()`,
  explain: (params) => ({
    zh: `${param(params, 'number')} 应于 ${param(params, 'due')} 归还，已逾期 ${param(params, 'days')} 天，现由${param(params, 'holder')}持有。`,
    en: `${param(params, 'number')} was due on ${param(params, 'due')}, ${param(params, 'days')} days ago; it is with ${param(params, 'holder')}.`,
  }),
};

const noHolder: AuditCheck = {
  id: 'carrier.copy-without-holder',
  tier: 'handle',
  title: { zh: '在外份没有在岗的持有人', en: 'Copy out without a holder in office' },
  advice: {
    zh: '请查明现由谁持有；持有人已离开或被冻结的，立即收回并办理移交。',
    en: 'Find out who has it. If the holder has left or is frozen, take it back and hand it over.',
  },
  sql: `${copyFinding(", 'holder', p.name, 'why', case when p.id is null then 'nobody' when p.left_on <= house_today() then 'left' else 'frozen' end")}
    from copy c join carrier k on k.id = c.carrier_id left join person p on p.id = c.holder_id
    where c.register_id in ${handled} and c.state in (${out})
      and (p.id is null or p.left_on <= house_today() or p.frozen_at is not null)`,
  explain(params) {
    const title = stateTitle(params);
    if (params['why'] === 'nobody') {
      return {
        zh: `${param(params, 'number')} ${title.zh}，未登记持有人。`,
        en: `${param(params, 'number')} is ${title.en} and no holder is recorded.`,
      };
    }
    const left = params['why'] === 'left';
    return {
      zh: `${param(params, 'number')} 的持有人${param(params, 'holder')}${left ? '已离开本单位' : '权限已冻结'}。`,
      en: `${param(params, 'holder')}, who holds ${param(params, 'number')}, ${left ? 'has left' : 'is frozen'}.`,
    };
  },
};

const endedRegister: AuditCheck = {
  id: 'carrier.open-in-ended-register',
  tier: 'handle',
  title: { zh: '已停用台账中仍有在管载体', en: 'Open carrier in an ended register' },
  advice: {
    zh: '请转入在用台账，或办结后再停用台账。',
    en: 'Move it to a register in use, or bring it to its end.',
  },
  sql: `${carrierFinding(", 'register', r.name, 'ended', r.ended_on")}
    from register r join carrier k on k.register_id = r.id
    where r.ended_on < house_today() and k.state <> 'ended'`,
  explain: (params) => ({
    zh: `${param(params, 'number')} 仍在管，所在台账“${param(params, 'register')}”已于 ${param(params, 'ended')} 停用。`,
    en: `${param(params, 'number')} is open, though its register “${param(params, 'register')}” ended on ${param(params, 'ended')}.`,
  }),
};

const copyCount: AuditCheck = {
  id: 'carrier.copy-count',
  tier: 'handle',
  title: { zh: '份数与登记不符', en: 'Copies do not match the count' },
  advice: {
    zh: '请盘点该载体各份；少份的登记下落不明，多份的查明来源。',
    en: 'Count its copies. Report one that is lacking as missing; find out where one too many came from.',
  },
  sql: `${carrierFinding(", 'stated', k.copy_count, 'counted', coalesce(n.counted, 0)")}
    from carrier k left join (select carrier_id, count(*)::int as counted from copy where register_id in ${handled}
      group by carrier_id) n on n.carrier_id = k.id
    where k.register_id in ${handled} and k.copy_count <> coalesce(n.counted, 0)`,
  explain: (params) => ({
    zh: `${param(params, 'number')} 登记 ${param(params, 'stated')} 份，实有记录 ${param(params, 'counted')} 份。`,
    en: `${param(params, 'number')} states ${param(params, 'stated')} copies; ${param(params, 'counted')} are on record.`,
  }),
};

const noCertificate: AuditCheck = {
  id: 'carrier.destroyed-without-certificate',
  tier: 'handle',
  title: { zh: '已销毁而无销毁证明', en: 'Destroyed without a certificate' },
  advice: {
    zh: '请补齐销毁清单、监销签字和证明；无法证明已销毁的，按下落不明处理。',
    en: 'Supply list, witnesses and certificate. What cannot be shown to be destroyed is treated as missing.',
  },
  sql: `${copyFinding(", 'list', l.number")}
    from copy c join carrier k on k.id = c.carrier_id left join destruction_list l on l.id = c.list_id
    where c.register_id in ${handled} and c.state = 'destroyed'
      and (l.id is null or l.state <> 'destroyed' or l.certificate_no is null)`,
  explain: (params) => ({
    zh: `${param(params, 'number')} 已销毁，销毁清单：${param(params, 'list')}，没有销毁证明编号。`,
    en: `${param(params, 'number')} was destroyed (list ${param(params, 'list')}), and there is no certificate.`,
  }),
};

const readingInStore: AuditCheck = {
  id: 'carrier.reading-in-store',
  tier: 'handle',
  title: { zh: '传阅人在阅而该份在库', en: 'Being read, yet in store' },
  advice: {
    zh: '请核对实物，补登交阅或收回。',
    en: 'Look where the copy is and enter the handing out or the return.',
  },
  sql: `${copyFinding(", 'reader', p.name")}
    from circulation i join circulation_reader r on r.circulation_id = i.id and r.state = 'reading'
    join copy c on c.id = i.copy_id join carrier k on k.id = c.carrier_id join person p on p.id = r.person_id
    where i.register_id in ${handled} and i.state = 'open' and c.state = 'in-store'`,
  explain: (params) => ({
    zh: `${param(params, 'number')} 登记为在库，传阅单上${param(params, 'reader')}尚未归还。`,
    en: `${param(params, 'number')} is recorded in store, while the slip says ${param(params, 'reader')} is reading it.`,
  }),
};

const strayTelegram: AuditCheck = {
  id: 'carrier.telegram-outside-book',
  tier: 'handle',
  title: { zh: '密码电报未登记在密码电报簿', en: 'Telegram outside the cipher book' },
  advice: {
    zh: '密码电报由专人专簿管理，不得与其他文件混放。请移交密码电报管理员。',
    en: 'Cipher telegrams have their own clerk and book and are never mixed with other papers. Hand it to the cipher clerk.',
  },
  sql: `${carrierFinding(", 'register', r.name")}
    from register r join carrier k on k.register_id = r.id
    where r.kind <> 'cipher' and k.medium = 'telegram' and k.state <> 'ended'`,
  explain: (params) => ({
    zh: `密码电报 ${param(params, 'number')} 登记在“${param(params, 'register')}”。`,
    en: `The telegram ${param(params, 'number')} is in the register “${param(params, 'register')}”.`,
  }),
};

const returnListed: AuditCheck = {
  id: 'carrier.must-return-listed',
  tier: 'handle',
  title: { zh: '须清退的载体被列入销毁', en: 'To be returned, yet listed for destruction' },
  advice: {
    zh: '须清退的载体不得自行销毁。请移出清单，退回发文单位；已销毁的，报告保密工作机构。',
    en: 'What must go back is not destroyed here. Take it off the list and return it; if it is destroyed, report it.',
  },
  sql: `${copyFinding(", 'list', l.number")}
    from carrier k join copy c on c.carrier_id = k.id left join destruction_list l on l.id = c.list_id
    where k.register_id in ${handled} and k.must_return and c.state in ('for-destruction', 'destroyed')`,
  explain: (params) => ({
    zh: `${param(params, 'number')} 须清退，现为“${stateTitle(params).zh}”，销毁清单：${param(params, 'list')}。`,
    en: `${param(params, 'number')} must be returned and is ${stateTitle(params).en} (list ${param(params, 'list')}).`,
  }),
};

/** Latest by the time of entry: what happened may be entered afterwards, and rows of one entry share its time. */
const custodyDiffers: AuditCheck = {
  id: 'carrier.custody-differs',
  tier: 'handle',
  title: { zh: '状态与最后一次交接不符', en: 'State differs from the last custody' },
  advice: {
    zh: '各份的状态只随交接登记改变，不符说明数据被改动或程序有误。请报告安全审计员核对日志。',
    en: 'A copy changes only with a line of custody. A difference means that data were altered or the program erred: have the auditor hold it against the log.',
  },
  sql: `${copyFinding(", 'last', (select u.state from custody u where u.copy_id = c.id order by u.entered_at desc, u.happened_at desc limit 1)")}
    from (with line as materialized (select copy_id, state, holder_id, entered_at from custody where register_id in ${handled}),
        held as materialized (select id, state, holder_id from copy where register_id in ${handled})
      select h.id from held h left join line u on u.copy_id = h.id group by h.id
      having count(u.copy_id) = 0 or max(u.entered_at) is distinct from
        max(u.entered_at) filter (where u.state = h.state and u.holder_id is not distinct from h.holder_id)) f
    join copy c on c.id = f.id join carrier k on k.id = c.carrier_id`,
  explain: (params) => ({
    zh: `${param(params, 'number')} 现为“${stateTitle(params).zh}”，最后一次交接登记为“${stateTitle(params, 'last').zh}”，状态或持有人不一致。`,
    en: `${param(params, 'number')} is ${stateTitle(params).en}; the last line of custody says ${stateTitle(params, 'last').en}, or another holder.`,
  }),
};

/** Own matter ends by itself on its day (CLS-7); a term that has passed and an active mark cannot both be right. */
const expiredTerm: AuditCheck = {
  id: 'carrier.term-expired',
  tier: 'handle',
  title: { zh: '本单位载体保密期限已满仍为原密级', en: 'Own matter whose term has passed' },
  advice: {
    zh: '保密期限届满自行解密；已延长的请补登延长决定，待定密责任人核定的请催办。',
    en: 'Own matter ends with its term. Enter the extension if there is one; chase the classifier where it waits for him.',
  },
  sql: `${carrierFinding(", 'mark', k.mark, 'expired', k.expires_on")}
    from carrier k where k.register_id in ${handled} and k.origin = 'own' and k.state = 'active' and k.level_rank > 0
      and k.expires_on < house_today()`,
  explain: (params) => ({
    zh: `${param(params, 'number')}（${param(params, 'mark')}）的保密期限已于 ${param(params, 'expired')} 届满。`,
    en: `The term of ${param(params, 'number')} (${param(params, 'mark')}) ended on ${param(params, 'expired')}.`,
  }),
};

/** Copies that have come to their end leave no carrier active, and one that is open leaves none ended. */
const endedWithOpenCopies: AuditCheck = {
  id: 'carrier.ended-with-open-copies',
  tier: 'handle',
  title: { zh: '已办结的载体仍有在管份', en: 'Ended carrier with open copies' },
  advice: { zh: '请核对各份去向。', en: 'Find out where each of its copies is.' },
  sql: `${carrierFinding(", 'open', count(*)::int")}
    from carrier k join copy c on c.carrier_id = k.id
    where k.register_id in ${handled} and k.state = 'ended' and c.state not in (${list(endedStates)}) group by k.id`,
  explain: (params) => ({
    zh: `${param(params, 'number')} 已办结，仍有 ${param(params, 'open')} 份在管。`,
    en: `${param(params, 'number')} has ended and has ${param(params, 'open')} open copies.`,
  }),
};

/** What the carriers' registers must hold at any time (BEY-17). */
export const carrierChecks: readonly AuditCheck[] = [
  unclearedHolder,
  holderOutsideScope,
  overdueCopy,
  noHolder,
  endedRegister,
  copyCount,
  noCertificate,
  readingInStore,
  strayTelegram,
  returnListed,
  custodyDiffers,
  expiredTerm,
  endedWithOpenCopies,
];

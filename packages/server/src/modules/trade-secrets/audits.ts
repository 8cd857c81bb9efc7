import { param } from '@fengni/kernel/audit/run-checks';
import type { AuditCheck } from '@fengni/kernel/command/define';

/** A secret of a list in force whose term is over is protected by nothing on record (BEY-17). */
const termOver: AuditCheck = {
  id: 'tradeSecret.term-over',
  tier: 'handle',
  title: { zh: '商业秘密保密期限已满', en: 'Term of a trade secret is over' },
  advice: {
    zh: '请编制新的一版清单，变更期限或者终止该事项。',
    en: 'Begin a new version of the list and change the term or end the item.',
  },
  sql: `select i.id, i.number, null::uuid as register_id,
      jsonb_build_object('number', i.number, 'mark', i.mark, 'expires', i.expires_on, 'unit', u.name, 'path', i.unit_path::text) as params
    from trade_secret_item i join trade_secret_list l on l.id = i.list_id and l.state = 'in-force' join unit u on u.id = i.unit_id
    where i.change not in ('ended', 'dropped') and i.expires_on < house_today()`,
  explain: (params) => ({
    zh: `${param(params, 'unit')}清单中的 ${param(params, 'number')}（${param(params, 'mark')}）保密期限已于 ${param(params, 'expires')} 届满。`,
    en: `The term of ${param(params, 'number')} (${param(params, 'mark')}) on the list of ${param(params, 'unit')} ended on ${param(params, 'expires')}.`,
  }),
};

/** Owners are found on the know tier: whose the secret was is told to who may know it. */
const ownerGone: AuditCheck = {
  id: 'tradeSecret.owner-gone',
  tier: 'know',
  title: { zh: '商业秘密责任人已离岗或停用', en: 'Owner of a trade secret has left' },
  advice: {
    zh: '请编制新的一版清单，另定责任主体。',
    en: 'Begin a new version of the list and name another owner.',
  },
  sql: `select i.id, i.number, null::uuid as register_id,
      jsonb_build_object('number', i.number, 'owner', p.name, 'unit', u.name, 'path', i.unit_path::text) as params
    from trade_secret_matter m join trade_secret_item i on i.id = m.id
    join trade_secret_list l on l.id = i.list_id and l.state = 'in-force' join unit u on u.id = i.unit_id
    join person p on p.id = m.owner_person
    where i.change not in ('ended', 'dropped') and (p.frozen_at is not null or p.left_on <= house_today())`,
  explain: (params) => ({
    zh: `${param(params, 'unit')}清单中 ${param(params, 'number')} 的责任人${param(params, 'owner')}已离岗或停用。`,
    en: `The owner of ${param(params, 'number')} on the list of ${param(params, 'unit')}, ${param(params, 'owner')}, has left or is frozen.`,
  }),
};

export const tradeSecretChecks = [termOver, ownerGone];

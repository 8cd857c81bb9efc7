import { param } from '@fengni/kernel/audit/run-checks';
import type { AuditCheck } from '@fengni/kernel/command/define';
import { filingDays, reviewDays } from './rules.ts';

const audited = (path: string) => `${path} <@ (select audited_units())::ltree[]`;

const unreviewed: AuditCheck = {
  id: 'catalogue.unreviewed',
  tier: 'handle',
  title: { zh: '保密事项目录一年以上没有复核', en: 'List of matters not reviewed for a year' },
  advice: {
    zh: '请复核现行目录：无变化的登记复核，有变化的修订新版报批。',
    en: 'Review the list in force: record that nothing changed, or begin a version and submit it.',
  },
  sql: `select c.id, u.name || ' V' || c.version as number, null::uuid as register_id,
      jsonb_build_object('unit', u.name, 'path', u.path, 'last', last.day) as params
    from catalogue c join unit u on u.id = c.unit_id,
      lateral (select greatest(c.in_force_from, (select max(r.reviewed_on) from catalogue_review r where r.catalogue_id = c.id)) as day) last
    where c.state = 'in-force' and last.day < house_today() - ${reviewDays} and ${audited('c.unit_path')}`,
  explain: (params) => ({
    zh: `${param(params, 'unit')}的保密事项目录自 ${param(params, 'last')} 起没有复核。`,
    en: `The list of matters of ${param(params, 'unit')} has not been reviewed since ${param(params, 'last')}.`,
  }),
};

const unfiled: AuditCheck = {
  id: 'catalogue.unfiled',
  tier: 'handle',
  title: { zh: '保密事项目录逾期未备案', en: 'List of matters not filed in time' },
  advice: {
    zh: '请报同级保密行政管理部门备案，并登记备案日期。',
    en: 'File it with the same-level bureau and record the day.',
  },
  sql: `select c.id, u.name || ' V' || c.version as number, null::uuid as register_id,
      jsonb_build_object('unit', u.name, 'path', u.path, 'since', c.in_force_from) as params
    from catalogue c join unit u on u.id = c.unit_id
    where c.state = 'in-force' and c.filed_on is null and c.in_force_from < house_today() - ${filingDays}
      and ${audited('c.unit_path')}`,
  explain: (params) => ({
    zh: `${param(params, 'unit')}的保密事项目录 ${param(params, 'since')} 审定，至今没有备案。`,
    en: `The list of matters of ${param(params, 'unit')}, approved ${param(params, 'since')}, is not filed yet.`,
  }),
};

const unconfirmed: AuditCheck = {
  id: 'key-place.unconfirmed',
  tier: 'handle',
  title: { zh: '要害部门、部位逾期未经确认', en: 'Key place not confirmed in time' },
  advice: {
    zh: '请报同级保密行政管理部门确认，并登记确认日期。',
    en: 'Have it confirmed by the same-level bureau and record the day.',
  },
  sql: `select k.id, u.name || ' K' || k.ordinal as number, null::uuid as register_id,
      jsonb_build_object('unit', u.name, 'path', u.path, 'ordinal', k.ordinal, 'since', k.determined_on) as params
    from key_place k join unit u on u.id = k.unit_id
    where k.state = 'determined' and k.confirmed_on is null and k.determined_on < house_today() - ${filingDays}
      and ${audited('k.unit_path')}`,
  explain: (params) => ({
    zh: `${param(params, 'unit')}的要害部门、部位 ${param(params, 'ordinal')} 于 ${param(params, 'since')} 确定，至今未经确认。`,
    en: `Key place ${param(params, 'ordinal')} of ${param(params, 'unit')}, determined ${param(params, 'since')}, is not confirmed yet.`,
  }),
};

export const catalogueChecks: readonly AuditCheck[] = [unreviewed, unfiled, unconfirmed];

import type { Bilingual } from '@fengni/kernel/command/define';
import type { ErrorList } from '@fengni/kernel/command/refusal';
import { know } from '@fengni/kernel/command/tier';
import { Mark } from '@fengni/schemes/mark';
import { z } from 'zod';
import { itemChanges, listStates, measureKinds, secretKinds } from './rules.ts';

const Id = z.uuid();
const After = z.string().max(300).nullable().default(null);
/** Holders and carriers of one item at most. */
export const itemHoldersMax = 200;
export const itemCarriersMax = 100;

export const BeginList = z.object({ unitId: Id, year: z.int().min(2000).max(2200) });

const ItemFields = {
  mark: Mark,
  /** The day it was determined; today where nothing is said. */
  since: z.iso.date().nullable().default(null),
  name: know(z.string().trim().min(1).max(200)),
  kind: know(z.enum(secretKinds)),
  content: know(z.string().trim().max(1_000)).default(''),
  valueNote: know(z.string().trim().max(500)).default(''),
  ownerPersonId: know(Id.nullable()).default(null),
  ownerPostId: know(Id.nullable()).default(null),
  holderPersonIds: know(z.array(Id).max(itemHoldersMax)).default([]),
  holderPostIds: know(z.array(Id).max(itemHoldersMax)).default([]),
  measures: know(z.array(z.enum(measureKinds)).max(measureKinds.length)).default([]),
  measuresNote: know(z.string().trim().max(500)).default(''),
  carrierIds: know(z.array(Id).max(itemCarriersMax)).default([]),
};
const Reason = know(z.string().trim().min(2).max(300));
export const AddItem = z.object({ listId: Id, ...ItemFields, reason: Reason });
export const ChangeItem = z.object({ itemId: Id, ...ItemFields, reason: Reason });
export const EndItem = z.object({ itemId: Id, reason: Reason });
export const RestoreItem = z.object({ itemId: Id });
export const SubmitList = z.object({ listId: Id, reason: know(z.string().trim().max(300)).default('') });
export const DropList = z.object({ listId: Id });
export const FileList = z.object({
  listId: Id,
  filedOn: z.iso.date(),
  filedTo: z.string().trim().min(2).max(100),
  receiptNo: z.string().trim().max(60).default(''),
});

export const TradeSecretListQuery = z.object({
  unitId: Id.nullable().default(null),
  year: z.coerce.number().int().min(2000).max(2200).nullable().default(null),
  state: z.enum(listStates).nullable().default(null),
  after: After,
});
const ListFacts = {
  id: z.string(),
  unit: z.string(),
  unitId: z.string(),
  year: z.int(),
  version: z.int(),
  state: z.enum(listStates),
  /** A request for its approval is under way. */
  pending: z.boolean(),
  items: z.int(),
  core: z.int(),
  ordinary: z.int(),
  madeAt: z.string(),
  approvedAt: z.string().nullable(),
  filedOn: z.string().nullable(),
};
export const TradeSecretLists = z.object({ rows: z.array(z.object(ListFacts)), next: z.string().nullable() });

const Named = z.object({ id: z.string(), name: z.string() });
/** What the caller may know of an item. */
const ItemMatter = z.object({
  name: z.string(),
  kind: z.enum(secretKinds),
  content: z.string(),
  valueNote: z.string(),
  owner: Named.extend({ by: z.enum(['person', 'post']) }),
  holderPersons: z.array(Named),
  holderPosts: z.array(Named),
  measures: z.array(z.enum(measureKinds)),
  measuresNote: z.string(),
  /** Those the caller sees. */
  carriers: z.array(z.object({ id: z.string(), number: z.string() })),
  changeReason: z.string(),
});
export const TradeSecretItem = z.object({
  id: z.string(),
  secretId: z.string(),
  number: z.string(),
  level: z.string(),
  levelToken: z.string(),
  mark: z.string(),
  scheme: z.string(),
  validity: Mark.shape.validity,
  since: z.string(),
  expiresOn: z.string().nullable(),
  /** Its term is over: it is extended or ended. */
  expired: z.boolean(),
  change: z.enum(itemChanges),
  /** Null where the caller may only handle. */
  matter: ItemMatter.nullable(),
});
export type TradeSecretItemView = z.output<typeof TradeSecretItem>;

export const TradeSecretPage = z.object({
  ...ListFacts,
  /** The mark the list itself bears. */
  mark: z.string(),
  levelToken: z.string(),
  madeBy: z.string(),
  filedTo: z.string(),
  receiptNo: z.string(),
  added: z.int(),
  changed: z.int(),
  ended: z.int(),
  /** Items the caller may not know. */
  unknown: z.int(),
  basedOn: z.object({ id: z.string(), year: z.int(), version: z.int() }).nullable(),
  consents: z.array(z.object({ person: z.string(), decidedAt: z.string() })),
  /** The day by which it is filed, where the calendar asks for it and it is open. */
  fileBy: z.string().nullable(),
  lines: z.array(TradeSecretItem),
});
export const TradeSecretComparison = z.object({
  /** The last list of the year before; null where there is none. */
  before: z.object({ id: z.string(), year: z.int(), version: z.int() }).nullable(),
  pairs: z.array(
    z.object({
      secretId: z.string(),
      before: TradeSecretItem.nullable(),
      after: TradeSecretItem.nullable(),
    }),
  ),
});
export const MyTradeSecrets = z.object({
  rows: z.array(TradeSecretItem.extend({ unit: z.string(), year: z.int() })),
  next: z.string().nullable(),
});

export const tradeSecretObligations = {
  'tradeSecret.file': {
    zh: '将变更后的商业秘密清单报上级备案',
    en: 'File the changed list of trade secrets',
  },
} as const satisfies Record<string, Bilingual>;

export const tradeSecretErrors = {
  'tradeSecret.year': {
    status: 422,
    zh: '年度只能是今年或前后一年。请核对年度。',
    en: 'The year is this one, or one before or after it. Check the year.',
  },
  'tradeSecret.draft.exists': {
    status: 409,
    zh: '本单位已有一份未办完的清单草稿（{year}年第{version}版）。请先办完或作废它。',
    en: 'This unit already has a draft list ({year}, version {version}). Finish or drop it first.',
  },
  'tradeSecret.older.year': {
    status: 409,
    zh: '现行清单是{year}年的，不能再编更早年度的清单。',
    en: 'The list in force is of {year}; a list of an earlier year cannot follow it.',
  },
  'tradeSecret.not.draft': {
    status: 409,
    zh: '只有草稿可以改动。已生效的清单要改，请先编制新的一版。',
    en: 'Only a draft can be changed. To change a list in force, begin a new version.',
  },
  'tradeSecret.pending': {
    status: 409,
    zh: '清单正在审批，不能改动。要改请先撤回申请。',
    en: 'The list is waiting for approval and cannot be changed. Withdraw the request first.',
  },
  'tradeSecret.not.all.known': {
    status: 409,
    zh: '清单中有你无权知悉的事项，须由全部知悉的人员办理。',
    en: 'The list has items you may not know; somebody who knows all of them must do this.',
  },
  'tradeSecret.not.cleared': {
    status: 409,
    zh: '你没有接触{level}的权限，不能登记这一密级的事项。请由有权限的人员登记。',
    en: 'You are not cleared for {level} and cannot enter an item of that level. Somebody cleared must.',
  },
  'tradeSecret.mark': {
    status: 422,
    zh: '密级和期限有误：{why}。',
    en: 'Level and term are not valid: {why}.',
  },
  'tradeSecret.since': {
    status: 422,
    zh: '确定日期不能晚于今天。',
    en: 'The day of determination cannot lie in the future.',
  },
  'tradeSecret.owner': {
    status: 422,
    zh: '责任主体须是一个人或者一个岗位，二者填其一。',
    en: 'The owner is one person or one post: give exactly one.',
  },
  'tradeSecret.full': {
    status: 422,
    zh: '一份清单最多 {max} 项。请核对是否定得过宽。',
    en: 'A list holds at most {max} items. Check whether too much is called secret.',
  },
  'tradeSecret.item.ended': {
    status: 409,
    zh: '该事项已终止或移除。要改请先恢复。',
    en: 'This item is ended or removed. Restore it first.',
  },
  'tradeSecret.item.stands': {
    status: 409,
    zh: '该事项没有终止或移除，无须恢复。',
    en: 'This item is neither ended nor removed; there is nothing to restore.',
  },
  'tradeSecret.empty': {
    status: 409,
    zh: '清单里没有事项，也没有终止的事项。请先登记事项。',
    en: 'The list has no items, nor any that end. Enter items first.',
  },
  'tradeSecret.expired': {
    status: 409,
    zh: '事项 {number} 的保密期限已满。请先变更期限或者终止它。',
    en: 'The term of item {number} is over. Change its term or end it first.',
  },
  'tradeSecret.nothing.changed': {
    status: 409,
    zh: '与现行清单相比没有变动。年度内的新一版须有新增、变更或者终止的事项。',
    en: 'Nothing differs from the list in force. A new version within the year adds, changes or ends something.',
  },
  'tradeSecret.not.in.force': {
    status: 409,
    zh: '只有已批准的现行清单可以报备。',
    en: 'Only an approved list in force can be filed.',
  },
  'tradeSecret.filed': {
    status: 409,
    zh: '这一版清单已于 {day} 报备。',
    en: 'This version was filed on {day}.',
  },
  'tradeSecret.filed.on': {
    status: 422,
    zh: '报备日期须在批准之日以后，且不晚于今天。',
    en: 'The day of filing lies on or after the approval and not in the future.',
  },
} as const satisfies ErrorList;

import type { Bilingual } from '@fengni/kernel/command/define';
import type { ErrorList } from '@fengni/kernel/command/refusal';
import { know, secret } from '@fengni/kernel/command/tier';
import { z } from 'zod';
import {
  automaticKinds,
  deliveryPeopleMax,
  differenceKinds,
  differenceStates,
  linesAtOnceMax,
  sheetPeopleMax,
  troubles,
} from './rules.ts';

const Id = z.uuid();
const After = z.string().max(300).nullable().default(null);
/** Text of a list: no control or formatting characters, nothing a spreadsheet would take for a formula. */
const Plain = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^(?![=+@-])[^\p{C}\p{Zl}\p{Zp}]+$/u);
const StaffNo = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,39}$/u);

const RecordFields = z.strictObject({
  name: Plain(60).optional().describe('Name; required unless `left`.'),
  unit: z
    .array(Plain(100))
    .min(1)
    .max(8)
    .optional()
    .describe('Names of the units from the top down; the name of the topmost may stand first.'),
  unitCode: z.string().trim().min(1).max(40).optional().describe('Code of the unit, in place of `unit`.'),
  posts: z.array(Plain(100)).max(20).optional().describe('Names of all posts held; absent: not told.'),
  left: z
    .boolean()
    .default(false)
    .describe('True: has left. Never applied; it proposes a leaving procedure.'),
});
const isTold = (record: z.output<typeof RecordFields>) =>
  record.left || (record.name !== undefined && (record.unit !== undefined || record.unitCode !== undefined));
const needs = 'name and unit (or unitCode) are required unless left';
/** One person as the personnel system has him. */
export const PersonBody = RecordFields.refine(isTold, needs);
export const StaffRecord = RecordFields.extend({ staffNo: StaffNo }).refine(isTold, needs);
export type StaffRecord = z.output<typeof StaffRecord>;
/** Body of `POST /api/personnel-system/deliveries`. */
export const DeliveryBody = z.strictObject({
  delivery: z
    .string()
    .regex(/^[\w.:-]{1,64}$/)
    .describe('Id of the delivery, made by the sender: the same again is told the first outcome.'),
  whole: z.boolean().describe('True: these are all people of the unit; who is missing has gone.'),
  people: z.array(StaffRecord).max(deliveryPeopleMax),
});

/** What the interface calls; the token stands for a session. */
export const Deliver = z.object({
  token: secret(z.string().min(10).max(200)),
  /** Null: one person was put; it is recorded where it differs. */
  reference: DeliveryBody.shape.delivery.nullable(),
  whole: z.boolean(),
  people: know(DeliveryBody.shape.people),
});
export const StageSheet = z.object({
  unitId: Id,
  whole: z.boolean(),
  fileName: z.string().trim().min(1).max(80),
  people: know(z.array(StaffRecord).min(1).max(sheetPeopleMax)),
});
export const ApplyDifferences = z.object({ differenceIds: z.array(Id).min(1).max(linesAtOnceMax) });
export const ApplyDelivery = z.object({ deliveryId: Id });
export const SettleNamesake = z.object({ differenceId: Id, same: z.boolean() });
export const DismissDifferences = z.object({
  differenceIds: z.array(Id).min(1).max(linesAtOnceMax),
  reason: know(z.string().trim().min(2).max(300)),
});
export const SetAutomatic = z.object({
  kinds: z.array(z.enum(automaticKinds)).max(automaticKinds.length),
});
export const MakeToken = z.object({
  name: z.string().trim().min(1).max(60),
  unitId: Id,
  expiresOn: z.iso.date(),
  /** Addresses or networks (`10.1.0.0/16`) it may come from; none: any. */
  addresses: z.array(z.string().trim().min(2).max(100)).max(50).default([]),
  reason: z.string().trim().min(2).max(300),
});
export const RevokeToken = z.object({ tokenId: Id, reason: z.string().trim().min(2).max(300) });
export const TokenCall = z.object({ tokenId: Id });
export const ShownToken = z.object({ token: z.string() });
export const SheetForm = z.object({ unitId: Id });

/** What a sheet says. */
export const SheetPlan = z.object({
  people: z.array(z.unknown()),
  columns: z.array(z.object({ letter: z.string(), header: z.string(), field: z.string().nullable() })),
  faults: z.array(z.object({ row: z.int(), zh: z.string(), en: z.string() })),
});
export type SheetPlan = z.infer<typeof SheetPlan>;

export const Found = z.object({
  new: z.int(),
  renamed: z.int(),
  moved: z.int(),
  posts: z.int(),
  gone: z.int(),
  /** Of these, with something to be looked at first. */
  troubled: z.int(),
  /** Of these, applied by themselves. */
  applied: z.int(),
  /** Of these, known from before and not listed again. */
  standing: z.int(),
});
export type Found = z.infer<typeof Found>;

/** From what to what a line goes. Units by their names from the top down. */
export const Facts = z.object({
  name: z.object({ from: z.string(), to: z.string() }).optional(),
  unit: z
    .object({
      from: z.string().nullable(),
      to: z.string(),
      toId: z.string().nullable(),
      path: z.array(z.string()),
      /** Names of the units that are not there yet; made when the line is applied. */
      missing: z.array(z.string()),
    })
    .optional(),
  posts: z.object({ from: z.array(z.string()), to: z.array(z.string()) }).optional(),
});
export type Facts = z.infer<typeof Facts>;

export const DeliveryListQuery = z.object({ after: After });
export const DeliveryList = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      reference: z.string(),
      source: z.enum(['api', 'sheet']),
      from: z.string(),
      unit: z.string(),
      whole: z.boolean(),
      people: z.int(),
      found: Found,
      open: z.int(),
      receivedAt: z.string(),
    }),
  ),
  next: z.string().nullable(),
});
export type DeliveryLine = z.output<typeof DeliveryList>['rows'][number];
export const DifferenceListQuery = z.object({
  deliveryId: Id.nullable().default(null),
  kind: z.enum(differenceKinds).nullable().default(null),
  state: z.enum(differenceStates).nullable().default('open'),
  trouble: z
    .enum([...troubles, 'none'])
    .nullable()
    .default(null),
  search: z.string().trim().max(60).default(''),
  after: After,
});
export const DifferenceList = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      deliveryId: z.string(),
      kind: z.enum(differenceKinds),
      staffNo: z.string(),
      name: z.string(),
      personId: z.string().nullable(),
      person: z.string().nullable(),
      trouble: z.enum(troubles).nullable(),
      facts: Facts,
      state: z.enum(differenceStates),
      madeAt: z.string(),
      leavingId: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
});
export type DifferenceLine = z.output<typeof DifferenceList>['rows'][number];
export const DeliveryCall = z.object({ deliveryId: Id });
export const DeliveryPage = z.object({
  id: z.string(),
  reference: z.string(),
  source: z.enum(['api', 'sheet']),
  unit: z.string(),
  whole: z.boolean(),
  people: z.int(),
  found: Found,
  open: z.int(),
  plain: z.int(),
  receivedAt: z.string(),
});
export const TokenList = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      unit: z.string(),
      addresses: z.array(z.string()),
      madeAt: z.string(),
      expiresOn: z.string(),
      lastUsedAt: z.string().nullable(),
      revokedAt: z.string().nullable(),
      /** Still to be taken over by who sets the personnel system up. */
      showable: z.boolean(),
    }),
  ),
});
export const StepSettings = z.object({ automatic: z.array(z.enum(automaticKinds)) });

export const personnelSystemObligations = {
  'personnel-system.decide': {
    zh: '核对人事系统推送的人员变动',
    en: 'Decide on changes from the personnel system',
  },
  'personnel-system.renew': {
    zh: '更换人事系统接口令牌',
    en: 'Renew the token of the personnel system',
  },
} as const satisfies Record<string, Bilingual>;

export const personnelSystemErrors = {
  'personnel-system.token.refused': {
    status: 401,
    zh: '令牌无效、已过期、已撤销，或不能从此地址使用。请向系统管理员核对。',
    en: 'The token is not valid, has expired, was revoked, or may not be used from this address. Ask the system administrator.',
  },
  'personnel-system.token.shown': {
    status: 409,
    zh: '令牌只在首次使用前、批准后一天内显示。需要时请撤销后重新申请。',
    en: 'A token is shown until its first use and for one day at most. Revoke it and ask for a new one.',
  },
  'personnel-system.token.revoked': { status: 409, zh: '该令牌已撤销。', en: 'The token is revoked.' },
  'personnel-system.token.days': {
    status: 422,
    zh: '有效期须在今天之后、{days} 天之内。',
    en: 'The last day must lie after today and within {days} days.',
  },
  'personnel-system.address': {
    status: 422,
    zh: '“{address}”不是 IP 地址或网段（如 10.1.0.0/16）。',
    en: '“{address}” is no IP address or network (such as 10.1.0.0/16).',
  },
  'personnel-system.reference.used': {
    status: 409,
    zh: '推送编号 {reference} 已用于另一份内容。请换一个编号。',
    en: 'The delivery id {reference} was used for other content. Use another one.',
  },
  'personnel-system.twice': {
    status: 422,
    zh: '工号重复：{staffNos}。请在人事系统中核对后重新推送，本次未作任何改动。',
    en: 'Staff numbers stand twice: {staffNos}. Mend this in the personnel system and deliver again; nothing was changed.',
  },
  'personnel-system.decided': {
    status: 409,
    zh: '所选的变动中有已办理的。请刷新页面。',
    en: 'Some of these were decided already. Reload the page.',
  },
  'personnel-system.cannot': {
    status: 409,
    zh: '“{name}”的变动不能直接采用：须先处理其中的冲突。',
    en: 'The change of {name} cannot be applied as it stands: settle the conflict first.',
  },
  'personnel-system.stale': {
    status: 409,
    zh: '“{name}”的情况在推送之后已改变。请等待下一次推送，或手工修改。',
    en: '{name} has changed here since the delivery. Wait for the next one, or change it by hand.',
  },
  'personnel-system.namesake.not': {
    status: 409,
    zh: '该变动不是同名待核对的。',
    en: 'This line is not one of a namesake.',
  },
  'personnel-system.nothing': {
    status: 409,
    zh: '没有可以一并采用的变动：剩下的须逐项处理。',
    en: 'Nothing can be applied together: what is left is decided line by line.',
  },
  'personnel-system.file.large': {
    status: 413,
    zh: '文件超过 {max} MB。请只保留人员名单。',
    en: 'The file is larger than {max} MB. Keep the list of people only.',
  },
  'personnel-system.file.unreadable': {
    status: 422,
    zh: '无法读取该文件：{why}',
    en: 'The file cannot be read: {why}',
  },
} as const satisfies ErrorList;

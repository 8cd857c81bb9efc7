import { know } from '@fengni/kernel/command/tier';
import type { ErrorList } from '@fengni/kernel/command/refusal';
import { z } from 'zod';

const Id = z.uuid();
// what people type about a compartment, and who is in it, is for its members: the auditor reads none of it
const Words = (max: number) => know(z.string().trim().min(1).max(max));
const Reason = know(z.string().trim().min(2).max(300));

/** Persons let in at once; the smallest circle is the rule. */
export const membersAtOnceMax = 100;
/** Carriers shown on the page of a compartment, the newest first. */
export const compartmentCarriersMax = 200;

export const OpenCompartment = z.object({
  unitId: Id,
  name: Words(100),
  /** The matter that is divided. */
  matter: Words(300),
  /** The link of its process that this part is, such as design or test. */
  link: know(z.string().trim().max(100)).default(''),
  /** Besides who opens it. */
  personIds: know(z.array(Id).max(membersAtOnceMax)).default([]),
  reason: Reason,
});
export const AdmitMembers = z.object({
  compartmentId: Id,
  personIds: know(z.array(Id).min(1).max(membersAtOnceMax)),
  reason: Reason,
});
export const DismissMember = z.object({ memberId: Id, reason: Reason });
export const CloseCompartment = z.object({ compartmentId: Id, reason: Reason });
export const OpenCompartmentRegister = z.object({
  compartmentId: Id,
  name: Words(100),
  numberPattern: know(z.string().trim().min(1).max(80)).optional(),
});
export const DivideCarrier = z.object({ compartmentId: Id, carrierId: Id, reason: Reason });
export const UndivideCarrier = z.object({ compartmentId: Id, carrierId: Id, reason: Reason });

export const CompartmentLine = z.object({
  id: z.string(),
  name: z.string(),
  unit: z.string(),
  unitId: z.string(),
  link: z.string(),
  state: z.enum(['open', 'closed']),
  memberCount: z.int(),
  carrierCount: z.int(),
  openedAt: z.string(),
});
export type CompartmentLineView = z.infer<typeof CompartmentLine>;
export const CompartmentList = z.object({ rows: z.array(CompartmentLine) });

export const CompartmentPage = CompartmentLine.extend({
  matter: z.string(),
  openedBy: z.string(),
  closedAt: z.string().nullable(),
  /** Whether the caller decides by himself, or asks. */
  decides: z.boolean(),
  members: z.array(
    z.object({
      id: z.string(),
      personId: z.string(),
      person: z.string(),
      unit: z.string(),
      addedAt: z.string(),
      addedBy: z.string(),
      endedAt: z.string().nullable(),
      /** `dropped`: was frozen or left, and comes back by a new decision only. */
      state: z.enum(['in', 'dropped', 'ended']),
    }),
  ),
  carriers: z.array(
    z.object({ id: z.string(), number: z.string(), mark: z.string(), title: z.string().nullable() }),
  ),
  registers: z.array(z.object({ id: z.string(), name: z.string() })),
  pending: z.array(z.object({ id: z.string(), command: z.string(), requester: z.string() })),
});
export type CompartmentPageView = z.infer<typeof CompartmentPage>;

export const compartmentErrors = {
  'compartment.closed': {
    status: 409,
    zh: '该隔离组已关闭，不再接收人员和载体。请另设隔离组。',
    en: 'This compartment is closed and takes neither people nor carriers. Open another one.',
  },
  'compartment.member.already': {
    status: 409,
    zh: '所选人员均已在组内，没有要增加的人。',
    en: 'Everybody chosen is in the compartment already.',
  },
  'compartment.member.ended': {
    status: 409,
    zh: '此人已不在组内。',
    en: 'This person is no longer in the compartment.',
  },
  'compartment.person.frozen': {
    status: 422,
    zh: '{person} 的权限已冻结或已离岗，不能编入隔离组。请先恢复权限。',
    en: '{person} is frozen or has left, and cannot be let in. Restore the person first.',
  },
  'compartment.last.decider': {
    status: 409,
    zh: '组内只剩这一名能作决定的人（定密责任人、分管保密领导或主要负责人）。请先编入另一名，再移出。',
    en: 'This is the last member who can decide (classifier, leader in charge or first responsible). Let another one in first.',
  },
  'compartment.nobody.decides': {
    status: 409,
    zh: '组内没有其他能作决定的人（定密责任人、分管保密领导或主要负责人），申请无人可批。请组内领导编入一名。',
    en: 'No other member can decide (classifier, leader in charge or first responsible), so nobody could consent. Have one let in.',
  },
  'compartment.carrier.elsewhere': {
    status: 409,
    zh: '载体 {number} 已划入隔离组。一件载体只能属于一个隔离组，请先移出。',
    en: 'Carrier {number} is in a compartment already. A carrier belongs to one only; take it out first.',
  },
  'compartment.carrier.not.in': {
    status: 409,
    zh: '载体 {number} 不在该隔离组内。',
    en: 'Carrier {number} is not in this compartment.',
  },
  'compartment.copies.out': {
    status: 409,
    zh: '载体 {number} 有份数在组外人员 {person} 手中。请先收回，再划入。',
    en: 'A copy of carrier {number} is in the hands of {person}, who is not a member. Take it back first.',
  },
  'compartment.register.own': {
    status: 409,
    zh: '载体 {number} 登记在隔离组自己的台账内，不能移出。',
    en: 'Carrier {number} stands in a register of the compartment and cannot be taken out.',
  },
  'compartment.register.other': {
    status: 422,
    zh: '该台账属于另一隔离组。请选择本组台账或普通台账。',
    en: 'This register belongs to another compartment. Choose one of this compartment or an ordinary one.',
  },
  'compartment.not.member': {
    status: 422,
    zh: '{persons} 不是该隔离组成员，列入知悉范围也不能知悉。请先编入隔离组。',
    en: '{persons} are not members of the compartment and would not know it although in scope. Let them in first.',
  },
  'compartment.pattern.invalid': {
    status: 422,
    zh: '编号格式不合规则：{why}',
    en: 'The number pattern is not valid: {why}',
  },
} as const satisfies ErrorList;

import type { Bilingual } from '@fengni/kernel/command/define';
import type { ErrorList } from '@fengni/kernel/command/refusal';
import { know } from '@fengni/kernel/command/tier';
import { z } from 'zod';
import { ScanInput } from '../scans/contract.ts';
import { regionCodes } from './regions.ts';
import {
  checkIds,
  debriefHeads,
  documentKinds,
  documentMoves,
  documentStates,
  journeyKinds,
  journeyStates,
} from './rules.ts';

const Id = z.uuid();
const Day = z.iso.date();
const Both = z.object({ zh: z.string(), en: z.string() });
const After = z.string().max(300).nullable().default(null);
const Reason = know(z.string().trim().min(2).max(500));
const Words = know(z.string().trim().max(2000)).default('');
const Region = z.string().refine((code) => regionCodes.includes(code));
export const travellersMax = 40;
export const regionsMax = 20;
export const journeyDaysMax = 1100;

const Route = {
  regions: z.array(Region).min(1).max(regionsMax),
  fromOn: Day,
  untilOn: Day,
  travellerIds: z.array(Id).min(1).max(travellersMax),
  /** Who leads the delegation; the traveller himself where he goes alone. */
  leaderId: Id,
};
const JourneyFields = {
  kind: z.enum(journeyKinds),
  ...Route,
  purpose: know(z.string().trim().min(2).max(2000)),
  funding: know(z.string().trim().max(500)).default(''),
  contacts: Words,
  invitation: know(z.string().trim().max(500)).default(''),
};
export const PlanJourney = z.object(JourneyFields);
export const ReviseJourney = z.object({ journeyId: Id, ...JourneyFields });
export const JourneyCall = z.object({ journeyId: Id });
export const ApplyJourney = z.object({ journeyId: Id, reason: know(z.string().trim().max(500)).default('') });
export const ChangeJourney = z.object({ journeyId: Id, ...Route, reason: Reason });
export const CancelJourney = z.object({ journeyId: Id, reason: Reason });
export const EnterAcknowledgement = z.object({ travellerId: Id, acknowledgedOn: Day, scan: ScanInput });
export const TravellerCall = z.object({ travellerId: Id });
export const ClearHolding = z.object({ travellerId: Id, reason: Reason });
export const DepartJourney = z.object({ journeyId: Id, departedOn: Day });
export const RecordContact = z.object({
  journeyId: Id,
  contactedOn: Day,
  note: know(z.string().trim().min(2).max(1000)),
});
export const ReportReturn = z.object({
  journeyId: Id,
  returnedOn: Day,
  note: know(z.string().trim().max(1000)).default(''),
});
export const DebriefTraveller = z.object({
  travellerId: Id,
  heldOn: Day,
  findings: know(z.array(z.enum(debriefHeads)).max(debriefHeads.length)).default([]),
  note: know(z.string().trim().max(4000)).default(''),
  /** Proposes an incident of what was found. */
  incident: know(z.boolean()).default(false),
});

export const TakeInDocument = z.object({
  personId: Id,
  kind: z.enum(documentKinds),
  number: know(
    z
      .string()
      .trim()
      .min(5)
      .max(30)
      .regex(/^[A-Za-z0-9 -]+$/u),
  ),
  validUntil: Day,
  /** Taken in now; otherwise its holder is to hand it in. */
  kept: z.boolean().default(true),
  place: z.string().trim().max(60).default(''),
});
export const DocumentCall = z.object({ documentId: Id });
export const LendDocument = z.object({ documentId: Id, journeyId: Id });
export const TakeBackDocument = z.object({ documentId: Id, place: z.string().trim().max(60).default('') });
export const GiveUpDocument = z.object({ documentId: Id, reason: Reason });

const RuleFields = {
  items: z.array(z.string().trim().min(2).max(500)).min(1).max(60),
  returnDays: z.int().min(1).max(90),
  debriefDays: z.int().min(1).max(90),
};
export const DraftTravelRule = z.object({ unitId: Id, ...RuleFields });
export const TravelRuleCall = z.object({ ruleId: Id });

export const FlagOverseas = z.object({ unitId: Id, region: Region, responsibleId: Id, sinceOn: Day });
export const ChangeOverseas = z.object({ overseasId: Id, responsibleId: Id });
export const EndOverseas = z.object({ overseasId: Id, endedOn: Day });
export const FileOverseasReport = z.object({
  overseasId: Id,
  year: z.int().min(2000).max(2200),
  words: know(z.string().trim().min(2).max(10_000)),
});

export const journeySorts = ['from', 'until'] as const;
export const JourneyListQuery = z.object({
  state: z.enum(journeyStates).nullable().default(null),
  kind: z.enum(journeyKinds).nullable().default(null),
  region: Region.nullable().default(null),
  /** Part of a traveller's name. */
  search: z.string().trim().max(60).default(''),
  mine: z.boolean().default(false),
  sort: z.enum(journeySorts).default('from'),
  direction: z.enum(['asc', 'desc']).default('desc'),
  after: After,
});
const JourneyLine = z.object({
  id: z.string(),
  kind: z.enum(journeyKinds),
  regions: z.array(z.string()),
  fromOn: z.string(),
  untilOn: z.string(),
  state: z.enum(journeyStates),
  unit: z.string(),
  leaderId: z.string(),
  leader: z.string(),
  travellers: z.int(),
  late: z.boolean(),
});
export type JourneyLineView = z.infer<typeof JourneyLine>;
export const JourneyList = z.object({ rows: z.array(JourneyLine), next: z.string().nullable() });

const Check = z.object({
  id: z.enum(checkIds),
  verdict: z.enum(['against', 'todo', 'note', 'fine']),
  fact: Both,
  advice: Both.nullable(),
});
export type TravelCheckView = z.infer<typeof Check>;
const Document = z.object({
  id: z.string(),
  personId: z.string(),
  person: z.string(),
  unit: z.string(),
  kind: z.enum(documentKinds),
  number: z.string(),
  validUntil: z.string(),
  state: z.enum(documentStates),
  expired: z.boolean(),
  place: z.string(),
  journeyId: z.string().nullable(),
  dueOn: z.string().nullable(),
});
export type DocumentView = z.infer<typeof Document>;
const Traveller = z.object({
  id: z.string(),
  personId: z.string(),
  person: z.string(),
  unit: z.string(),
  leads: z.boolean(),
  acknowledgedAt: z.string().nullable(),
  acknowledged: z.enum(['screen', 'paper']).nullable(),
  scanId: z.string().nullable(),
  clearedAt: z.string().nullable(),
  keptOut: z.int(),
  debriefedOn: z.string().nullable(),
  letter: z.object({ id: z.string(), state: z.string() }).nullable(),
  /** Null for who does not answer for him. */
  checks: z.array(Check).nullable(),
  documents: z.array(Document),
  mine: z.boolean(),
  /** Whether the caller confirms, enters and talks for him. */
  mayConfirm: z.boolean(),
  /** What was found in the talk, for who answers for him; null for others and before. */
  debrief: z
    .object({
      heldOn: z.string(),
      by: z.string(),
      findings: z.array(z.enum(debriefHeads)),
      note: z.string(),
      incident: z.boolean(),
    })
    .nullable(),
});
export type TravellerView = z.infer<typeof Traveller>;
export const JourneyPage = JourneyLine.omit({ travellers: true }).extend({
  applicant: z.string(),
  purpose: z.string(),
  funding: z.string(),
  contacts: z.string(),
  invitation: z.string(),
  returnNote: z.string(),
  cancelReason: z.string(),
  departedOn: z.string().nullable(),
  returnedOn: z.string().nullable(),
  travellers: z.array(Traveller),
  prohibitions: z.array(Both),
  ruleVersion: z.int().nullable(),
  returnDays: z.int(),
  debriefDays: z.int(),
  calls: z.array(z.object({ id: z.string(), contactedOn: z.string(), by: z.string(), note: z.string() })),
  papersOut: z.int(),
  pending: z.array(z.object({ id: z.string(), command: z.string() })),
  mayRun: z.boolean(),
  mayKeep: z.boolean(),
  mayReport: z.boolean(),
});
export type JourneyView = z.infer<typeof JourneyPage>;

export const DocumentListQuery = z.object({
  personId: Id.nullable().default(null),
  kind: z.enum(documentKinds).nullable().default(null),
  state: z.enum(documentStates).nullable().default(null),
  expired: z.boolean().default(false),
  /** Part of its holder's name. */
  search: z.string().trim().max(60).default(''),
  after: After,
});
export const DocumentList = z.object({ rows: z.array(Document), next: z.string().nullable() });
export const DocumentMoves = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(documentMoves),
      at: z.string(),
      by: z.string(),
      journeyId: z.string().nullable(),
      reason: z.string(),
    }),
  ),
});

const TravelRule = z.object({
  id: z.string(),
  unitId: z.string(),
  unit: z.string(),
  version: z.int(),
  items: z.array(z.string()),
  returnDays: z.int(),
  debriefDays: z.int(),
  state: z.enum(['draft', 'in-force', 'ended']),
  issuedAt: z.string().nullable(),
});
export type TravelRuleView = z.infer<typeof TravelRule>;
export const TravelRules = z.object({ rows: z.array(TravelRule), builtin: z.array(Both) });

const Overseas = z.object({
  id: z.string(),
  unitId: z.string(),
  unit: z.string(),
  region: z.string(),
  responsibleId: z.string(),
  responsible: z.string(),
  sinceOn: z.string(),
  endedOn: z.string().nullable(),
  reports: z.array(
    z.object({ id: z.string(), year: z.int(), filedAt: z.string(), by: z.string(), words: z.string() }),
  ),
  mayReport: z.boolean(),
});
export type OverseasView = z.infer<typeof Overseas>;
export const OverseasListQuery = z.object({ ended: z.boolean().default(false), after: After });
export const OverseasList = z.object({ rows: z.array(Overseas), next: z.string().nullable() });

export const travelObligations = {
  'travel.acknowledge': { zh: '出境前阅签保密须知', en: 'Acknowledge what must not be done abroad' },
  'travel.handIn': { zh: '出境前清退载体和设备', en: 'Hand in carriers and devices before departure' },
  'travel.call': { zh: '境外途中提醒', en: 'Reminder on the way' },
  'travel.return': { zh: '报告返回', en: 'Report the return' },
  'travel.debrief': { zh: '回国谈话', en: 'Talk after the return' },
  'travel.document': { zh: '交回出入境证件', en: 'Return a travel document' },
  'travel.overseas': { zh: '境外机构年度报告', en: 'Yearly report of a unit abroad' },
} as const satisfies Record<string, Bilingual>;

export const travelErrors = {
  'travel.days': {
    status: 422,
    zh: '返回日期须不早于出境日期，且在外不超过三年。',
    en: 'The return lies on or after the departure, and the journey lasts three years at most.',
  },
  'travel.past': {
    status: 422,
    zh: '出境日期已过。请改为今天或以后的日期。',
    en: 'The day of departure has passed. Choose today or later.',
  },
  'travel.leader': {
    status: 422,
    zh: '带队负责人须是出行人员之一。',
    en: 'The leader of the delegation is one of those who travel.',
  },
  'travel.person': {
    status: 409,
    zh: '出行人员中有人已离开本单位或权限已冻结。请去掉后再报。',
    en: 'One of the travellers has left or is frozen. Take him off the list.',
  },
  'travel.overlap': {
    status: 409,
    zh: '出行人员中有 {count} 人在同一时间已有批准的行程。请调整日期或人员。',
    en: '{count} of the travellers are on an approved journey in these days. Change the days or the list.',
  },
  'travel.state': {
    status: 409,
    zh: '该行程{state}，不能这样办理。',
    en: 'The journey is {state}; this cannot be done with it now.',
  },
  'travel.same': {
    status: 409,
    zh: '目的地、日期、人员都没有变化，不需要重新报批。',
    en: 'Neither destination nor days nor travellers change: nothing to be asked for.',
  },
  'travel.acknowledged': { status: 409, zh: '已阅签。', en: 'It is acknowledged already.' },
  'travel.not.traveller': {
    status: 409,
    zh: '保密须知由出行人员本人阅签；没有账号的打印后签字，由办公室录入。',
    en: 'Each traveller acknowledges for himself; for who has no account it is printed, signed and entered by the office.',
  },
  'travel.day.future': {
    status: 422,
    zh: '日期不能晚于今天，也不能早于上一步。',
    en: 'The day lies neither in the future nor before the step before it.',
  },
  'travel.holds': {
    status: 409,
    zh: '此人手中还有 {count} 份载体、设备。请先清退或移交；确需留在手中的，报分管领导决定。',
    en: 'He holds {count} carriers and devices. They are returned or handed over first; with a reason, ask the leader to decide.',
  },
  'travel.holds.nothing': {
    status: 409,
    zh: '此人手中没有载体、设备，可直接确认清退。',
    en: 'He holds nothing: confirm it directly.',
  },
  'travel.cleared': { status: 409, zh: '已确认清退。', en: 'It is confirmed already.' },
  'travel.unready': {
    status: 409,
    zh: '还有 {count} 人没有准备好。每人须阅签须知、签订承诺书、清退载体和设备，才能出境。',
    en: '{count} travellers are not ready. Each acknowledges the list, signs his letter and hands in what he holds before he goes.',
  },
  'travel.debriefed': { status: 409, zh: '此人已谈话。', en: 'He was talked with already.' },
  'travel.open.ends': {
    status: 409,
    zh: '还有 {talks} 人没有谈话、{papers} 本证件没有交回，不能办结。',
    en: '{talks} talks and {papers} documents are outstanding; the journey cannot be closed.',
  },
  'travel.document.known': {
    status: 409,
    zh: '此人已登记了同号的同类证件。',
    en: 'A document of that kind and number is entered for him.',
  },
  'travel.document.state': {
    status: 409,
    zh: '该证件{state}，不能这样办理。',
    en: 'The document is {state}; this cannot be done with it now.',
  },
  'travel.document.expired': {
    status: 409,
    zh: '该证件在返回日之前到期，不能借出。请先换发。',
    en: 'The document ends before the return and is not lent. Have it renewed first.',
  },
  'travel.document.journey': {
    status: 409,
    zh: '证件只凭已批准的本人行程借出。',
    en: 'A document is lent only for an approved journey of its holder.',
  },
  'travel.rule.draft': {
    status: 409,
    zh: '只能发布草稿；已发布的不再改动，请另起草新版本。',
    en: 'Only a draft is put in force; a version that is out stays as it is: draft a new one.',
  },
  'overseas.known': {
    status: 409,
    zh: '该机构已登记为境外机构。',
    en: 'The unit is entered as one abroad.',
  },
  'overseas.ended': { status: 409, zh: '该机构已不再是境外机构。', en: 'The unit is abroad no more.' },
  'overseas.person': {
    status: 409,
    zh: '负责人须在职。请另选。',
    en: 'The responsible person is in service. Choose another.',
  },
  'overseas.reported': {
    status: 409,
    zh: '{year} 年度报告已报送。',
    en: 'The report of {year} is filed.',
  },
  'overseas.year': {
    status: 422,
    zh: '只能报送登记以来到本年度的报告。',
    en: 'Reports are filed for the years since the unit was entered, up to this one.',
  },
} as const satisfies ErrorList;

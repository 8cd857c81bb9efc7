import type { Bilingual } from '@fengni/kernel/command/define';
import type { ErrorList } from '@fengni/kernel/command/refusal';
import { know, secret } from '@fengni/kernel/command/tier';
import { z } from 'zod';
import { ScanInput } from '../scans/contract.ts';
import {
  deviceRules,
  documentKinds,
  escortsMax,
  findingKinds,
  secrecies,
  stopsMax,
  supplyForms,
  supplyStates,
  treatments,
  visitKinds,
  visitStates,
  visitorsMax,
} from './rules.ts';

const Id = z.uuid();
const Day = z.iso.date();
const Words = know(z.string().trim().min(2).max(2000));
const Free = know(z.string().trim().max(2000)).default('');
const Short = know(z.string().trim().min(1).max(150));
const Brief = know(z.string().trim().max(150)).default('');
const After = z.string().max(300).nullable().default(null);
const Search = know(z.string().trim().max(100)).default('');
const Year = z.coerce.number().int().min(2000).max(2200).nullable().default(null);
const Both = z.object({ zh: z.string(), en: z.string() });

const Plan = {
  kind: z.enum(visitKinds),
  hostId: Id,
  startsOn: Day,
  endsOn: Day,
  firm: Short,
  country: Short,
  purpose: Words,
  mayShow: Free,
  mayNot: Free,
  devices: z.enum(deviceRules).default('kept'),
  devicesNote: know(z.string().trim().max(300)).default(''),
  escortIds: z.array(Id).max(escortsMax).default([]),
};
export const DraftVisit = z.object(Plan);
export const ChangeVisit = z.object({ visitId: Id, ...Plan });
export const VisitCall = z.object({ visitId: Id });
export const VisitReason = z.object({ visitId: Id, reason: Words });

const Visitor = z.object({
  name: know(z.string().trim().min(1).max(100)),
  firm: Brief,
  position: Brief,
  country: Brief,
  foreigner: z.boolean().default(false),
  documentKind: z.enum(documentKinds).default('none'),
  documentNo: secret(z.string().trim().max(60)).default(''),
});
export const AddVisitors = z.object({ visitId: Id, visitors: z.array(Visitor).min(1).max(visitorsMax) });
export const DropVisitor = z.object({ visitorId: Id });

const Stop = z.object({
  area: know(z.string().trim().min(1).max(200)),
  keyPlaceId: Id.nullable().default(null),
  unitId: Id.nullable().default(null),
  treatment: z.enum(treatments).default('open'),
  preparation: know(z.string().trim().max(500)).default(''),
});
export const SetRoute = z.object({ visitId: Id, stops: z.array(Stop).max(stopsMax) });
export const PrepareStop = z.object({ stopId: Id, note: know(z.string().trim().max(500)).default('') });

export const ArriveVisitors = z.object({
  visitId: Id,
  visitorIds: z.array(Id).min(1).max(visitorsMax),
  badgeNo: z.string().trim().max(30).default(''),
  devicesKept: z.boolean().default(true),
  devices: know(z.string().trim().max(300)).default(''),
});
export const LeaveVisitors = z.object({
  visitId: Id,
  visitorIds: z.array(Id).min(1).max(visitorsMax),
  devicesBack: z.boolean().default(true),
});
export const FinishVisit = z.object({
  visitId: Id,
  report: Words,
  findings: z
    .array(
      z.object({
        kind: z.enum(findingKinds),
        words: know(z.string().trim().min(2).max(1000)),
        incident: z.boolean().default(false),
      }),
    )
    .max(20)
    .default([]),
});
export const HandOverVisit = z.object({ visitId: Id, hostId: Id, reason: Words });

export const visitSorts = ['starts', 'made'] as const;
export const VisitListQuery = z.object({
  state: z.enum(visitStates).nullable().default(null),
  kind: z.enum(visitKinds).nullable().default(null),
  foreign: z.boolean().default(false),
  mine: z.boolean().default(false),
  from: Day.nullable().default(null),
  to: Day.nullable().default(null),
  search: Search,
  sort: z.enum(visitSorts).default('starts'),
  direction: z.enum(['asc', 'desc']).default('desc'),
  after: After,
});
const VisitLine = z.object({
  id: z.string(),
  number: z.string(),
  kind: z.enum(visitKinds),
  unit: z.string(),
  host: z.string(),
  hostId: z.string(),
  firm: z.string(),
  country: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  visitors: z.int(),
  foreigners: z.int(),
  keyPlaces: z.int(),
  state: z.enum(visitStates),
});
export type VisitLineView = z.infer<typeof VisitLine>;
export const VisitList = z.object({ rows: z.array(VisitLine), next: z.string().nullable() });
export const VisitExport = VisitListQuery.omit({ after: true });
/** Visits of a month, by the days they touch. */
export const VisitMonthQuery = z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) });
export const VisitMonth = z.object({ rows: z.array(VisitLine), cut: z.boolean() });

const Opinion = z.object({
  step: Both.nullable(),
  person: z.string(),
  verdict: z.string(),
  reason: z.string(),
  decidedAt: z.string(),
});
export type OpinionView = z.infer<typeof Opinion>;
const SupplyLine = z.object({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  recipient: z.string(),
  country: z.string(),
  foreigner: z.boolean(),
  form: z.enum(supplyForms),
  secrecy: z.enum(secrecies),
  mark: z.string(),
  unit: z.string(),
  giver: z.string(),
  state: z.enum(supplyStates),
  givenOn: z.string().nullable(),
  returnBy: z.string().nullable(),
  returnedOn: z.string().nullable(),
});
export type SupplyLineView = z.infer<typeof SupplyLine>;
export const VisitPage = VisitLine.extend({
  unitId: z.string(),
  askedBy: z.string(),
  purpose: z.string(),
  mayShow: z.string(),
  mayNot: z.string(),
  devices: z.enum(deviceRules),
  devicesNote: z.string(),
  escorts: z.array(z.object({ id: z.string(), name: z.string() })),
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      firm: z.string(),
      position: z.string(),
      country: z.string(),
      foreigner: z.boolean(),
      documentKind: z.enum(documentKinds),
      documentTail: z.string(),
      /** Inside the house now. */
      inside: z.boolean(),
      cameAt: z.string().nullable(),
    }),
  ),
  route: z.array(
    z.object({
      id: z.string(),
      area: z.string(),
      keyPlaceId: z.string().nullable(),
      keyPlace: z.boolean(),
      unitId: z.string().nullable(),
      treatment: z.enum(treatments),
      preparation: z.string(),
      preparedAt: z.string().nullable(),
      preparedBy: z.string().nullable(),
      preparedNote: z.string(),
    }),
  ),
  entries: z.array(
    z.object({
      id: z.string(),
      visitor: z.string(),
      badgeNo: z.string(),
      arrivedAt: z.string(),
      arrivedBy: z.string(),
      devicesKept: z.boolean(),
      devices: z.string(),
      leftAt: z.string().nullable(),
      devicesBack: z.boolean(),
    }),
  ),
  findings: z.array(
    z.object({ id: z.string(), kind: z.enum(findingKinds), words: z.string(), incident: z.boolean() }),
  ),
  supplies: z.array(SupplyLine),
  checks: z.array(Both.extend({ code: z.string(), weight: z.enum(['stop', 'warn']) })),
  opinions: z.array(Opinion),
  report: z.string(),
  endReason: z.string(),
  approvedAt: z.string().nullable(),
  pendingId: z.string().nullable(),
  mayKeep: z.boolean(),
});
/** Key places and units a route can name, as far as the caller may know them. */
export const RouteChoices = z.object({
  keyPlaces: z.array(z.object({ id: z.string(), name: z.string(), unit: z.string() })),
});

const Supply = {
  visitId: Id.nullable().default(null),
  form: z.enum(supplyForms),
  title: know(z.string().trim().min(2).max(300)),
  content: Free,
  recipient: Short,
  country: Short,
  foreigner: z.boolean().default(false),
  contact: Brief,
  purpose: Words,
  /** Number of a carrier the caller sees; its mark is taken from there. */
  carrierNumber: z.string().trim().max(60).default(''),
  /** The mark as it is written, where no carrier is named; empty for what is no secret. */
  mark: z.string().trim().max(60).default(''),
  sampleNo: Brief,
  returnBy: Day.nullable().default(null),
};
export const ProposeSupply = z.object(Supply);
export const ChangeSupply = z.object({ supplyId: Id, ...Supply });
export const SupplyCall = z.object({ supplyId: Id });
export const SupplyReason = z.object({ supplyId: Id, reason: Words });
export const RecordPermission = z.object({
  supplyId: Id,
  permittedOn: Day,
  permittedBy: know(z.string().trim().min(2).max(150)),
  documentNo: Short,
  scan: ScanInput.nullable().default(null),
});
export const RecordAgreement = z.object({
  supplyId: Id,
  agreedOn: Day,
  agreementNo: Short,
  scan: ScanInput.nullable().default(null),
});
export const GiveSupply = z.object({
  supplyId: Id,
  givenOn: Day,
  receivedBy: Short,
  scan: ScanInput.nullable().default(null),
});
export const ReturnSupply = z.object({ supplyId: Id, returnedOn: Day, note: Free });
export const HandOverSupply = z.object({ supplyId: Id, giverId: Id, reason: Words });

export const SupplyListQuery = z.object({
  state: z.enum(supplyStates).nullable().default(null),
  secrecy: z.enum(secrecies).nullable().default(null),
  year: Year,
  foreign: z.boolean().default(false),
  late: z.boolean().default(false),
  recipient: know(z.string().trim().max(150)).default(''),
  country: know(z.string().trim().max(150)).default(''),
  search: Search,
  sort: z.enum(['made', 'given']).default('made'),
  direction: z.enum(['asc', 'desc']).default('desc'),
  after: After,
});
export const SupplyExport = SupplyListQuery.omit({ after: true });
export const SupplyList = z.object({ rows: z.array(SupplyLine), next: z.string().nullable() });
export const RecipientListQuery = z.object({ year: Year, search: Search, after: After });
/** What was given to whom: firms and their countries. */
export const RecipientList = z.object({
  rows: z.array(
    z.object({
      recipient: z.string(),
      country: z.string(),
      given: z.int(),
      secrets: z.int(),
      out: z.int(),
      lastOn: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
});
export type RecipientView = z.infer<typeof RecipientList>['rows'][number];
export const SupplyPage = SupplyLine.extend({
  unitId: z.string(),
  giverId: z.string(),
  askedBy: z.string(),
  content: z.string(),
  contact: z.string(),
  purpose: z.string(),
  sampleNo: z.string(),
  carrier: z.object({ id: z.string(), number: z.string() }).nullable(),
  visit: z.object({ id: z.string(), number: z.string() }).nullable(),
  permission: z.object({
    on: z.string().nullable(),
    by: z.string(),
    no: z.string(),
    scanId: z.string().nullable(),
  }),
  agreement: z.object({ on: z.string().nullable(), no: z.string(), scanId: z.string().nullable() }),
  receivedBy: z.string(),
  receiptScanId: z.string().nullable(),
  note: z.string(),
  /** What is still missing before it may go to review. */
  missing: z.array(z.enum(['permission', 'agreement'])),
  barred: z.boolean(),
  opinions: z.array(Opinion),
  pendingId: z.string().nullable(),
  mayKeep: z.boolean(),
});

export const visitObligations = {
  'visit.prepare': { zh: '来访前处置参观路线', en: 'Prepare the route before a visit' },
  'visit.finish': { zh: '来访办结报告', en: 'Report on a visit' },
  'supply.return': { zh: '收回对外提供的资料', en: 'Take back what was given to outsiders' },
} as const satisfies Record<string, Bilingual>;

export const visitErrors = {
  'visit.days': {
    status: 422,
    zh: '结束日期不能早于开始日期。',
    en: 'The last day must not be before the first.',
  },
  'visit.state': {
    status: 409,
    zh: '此次来访“{state}”，不能办理这一步。{next}',
    en: 'This visit is “{state}”; this step cannot be taken. {next}',
  },
  'visit.pending': {
    status: 409,
    zh: '此次来访已送审，等待决定。需要修改的，先撤回申请。',
    en: 'This visit is under review. Withdraw the request to change it.',
  },
  'visit.unready': {
    status: 409,
    zh: '还不能送审：{what}',
    en: 'It cannot go to review yet: {what}',
  },
  'visit.full': {
    status: 422,
    zh: '一次来访最多登记 {max} 人。',
    en: 'A visit has at most {max} visitors.',
  },
  'visit.document': {
    status: 422,
    zh: '登记了证件类型，请填写证件号码；没有证件的选“未登记”。',
    en: 'Enter the number of the document, or say that none is entered.',
  },
  'visit.stop.prepared': { status: 409, zh: '此处已登记处置完毕。', en: 'This place is prepared already.' },
  'visit.stop.nothing': {
    status: 409,
    zh: '此处按正常参观安排，无需处置。',
    en: 'This place is seen as it is; there is nothing to prepare.',
  },
  'visit.unprepared': {
    status: 409,
    zh: '参观路线还有 {count} 处没有处置完毕，不能放行。请先处置并登记。',
    en: '{count} places on the route are not prepared. Prepare and record them before letting anybody in.',
  },
  'visit.not.today': {
    status: 409,
    zh: '批准的来访日期是 {from} 至 {to}，今天不能放行。改期须重新审批。',
    en: 'The visit is approved for {from} to {to}; nobody is let in today. Other days need approval again.',
  },
  'visit.inside': { status: 409, zh: '所选人员已登记进入。', en: 'Somebody chosen is inside already.' },
  'visit.not.inside': {
    status: 409,
    zh: '所选人员没有登记进入。',
    en: 'Somebody chosen has not been entered.',
  },
  'visit.devices.kept': {
    status: 409,
    zh: '批准的要求是手机等设备集中存放，请收存后再登记进入。',
    en: 'By the approved plan devices are kept at the door. Take them before entering the visitor.',
  },
  'visit.still.inside': {
    status: 409,
    zh: '还有 {count} 人没有登记离开，不能办结。',
    en: '{count} visitors have not been entered as having left; it cannot be finished.',
  },
  'visit.documents.who': {
    status: 403,
    zh: '证件号码只供接待人、陪同人员和该单位的保密员、部门负责人、文书查阅。',
    en: 'Numbers of documents are for the host, the escorts, and officer, unit leader and clerk over the unit.',
  },
  'supply.state': {
    status: 409,
    zh: '此项提供“{state}”，不能办理这一步。{next}',
    en: 'This is “{state}”; this step cannot be taken. {next}',
  },
  'supply.pending': {
    status: 409,
    zh: '此项已送审，等待决定。需要修改的，先撤回申请。',
    en: 'This is under review. Withdraw the request to change it.',
  },
  'supply.carrier.unknown': {
    status: 422,
    zh: '没有找到编号为 {number} 的载体。请核对编号；编号重复的，请由其台账管理员办理。',
    en: 'No carrier {number} was found. Check the number; where it stands twice, the keeper of its register enters this.',
  },
  'supply.mark.unknown': {
    status: 422,
    zh: '“{mark}”不是可识别的密级标志。请按“机密★10年”填写；不涉密的留空。',
    en: '“{mark}” is no mark. Write it as 机密★10年, or leave it empty for what is no secret.',
  },
  'supply.barred': {
    status: 409,
    zh: '绝密级国家秘密载体禁止出境，也不得提供给境外人员（实施条例第二十九条）。不能送审。',
    en: 'Top secrets are never given to foreigners or taken abroad (implementing regulations art. 29). It cannot go to review.',
  },
  'supply.missing': {
    status: 409,
    zh: '还不能送审，缺少：{what}。对外提供国家秘密须经有审批权限的部门批准并签订保密协议（保守国家秘密法第三十七条）。',
    en: 'It cannot go to review yet; missing: {what}. State secrets are given out only with permission under law and an agreement (State Secrets Law art. 37).',
  },
  'supply.raised': {
    status: 409,
    zh: '审批之后密级标志已变为“{mark}”。请修改后重新送审。',
    en: 'The mark has become “{mark}” since it was approved. Change it and send it to review again.',
  },
  'supply.day.future': { status: 422, zh: '日期不能晚于今天。', en: 'The day must not lie in the future.' },
  'supply.return.past': {
    status: 422,
    zh: '收回期限不能早于今天。',
    en: 'The day of return must not have passed.',
  },
  'supply.not.returned': {
    status: 409,
    zh: '此项没有约定收回。',
    en: 'Nothing is to be returned of this.',
  },
} as const satisfies ErrorList;

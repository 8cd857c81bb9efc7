import { z } from 'zod';
import { dutyNames, powers } from '../access/actor.ts';
import type { Bilingual } from '../command/define.ts';
import type { ErrorList } from '../command/refusal.ts';

export const unitKinds = ['group', 'company', 'plant', 'bureau', 'department', 'section'] as const;
export const grades = ['CORE', 'IMPORTANT', 'GENERAL'] as const;
export const bodyKinds = ['committee', 'leading-group', 'office'] as const;
export { dutyNames };

/** Names of duties as the house writes them. */
export const dutyTitles: Readonly<Record<(typeof dutyNames)[number], Bilingual>> = {
  'first-responsible': { zh: '主要负责人', en: 'First responsible person' },
  'leader-in-charge': { zh: '分管保密领导', en: 'Leader in charge of secrecy' },
  'line-leader': { zh: '业务分管领导', en: 'Leader of a business line' },
  'unit-leader': { zh: '部门负责人', en: 'Head of unit' },
  officer: { zh: '保密员', en: 'Confidentiality officer' },
  'document-clerk': { zh: '机要文件管理员', en: 'Document clerk' },
  'cipher-clerk': { zh: '密码电报管理员', en: 'Cipher clerk' },
  classifier: { zh: '定密责任人', en: 'Responsible classifier' },
  'device-keeper': { zh: '设备管理员', en: 'Device keeper' },
  inspector: { zh: '保密检查员', en: 'Inspector' },
  personnel: { zh: '人事管理员', en: 'Personnel officer' },
  reviewer: { zh: '保密审查员', en: 'Reviewer' },
  teacher: { zh: '保密教员', en: 'Teacher' },
};
export const powerTitles: Readonly<Record<(typeof powers)[number], Bilingual>> = {
  system: { zh: '系统管理员', en: 'System administrator' },
  security: { zh: '安全保密管理员', en: 'Security administrator' },
  audit: { zh: '安全审计员', en: 'Security auditor' },
};
/** Duties every unit with access must have somebody in; a unit lacking one is flagged (ORG-2). */
export const requiredDuties = ['first-responsible', 'leader-in-charge', 'officer'] as const;

const Name = z.string().trim().min(1).max(100);
const PersonName = z.string().trim().min(1).max(60);
const Id = z.uuid();
const Day = z.iso.date();
const Reason = z.string().trim().min(2).max(300);

export const AddUnit = z.object({
  parentId: Id,
  kind: z.enum(unitKinds),
  name: Name,
  code: z.string().trim().max(40).nullable().default(null),
  position: z.int().min(0).max(10_000).default(0),
});
export const ChangeUnit = z.object({
  unitId: Id,
  name: Name,
  code: z.string().trim().max(40).nullable(),
  position: z.int().min(0).max(10_000),
});
export const MoveUnit = z.object({ unitId: Id, parentId: Id, reason: Reason });
export const EndUnit = z.object({ unitId: Id, endedOn: Day });
export const AddPost = z.object({ unitId: Id, name: Name, grade: z.enum(grades).nullable().default(null) });
export const EndPost = z.object({ postId: Id, endedOn: Day });
export const AddPerson = z.object({
  name: PersonName,
  staffNo: z.string().trim().max(40).nullable().default(null),
  unitId: Id,
});
export const ChangePerson = z.object({
  personId: Id,
  name: PersonName,
  staffNo: z.string().trim().max(40).nullable(),
  unitId: Id,
});
export const FreezePerson = z.object({ personId: Id, reason: Reason });
export const AssignPost = z.object({ personId: Id, postId: Id, startedOn: Day });
export const EndHolding = z.object({ holdingId: Id, endedOn: Day });
export const SetClearance = z.object({
  personId: Id,
  grade: z.enum(grades).nullable(),
  schemes: z.array(z.string().max(40)).max(8),
  decidedOn: Day,
});
export const GrantDuty = z.object({
  personId: Id,
  duty: z.enum(dutyNames),
  unitId: Id,
  line: z.string().trim().max(60).nullable().default(null),
  /** The highest level a classifier may decide, and its scheme; null: as far as the authority of his body goes. */
  bound: z
    .object({ scheme: z.string().max(64), level: z.string().max(32) })
    .nullable()
    .default(null),
  startedOn: Day,
  endedOn: Day.nullable().default(null),
});
export const RevokeDuty = z.object({ dutyId: Id, reason: Reason });
export const EndDuty = z.object({ dutyId: Id, endedOn: Day, reason: Reason });
export const Deputise = z.object({ dutyId: Id, deputyId: Id, startedOn: Day, endedOn: Day, reason: Reason });
export const AddBody = z.object({
  unitId: Id,
  kind: z.enum(bodyKinds),
  name: Name,
  termFrom: Day,
  termTo: Day.nullable().default(null),
});
export const AddBodyMember = z.object({
  bodyId: Id,
  personId: Id,
  role: z.string().trim().min(1).max(40),
  duties: z.string().trim().max(200).default(''),
  startedOn: Day,
});
export const EndBodyMember = z.object({ memberId: Id, endedOn: Day });
/** Rows of an Excel list of units and people, read and checked before. A unit is named by its path of names. */
export const ImportOrganisation = z.object({
  rows: z
    .array(
      z.object({
        row: z.int(),
        unitPath: z.array(Name).min(1).max(8),
        unitKind: z.enum(unitKinds).default('department'),
        person: PersonName.nullable(),
        staffNo: z.string().trim().max(40).nullable(),
        post: Name.nullable(),
        grade: z.enum(grades).nullable(),
      }),
    )
    .min(1)
    .max(20_000),
});

export const UnitTree = z.object({
  units: z.array(
    z.object({
      id: z.string(),
      parentId: z.string().nullable(),
      kind: z.enum(unitKinds),
      name: z.string(),
      code: z.string().nullable(),
      position: z.int(),
      people: z.int(),
      /** Required duties nobody holds in this unit or, for departments and sections, above it (ORG-2). */
      lacking: z.array(z.enum(dutyNames)),
    }),
  ),
});
const DutyLine = z.object({
  id: z.string(),
  duty: z.enum(dutyNames),
  personId: z.string(),
  person: z.string(),
  unitId: z.string(),
  unit: z.string(),
  line: z.string().nullable(),
  startedOn: z.string(),
  endedOn: z.string().nullable(),
  deputyFor: z.string().nullable(),
});
export const UnitPage = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(unitKinds),
  code: z.string().nullable(),
  position: z.int(),
  path: z.array(z.object({ id: z.string(), name: z.string() })),
  duties: z.array(DutyLine),
  lacking: z.array(z.enum(dutyNames)),
  posts: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      grade: z.enum(grades).nullable(),
      holders: z.array(
        z.object({ holdingId: z.string(), personId: z.string(), name: z.string(), startedOn: z.string() }),
      ),
    }),
  ),
  people: z.array(
    z.object({ id: z.string(), name: z.string(), staffNo: z.string().nullable(), frozen: z.boolean() }),
  ),
  bodies: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(bodyKinds),
      name: z.string(),
      termFrom: z.string(),
      termTo: z.string().nullable(),
      members: z.array(
        z.object({ id: z.string(), person: z.string(), role: z.string(), duties: z.string() }),
      ),
    }),
  ),
});
export const PersonListQuery = z.object({
  search: z.string().trim().max(60).default(''),
  unitId: Id.nullable().default(null),
  after: z.string().max(200).nullable().default(null),
  limit: z.int().min(1).max(100).default(50),
});
export const PersonList = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      staffNo: z.string().nullable(),
      unit: z.string(),
      unitId: z.string(),
      posts: z.array(z.string()),
      frozen: z.boolean(),
    }),
  ),
  next: z.string().nullable(),
});
export const PersonPage = z.object({
  id: z.string(),
  name: z.string(),
  staffNo: z.string().nullable(),
  unitId: z.string(),
  unit: z.string(),
  frozen: z.boolean(),
  holdings: z.array(
    z.object({
      id: z.string(),
      post: z.string(),
      unit: z.string(),
      grade: z.enum(grades).nullable(),
      startedOn: z.string(),
      endedOn: z.string().nullable(),
    }),
  ),
  duties: z.array(DutyLine),
  /** Only for the person, who keeps people's files, and who grants. */
  clearances: z.array(
    z.object({
      scheme: z.string(),
      levelRank: z.int(),
      grade: z.enum(grades).nullable(),
      decidedOn: z.string(),
    }),
  ),
});

export const orgErrors = {
  'org.unit.ended': { status: 409, zh: '该机构已撤销。', en: 'This unit has ended.' },
  'org.unit.in.use': {
    status: 409,
    zh: '该机构下还有 {people} 人、{units} 个下级机构、{registers} 本台账，不能撤销。请先调整。',
    en: 'The unit still has {people} people, {units} units below it and {registers} registers and cannot end. Move them first.',
  },
  'org.unit.root': {
    status: 409,
    zh: '最上级机构不能移到其他机构之下。',
    en: 'The topmost unit cannot be moved below another.',
  },
  'org.unit.cycle': {
    status: 409,
    zh: '不能移到本机构或其下级机构之下。请另选上级机构。',
    en: 'A unit cannot be moved below itself. Choose another unit above it.',
  },
  'org.unit.there': {
    status: 409,
    zh: '该机构已在“{parent}”之下。',
    en: 'The unit already lies below “{parent}”.',
  },
  'org.code.taken': { status: 409, zh: '机构代码 {code} 已被使用。', en: 'The unit code {code} is taken.' },
  'org.staffno.taken': {
    status: 409,
    zh: '工号 {staffNo} 已被使用。',
    en: 'The staff number {staffNo} is taken.',
  },
  'org.already.held': { status: 409, zh: '此人已任该岗位。', en: 'The person already holds this post.' },
  'org.duty.administrator': {
    status: 409,
    zh: '三名管理员不得兼任业务职责。请指定他人。',
    en: 'The three administrators may hold no duty. Name somebody else.',
  },
  'org.duty.bound': {
    status: 422,
    zh: '只有定密责任人的职责可以限定密级，且密级须在所选体系之内。',
    en: 'Only the duty of a classifier is bound by level, and the level must be one of the scheme.',
  },
  'org.duty.held': { status: 409, zh: '此人已有该职责。', en: 'The person already has this duty.' },
  'org.deputy.self': { status: 422, zh: '不能由本人代理本人。', en: 'Nobody can be his own deputy.' },
  'org.deputy.passed.on': {
    status: 409,
    zh: '代理的职责不能再转给他人代理。',
    en: 'A deputy cannot pass the duty on.',
  },
  'org.deputy.clearance': {
    status: 409,
    zh: '代理人的涉密等级不足以承担该职责。请指定等级相当的人员。',
    en: 'The deputy is not cleared high enough for this duty. Name somebody with sufficient clearance.',
  },
  'org.dates.reversed': {
    status: 422,
    zh: '结束日期不能早于开始日期。',
    en: 'The end must not lie before the beginning.',
  },
  'org.frozen.already': { status: 409, zh: '此人的权限已冻结。', en: 'The person is already frozen.' },
  'org.frozen.not': { status: 409, zh: '此人的权限未冻结。', en: 'The person is not frozen.' },
  'org.frozen.self': {
    status: 409,
    zh: '不能冻结或恢复本人。',
    en: 'You cannot freeze or restore yourself.',
  },
  'org.person.left': { status: 409, zh: '此人已离开本单位。', en: 'The person has left.' },
  'org.frozen.administrator': {
    status: 409,
    zh: '三名管理员不能冻结，否则无人能够恢复。请由系统管理员申请重置其账号。',
    en: 'An administrator cannot be frozen, for nobody might be left to restore. Have the system administrator ask for a reset of the account.',
  },
  'org.ended.already': {
    status: 409,
    zh: '已于或定于 {endedOn} 结束，只能提前，不能推迟。',
    en: 'It ended or is to end on {endedOn}; an end can be moved forward only, never back.',
  },
  'org.date.future': {
    status: 422,
    zh: '日期不能晚于今天。',
    en: 'The date must not lie in the future.',
  },
  'org.deputy.outlasts': {
    status: 422,
    zh: '代理期须在该职责的任期之内，且尚未结束。',
    en: 'A deputy stands in within the term of the duty, and not for days gone by.',
  },
  'org.member.already': {
    status: 409,
    zh: '此人已是该机构成员。',
    en: 'The person is already a member of this body.',
  },
  'org.clearance.self': {
    status: 409,
    zh: '不能为本人确定涉密等级。安全保密管理员本人的涉密等级须待更换管理员后由他人确定。',
    en: 'You cannot decide your own clearance. That of the security administrator is decided once another holds the power.',
  },
  'org.clearance.scheme': {
    status: 422,
    zh: '没有名为 {scheme} 的密级体系，或其未被选定。',
    en: 'There is no scheme {scheme}, or it was not chosen.',
  },
  'org.clearance.level': {
    status: 422,
    zh: '{scheme} 中不能授予所选的级别。',
    en: 'The level chosen cannot be granted in {scheme}.',
  },
  'org.clearance.grade': {
    status: 422,
    zh: '国家秘密按涉密等级授权：选定涉密等级时须同时选定该密级体系，反之亦然。',
    en: 'State secrets are cleared by grade: a grade needs its scheme and the scheme needs a grade.',
  },
} as const satisfies ErrorList;

/** Input of `org.setClearance`: schemes that clear by grant may name the level; else it is the lowest that needs clearance. */
export const SetClearanceByLevel = SetClearance.extend({
  levels: z.record(z.string().max(40), z.string().max(32)).default({}),
});

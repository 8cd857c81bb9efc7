import type { Bilingual } from '@fengni/kernel/command/define';
import type { ErrorList } from '@fengni/kernel/command/refusal';
import { know } from '@fengni/kernel/command/tier';
import { Mark } from '@fengni/schemes/mark';
import { z } from 'zod';
import { Action } from '../carriers/contract.ts';
import {
  catalogueItemsMax,
  catalogueStates,
  gapCodes,
  itemOrigins,
  itemWarnings,
  placeKinds,
  placeStates,
} from './rules.ts';

const Id = z.uuid();
const Day = z.iso.date();
const After = z.string().max(300).nullable().default(null);
const Words = (max: number) => z.string().trim().max(max);
const Scheme = z.string().min(1).max(64);
/** What people type about a matter tells what is secret: the log keeps none of it. */
const Reason = know(z.string().trim().min(2).max(300));

// Scope catalogues of superiors (保密事项范围): brought in, never shipped
export const ScopeItemInput = z.object({
  number: Words(40).default(''),
  field: Words(100).default(''),
  name: z.string().trim().min(1).max(500),
  mark: Mark,
  scopeText: Words(500).default(''),
  tier: Words(100).default(''),
});
export type ScopeItemInput = z.infer<typeof ScopeItemInput>;
export const ImportScopeCatalogue = z.object({
  unitId: Id,
  scheme: Scheme,
  title: know(z.string().trim().min(1).max(200)),
  issuingBody: know(z.string().trim().min(1).max(100)),
  documentNo: know(Words(60)).default(''),
  /** The mark the scope catalogue bears itself. */
  mark: Mark,
  inForceFrom: Day,
  inForceTo: Day.nullable().default(null),
  fileDigest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  items: know(z.array(ScopeItemInput).min(1).max(catalogueItemsMax)),
});
export const EndScopeCatalogue = z.object({ scopeCatalogueId: Id, lastDay: Day });

// Catalogue of matters
export const ItemFields = z.object({
  number: Words(40).default(''),
  name: z.string().trim().min(1).max(300),
  mark: Mark,
  scopeText: Words(500).default(''),
  /** The item of a scope catalogue it rests on, or the citation in words: one of the two. */
  scopeItemId: Id.nullable().default(null),
  basis: Words(300).default(''),
  ownerUnitId: Id.nullable().default(null),
  ownerPostId: Id.nullable().default(null),
  origin: z.enum(itemOrigins).default('own'),
  link: Words(100).default(''),
});
export type ItemFields = z.infer<typeof ItemFields>;
export const BeginCatalogue = z.object({
  unitId: Id,
  scheme: Scheme,
  from: z.enum(['in-force', 'empty']).default('in-force'),
});
export const PutItem = z.object({
  catalogueId: Id,
  /** Absent: a new line at the end. */
  itemId: Id.nullable().default(null),
  item: know(ItemFields),
});
export const DropItem = z.object({ catalogueId: Id, itemId: Id });
export const OrderItems = z.object({
  catalogueId: Id,
  itemIds: z.array(Id).min(1).max(catalogueItemsMax),
});
export const ImportItems = z.object({
  catalogueId: Id,
  mode: z.enum(['append', 'replace']),
  fileDigest: z.string().regex(/^[0-9a-f]{64}$/),
  items: know(z.array(ItemFields).min(1).max(catalogueItemsMax)),
});
export const StateMark = z.object({
  catalogueId: Id,
  /** Null: the highest mark of its items. */
  mark: Mark.nullable(),
});
export const SubmitCatalogue = z.object({ catalogueId: Id, reason: Reason });
export const DropDraft = z.object({ catalogueId: Id });
export const ConfirmReview = z.object({ catalogueId: Id });
export const RecordFiling = z.object({
  catalogueId: Id,
  filedOn: Day,
  filedWith: z.string().trim().min(1).max(100),
  filedNo: Words(60).default(''),
});

// Key departments and sites
const PlaceFields = {
  kind: z.enum(placeKinds),
  name: know(z.string().trim().min(1).max(100)),
  place: know(Words(100)).default(''),
  /** Level of cn-state-secret: the highest handled there. */
  level: z.string().max(32),
  reason: know(z.string().trim().min(4).max(500)),
  keeperId: Id.nullable().default(null),
  postId: Id.nullable().default(null),
};
export const ProposePlace = z.object({ unitId: Id, ...PlaceFields });
export const ChangePlace = z.object({ placeId: Id, ...PlaceFields });
export const SubmitPlace = z.object({ placeId: Id });
export const DropPlace = z.object({ placeId: Id });
export const EndPlace = z.object({ placeId: Id, endReason: know(z.string().trim().min(4).max(500)) });
export const ConfirmPlace = z.object({
  placeId: Id,
  confirmedOn: Day,
  confirmedBy: z.string().trim().min(1).max(100),
  confirmedNo: Words(60).default(''),
});
export const NameKeeper = z.object({ placeId: Id, keeperId: Id, postId: Id.nullable().default(null) });

// Queries
export const CatalogueListQuery = z.object({
  unitId: Id.nullable().default(null),
  scheme: Scheme.nullable().default(null),
  state: z.enum(catalogueStates).nullable().default(null),
  after: After,
});
const CatalogueLine = z.object({
  id: z.string(),
  unitId: z.string(),
  unit: z.string(),
  scheme: z.string(),
  version: z.number(),
  state: z.enum(catalogueStates),
  /** The request by which it waits for approval. */
  approvalId: z.string().nullable(),
  mark: z.string(),
  colour: z.string().nullable(),
  begunOn: z.string(),
  inForceFrom: z.string().nullable(),
  supersededOn: z.string().nullable(),
  filedOn: z.string().nullable(),
  reviewedOn: z.string().nullable(),
});
export type CatalogueLine = z.infer<typeof CatalogueLine>;
export const CatalogueList = z.object({ rows: z.array(CatalogueLine), next: z.string().nullable() });

/** One line of a catalogue, with its basis and owner in words. */
const Item = z.object({
  id: z.string(),
  lineId: z.string(),
  number: z.string(),
  name: z.string(),
  scheme: z.string(),
  level: z.string(),
  validity: Mark.shape.validity,
  mark: z.string(),
  colour: z.string().nullable(),
  scopeText: z.string(),
  scopeItemId: z.string().nullable(),
  /** The item of the scope catalogue in words, where the caller may know it. */
  scopeItem: z.string().nullable(),
  /** The citation as entered. */
  citation: z.string(),
  /** Both together: what stands on paper. */
  basis: z.string(),
  ownerUnitId: z.string().nullable(),
  ownerPostId: z.string().nullable(),
  owner: z.string(),
  origin: z.enum(itemOrigins),
  link: z.string(),
  warnings: z.array(z.enum(itemWarnings)),
});
export type ItemView = z.infer<typeof Item>;

export const CatalogueOpenQuery = z.object({ catalogueId: Id });
export const CataloguePage = CatalogueLine.extend({
  markStated: z.boolean(),
  basedOn: z.string().nullable(),
  begunBy: z.string(),
  filedWith: z.string(),
  filedNo: z.string(),
  /** False: the caller handles the list and may not know what is on it. */
  known: z.boolean(),
  items: z.array(Item),
  reviews: z.array(
    z.object({ on: z.string(), by: z.string(), outcome: z.enum(['unchanged', 'new-version']) }),
  ),
  consents: z.array(z.object({ step: z.string(), person: z.string(), at: z.string() })),
  /** Other versions of the same list, the newest first. */
  versions: z.array(
    z.object({ id: z.string(), version: z.number(), state: z.enum(catalogueStates), mark: z.string() }),
  ),
  actions: z.array(Action),
  next: z.string().nullable(),
});

export const CurrentItemsQuery = z.object({
  unitId: Id.nullable().default(null),
  scheme: Scheme.nullable().default(null),
  level: z.string().max(32).nullable().default(null),
  origin: z.enum(itemOrigins).nullable().default(null),
  words: know(Words(100)).default(''),
  after: After,
});
export const CurrentItems = z.object({
  rows: z.array(
    Item.omit({ warnings: true }).extend({
      catalogueId: z.string(),
      unitId: z.string(),
      unit: z.string(),
    }),
  ),
  next: z.string().nullable(),
});

export const matchRowsMax = 20;
export const CatalogueMatchQuery = z.object({
  unitId: Id,
  scheme: Scheme.optional(),
  words: know(z.string().trim().min(2).max(500)),
});
export const CatalogueMatch = z.object({
  rows: z.array(
    z.object({
      /** `item`: of a catalogue in force of the unit or one above; `scope`: of a superior's scope catalogue. */
      kind: z.enum(['item', 'scope']),
      id: z.string(),
      number: z.string(),
      name: z.string(),
      scheme: z.string(),
      level: z.string(),
      validity: Mark.shape.validity,
      mark: z.string(),
      colour: z.string().nullable(),
      scopeText: z.string(),
      /** The citation, ready to be quoted as the basis of a determination. */
      basis: z.string(),
      /** Two-character grams it shares with the words. */
      shared: z.number(),
    }),
  ),
});

export const ScopeListQuery = z.object({ current: z.boolean().default(false), after: After });
const ScopeLine = z.object({
  id: z.string(),
  unitId: z.string(),
  unit: z.string(),
  scheme: z.string(),
  title: z.string(),
  issuingBody: z.string(),
  documentNo: z.string(),
  mark: z.string(),
  colour: z.string().nullable(),
  inForceFrom: z.string(),
  inForceTo: z.string().nullable(),
  current: z.boolean(),
  items: z.number(),
});
export const ScopeList = z.object({ rows: z.array(ScopeLine), next: z.string().nullable() });
export const ScopePageQuery = z.object({ scopeCatalogueId: Id });
export const ScopePage = ScopeLine.extend({
  importedBy: z.string(),
  importedAt: z.string(),
  actions: z.array(Action),
});
const ScopeItem = z.object({
  id: z.string(),
  number: z.string(),
  field: z.string(),
  name: z.string(),
  level: z.string(),
  validity: Mark.shape.validity,
  mark: z.string(),
  colour: z.string().nullable(),
  scopeText: z.string(),
  tier: z.string(),
  catalogue: z.string(),
});
export const ScopeItemsQuery = z.object({
  /** Null: of all scope catalogues in force. */
  scopeCatalogueId: Id.nullable().default(null),
  scheme: Scheme.nullable().default(null),
  words: know(Words(100)).default(''),
  after: After,
});
export const ScopeItems = z.object({ rows: z.array(ScopeItem), next: z.string().nullable() });

const Place = z.object({
  id: z.string(),
  unitId: z.string(),
  unit: z.string(),
  ordinal: z.number(),
  kind: z.enum(placeKinds),
  name: z.string(),
  place: z.string(),
  reason: z.string(),
  level: z.string(),
  levelWords: z.string(),
  colour: z.string().nullable(),
  keeperId: z.string().nullable(),
  keeper: z.string(),
  postId: z.string().nullable(),
  post: z.string(),
  state: z.enum(placeStates),
  approvalId: z.string().nullable(),
  determinedOn: z.string().nullable(),
  confirmedOn: z.string().nullable(),
  confirmedBy: z.string(),
  confirmedNo: z.string(),
  endedOn: z.string().nullable(),
  actions: z.array(Action),
});
export type PlaceView = z.infer<typeof Place>;
export const ThreeQuery = z.object({
  unitId: Id.nullable().default(null),
  placeId: Id.nullable().default(null),
});
export const ThreePage = z.object({
  unitId: z.string(),
  unit: z.string(),
  list: CatalogueLine.extend({
    known: z.boolean(),
    items: z.array(
      z.object({
        id: z.string(),
        number: z.string(),
        name: z.string(),
        mark: z.string(),
        colour: z.string().nullable(),
        origin: z.enum(itemOrigins),
      }),
    ),
  }).nullable(),
  places: z.array(Place),
  posts: z.array(
    z.object({
      id: z.string(),
      unit: z.string(),
      name: z.string(),
      grade: z.enum(['CORE', 'IMPORTANT', 'GENERAL']),
      holders: z.array(z.object({ personId: z.string(), name: z.string() })),
    }),
  ),
  gaps: z.array(z.object({ code: z.enum(gapCodes), about: z.string() })),
  actions: z.array(Action),
});

// Files read into a draft: what was understood, and what is wrong with which row
export const CatalogueFileForm = z.object({
  unitId: Id,
  kind: z.enum(['matters', 'scope']),
  scheme: Scheme,
});
export type CatalogueFileForm = z.infer<typeof CatalogueFileForm>;
const FileFault = z.object({
  sheet: z.string(),
  row: z.number(),
  column: z.string(),
  value: z.string(),
  zh: z.string(),
  en: z.string(),
});
export const CatalogueFilePlan = z.object({
  fileDigest: z.string(),
  columns: z.array(z.object({ letter: z.string(), header: z.string(), field: z.string().nullable() })),
  matters: z.array(ItemFields),
  scopes: z.array(ScopeItemInput),
  faults: z.array(FileFault),
});
export type CatalogueFilePlan = z.infer<typeof CatalogueFilePlan>;

export const catalogueObligations = {
  'catalogue.file': {
    zh: '将保密事项目录报同级保密行政管理部门备案',
    en: 'File the list of matters with the same-level bureau',
  },
  'key-place.confirm': {
    zh: '将保密要害部门、部位报保密行政管理部门确认',
    en: 'Have a key department or site confirmed by the bureau',
  },
} as const satisfies Record<string, Bilingual>;

export const catalogueErrors = {
  'catalogue.scheme.unknown': {
    status: 422,
    zh: '没有这一密级类别的规则包。请换一个类别，或请系统管理员装入规则包。',
    en: 'There is no policy pack of this scheme. Choose another one, or have the system administrator load it.',
  },
  'catalogue.draft.standing': {
    status: 409,
    zh: '本单位已有一份正在拟制的目录（第 {version} 版）。请在那一份上继续，或先作废。',
    en: 'A draft of this list stands already (version {version}). Go on with it, or drop it first.',
  },
  'catalogue.not.draft': {
    status: 409,
    zh: '这一版不是草稿，不能再改。需要修改的，请新建一版。',
    en: 'This version is not a draft and stays as it is. Begin a new version to change anything.',
  },
  'catalogue.pending': {
    status: 409,
    zh: '正在审批中，不能修改。需要修改的，请由申请人先撤回申请。',
    en: 'It is waiting for approval and cannot be changed. Whoever asked must withdraw the request first.',
  },
  'catalogue.not.in.force': {
    status: 409,
    zh: '只有现行有效的一版可以复核、备案。',
    en: 'Only the version in force is reviewed and filed.',
  },
  'catalogue.empty': {
    status: 409,
    zh: '目录里还没有事项，不能报批。请先填写，或从表格导入。',
    en: 'There are no matters on the list yet. Enter them or import a table, then submit.',
  },
  'catalogue.unchanged': {
    status: 409,
    zh: '与现行版本没有差别，不必报批。经复核无变化的，请登记“复核无变化”，并作废本草稿。',
    en: 'Nothing differs from the version in force. Record the review as unchanged instead and drop this draft.',
  },
  'catalogue.too.many': {
    status: 422,
    zh: '一份目录最多 {max} 项。请按部门分设目录。',
    en: 'A list has at most {max} items. Keep one for each department.',
  },
  'catalogue.order.items': {
    status: 409,
    zh: '事项已有增减，没有重新排序。请刷新页面后再排。',
    en: 'Items were added or dropped meanwhile; nothing was reordered. Reload the page and order them again.',
  },
  'catalogue.mark.refused': {
    status: 422,
    zh: '“{name}”的密级和期限不成立：{why}',
    en: 'Level and term of "{name}" do not stand: {why}',
  },
  'catalogue.mark.scheme': {
    status: 422,
    zh: '“{name}”的密级属于另一类别。本目录只收 {scheme}。',
    en: 'The level of "{name}" is of another scheme. This list holds {scheme} only.',
  },
  'catalogue.mark.uncleared': {
    status: 403,
    zh: '你的涉密等级不足以接触这一密级。请由涉密等级足够的保密员或定密责任人办理。',
    en: 'You are not cleared for this level. An officer or classifier who is must do it.',
  },
  'catalogue.basis.missing': {
    status: 422,
    zh: '“{name}”没有定密依据。请选保密事项范围中的条目，或写明依据。',
    en: '"{name}" has no basis. Choose an item of a scope catalogue, or cite the basis in words.',
  },
  'catalogue.owner.outside': {
    status: 422,
    zh: '“{name}”的责任单位或岗位不在本单位内。请改选。',
    en: 'The owner of "{name}" is no unit or post of this unit. Choose another one.',
  },
  'catalogue.day.future': {
    status: 422,
    zh: '日期不能晚于今天。请核对。',
    en: 'The day lies in the future. Check it.',
  },
  'scope.term': {
    status: 422,
    zh: '废止日期不能早于施行日期。请核对。',
    en: 'The last day lies before the first. Check the days.',
  },
  'scope.ended': {
    status: 409,
    zh: '这份保密事项范围已经登记了废止日期。',
    en: 'The last day of this scope catalogue is on record already.',
  },
  'key-place.state': {
    status: 409,
    zh: '现在不能这样做：该处的状态已经改变。请刷新页面。',
    en: 'This cannot be done now: the state of the place has changed. Reload the page.',
  },
  'key-place.level': {
    status: 422,
    zh: '没有这一密级。保密要害部门、部位按国家秘密的密级确定。',
    en: 'There is no such level. Key departments and sites are determined by levels of state secrets.',
  },
  'key-place.keeper.missing': {
    status: 409,
    zh: '还没有责任人或责任岗位，不能报批。请先指定。',
    en: 'Nobody is responsible for it yet: name a keeper or a post, then submit.',
  },
  'catalogue.file.unreadable': {
    status: 422,
    zh: '文件没有读取：{why}',
    en: 'The file was not read: {why}',
  },
  'catalogue.file.too.large': {
    status: 413,
    zh: '文件超过 {max} MB。请分开导入。',
    en: 'The file is over {max} MB. Split it.',
  },
} as const satisfies ErrorList;

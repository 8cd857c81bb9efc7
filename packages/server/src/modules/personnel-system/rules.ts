import type { Bilingual } from '@fengni/kernel/command/define';

/** What a delivery can differ in from the house. */
export const differenceKinds = ['new', 'renamed', 'moved', 'posts', 'gone'] as const;
export type DifferenceKind = (typeof differenceKinds)[number];
/** Kinds the office may let apply by themselves; nobody goes by himself. */
export const automaticKinds = ['new', 'renamed', 'moved'] as const;
export const troubles = [
  'frozen',
  'left',
  'leaving',
  'engaged',
  'namesake',
  'unit-unknown',
  'unit-outside',
  'cleared',
] as const;
export type Trouble = (typeof troubles)[number];
export const differenceStates = ['open', 'applied', 'dismissed', 'superseded'] as const;
export type DifferenceState = (typeof differenceStates)[number];

/** People of one delivery at most. */
export const deliveryPeopleMax = 100_000;
/** Bytes of one delivery's body. */
export const deliveryBytesMax = 32 * 1024 * 1024;
/** Rows of a sheet at most, and its bytes. */
export const sheetPeopleMax = 20_000;
export const sheetBytesMax = 8 * 1024 * 1024;
/** Lines applied or left by one call. */
export const linesAtOnceMax = 5_000;
/** Working of a delivery: calendar days in which personnel decides on its lines. */
export const decideDays = 14;
/** Longest life of a token. Days. */
export const tokenDaysMax = 400;
/** Days before its end in which a token is renewed. */
export const renewDays = 30;

/** Lines of this trouble are never applied as they stand: somebody does something else first. */
export function blocks(kind: DifferenceKind, trouble: Trouble | null): boolean {
  if (kind === 'gone') return true;
  if (trouble === 'leaving') return kind !== 'renamed';
  return trouble === 'left' || trouble === 'unit-outside' || trouble === 'namesake';
}

export const kindTitles: Readonly<Record<DifferenceKind, Bilingual>> = {
  new: { zh: '新增', en: 'New' },
  renamed: { zh: '改名', en: 'Renamed' },
  moved: { zh: '调动', en: 'Moved' },
  posts: { zh: '岗位变动', en: 'Posts changed' },
  gone: { zh: '离开', en: 'Gone' },
};
export const differenceStateTitles: Readonly<Record<DifferenceState, Bilingual>> = {
  open: { zh: '待办', en: 'Open' },
  applied: { zh: '已采用', en: 'Applied' },
  dismissed: { zh: '不采用', en: 'Left as it is' },
  superseded: { zh: '已被后来的推送取代', en: 'Superseded by a later delivery' },
};
/** What speaks against a line, and what to do. */
export const troubleTitles: Readonly<Record<Trouble, Bilingual>> = {
  frozen: {
    zh: '此人权限已冻结：核对后可逐项采用',
    en: 'Frozen: check, then apply this line',
  },
  left: {
    zh: '此人在本系统已离开：确系返回的，请作为新人录入并使用新工号',
    en: 'Has left here: if he came back, add him anew under a new staff number',
  },
  leaving: {
    zh: '离岗手续正在办理：先办结手续',
    en: 'A leaving procedure is under way: close it first',
  },
  engaged: {
    zh: '登记为非在编人员：转为在编的，先结束其聘用',
    en: 'Registered as not staff: end the engagement first if he becomes staff',
  },
  namesake: {
    zh: '有同名人员尚无工号：核对是否同一人',
    en: 'A namesake here has no staff number: is he the same person?',
  },
  'unit-unknown': {
    zh: '机构尚不存在：采用时新建，须他人核对；按代码推送的，先补机构代码',
    en: 'The unit is not there yet: applying makes it, after another look; if named by code, enter the code first',
  },
  'unit-outside': {
    zh: '涉及本次推送范围以外的机构：请上级人事管理员办理',
    en: 'Touches a unit outside of what this delivery speaks of: personnel above sees to it',
  },
  cleared: {
    zh: '涉密人员调动：先办理岗位调整，清退后再采用',
    en: 'Has clearance: settle the move with the leaving procedure, then apply',
  },
};

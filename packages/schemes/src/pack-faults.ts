import { valueAt, writePath } from './json-path.ts';
import type { z } from 'zod';

type Text = { readonly zh: string; readonly en: string };

/** What can be wrong with a pack; `{}` stands for the detail. */
const faultTexts = {
  date: { zh: '不是有效日期，应为 YYYY-MM-DD', en: 'not a real date; write YYYY-MM-DD' },
  period: { zh: '不是有效期限，应如 P10Y、P6M、P30D', en: 'not a period; write P10Y, P6M or P30D' },
  'period-or-hours': { zh: '不是有效期限，应如 P10D 或 PT24H', en: 'not a period; write P10D or PT24H' },
  key: {
    zh: '标识只能用字母、数字、点、横线，且以字母开头',
    en: 'a key is letters, digits, dots and dashes, a letter first',
  },
  'pack-id': {
    zh: '规则包标识只能用小写字母、数字和横线',
    en: 'a pack id is small letters, digits and dashes',
  },
  'level-code': { zh: '代码只能用大写字母、数字、横线', en: 'a code is capital letters, digits and dashes' },
  version: { zh: '版本号应如 0.1.0', en: 'a version is written 0.1.0' },
  cite: { zh: '引用应写作“文件代号#条”', en: 'a citation is written INSTRUMENT#article' },
  empty: { zh: '不能为空', en: 'must not be empty' },
  missing: { zh: '缺少此项', en: 'is missing' },
  type: { zh: '类型不对，应为 {}', en: 'has the wrong type, {} is wanted' },
  'too-big': { zh: '过大或过长，上限 {}', en: 'is too large or too long, the limit is {}' },
  'too-small': { zh: '过小或过短，下限 {}', en: 'is too small or too short, the limit is {}' },
  choice: { zh: '只能取：{}', en: 'must be one of: {}' },
  'unknown-field': { zh: '不认识的项：{}', en: 'unknown field: {}' },
  malformed: { zh: '写法不对', en: 'is malformed' },
  repeated: { zh: '与前面重复：{}', en: 'repeats an earlier one: {}' },
  'unknown-instrument': { zh: '引用了未列出的文件：{}', en: 'cites an instrument that is not listed: {}' },
  uncited: {
    zh: '没有引用，可信度只能是 unverified（现为 {}）',
    en: 'has no citation, so its confidence can only be unverified, not {}',
  },
  'verified-by-none': {
    zh: '标为 verified，但引用的文件无一现行有效：{}',
    en: 'is called verified but cites no instrument in force: {}',
  },
  'unknown-level': { zh: '没有这个密级：{}', en: 'no such level: {}' },
  'unknown-role': { zh: '没有这个角色：{}', en: 'no such role: {}' },
  'star-not-allowed': {
    zh: '★ 只能用于国家秘密，不能用于 {}',
    en: '★ belongs to state secrets only, not to {}',
  },
  'separator-missing': {
    zh: '密级 {} 的标志需要分隔符：star 用 ★，owner-level 用 ▲ 等',
    en: 'the mark of level {} needs a separator: ★ for star, ▲ or the like for owner-level',
  },
  'mark-word': {
    zh: '标志用语须以文字或数字起止：{}',
    en: 'a word of a mark begins and ends with a letter or digit: {}',
  },
  'separator-in-word': {
    zh: '标志用语中不能含分隔符：{}',
    en: 'a word of a mark must hold no separator: {}',
  },
  'note-missing': {
    zh: '事项 {} 无公开依据，须注明“本单位默认，可改”',
    en: 'entry {} rests on no public source and needs a note: house default, change it',
  },
  'unknown-entry': { zh: '日历中没有这一事项：{}', en: 'no such entry in the calendar: {}' },
  'chained-entry': {
    zh: '所依事项本身也是相对日期：{}',
    en: 'rests on an entry that is itself relative: {}',
  },
  'ends-before-start': { zh: '止早于起：{}', en: 'ends before it starts: {}' },
  'other-year': { zh: '日期不在本表年份内：{}', en: 'lies outside the year of its table: {}' },
  'off-and-worked': { zh: '同一天既放假又上班：{}', en: 'is both off and worked: {}' },
  'too-many': { zh: '错误过多，其余未列出', en: 'too many faults, the rest are not listed' },
} as const satisfies Record<string, Text>;

export type FaultKey = keyof typeof faultTexts;

/** A fault of a pack: where (`levels[2].maxTerm`, `$` for the whole) and what, in both languages. */
export type PackFault = { readonly path: string; readonly zh: string; readonly en: string };

export function packFault(path: readonly PropertyKey[], fault: FaultKey, detail = ''): PackFault {
  const text: Text = faultTexts[fault];
  return {
    path: writePath(path),
    zh: text.zh.replace('{}', () => detail),
    en: text.en.replace('{}', () => detail),
  };
}

/** Turns one issue of the schema into faults; an issue that names unknown fields gives one for each. */
export function faultsOfIssue(issue: z.core.$ZodIssue, json: unknown): PackFault[] {
  if (valueAt(json, issue.path) === undefined) return [packFault(issue.path, 'missing')];
  if (isFaultKey(issue.message)) return [packFault(issue.path, issue.message)];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => packFault([...issue.path, name], 'unknown-field', name));
  }
  if (issue.code === 'invalid_type') return [packFault(issue.path, 'type', issue.expected)];
  if (issue.code === 'too_big') return [packFault(issue.path, 'too-big', String(issue.maximum))];
  if (issue.code === 'too_small') return [packFault(issue.path, 'too-small', String(issue.minimum))];
  if (issue.code === 'invalid_value')
    return [packFault(issue.path, 'choice', issue.values.map(String).join(' '))];
  return [packFault(issue.path, 'malformed')];
}

function isFaultKey(text: string): text is FaultKey {
  return Object.hasOwn(faultTexts, text);
}

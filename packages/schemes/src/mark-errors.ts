import type { Period } from './local-date.ts';

type Text = { readonly zh: string; readonly en: string };

/** Why a text is no mark, or a mark is not a good one; `{}` stands for the detail. Closed list. */
export const markErrors = {
  empty: {
    zh: '没有密级标志。请填写，如 秘密★5年；不涉密的填 公开。',
    en: 'There is no mark. Write one, such as 秘密★5年, or 公开 if it is not secret.',
  },
  'too-long': {
    zh: '密级标志过长（上限 {} 字），无法辨认。请只填标志本身。',
    en: 'The mark is too long to read (limit {} characters). Write the mark alone.',
  },
  'unknown-scheme': {
    zh: '没有装入规则包“{}”。请先装入，或改用已有的。',
    en: 'The policy pack "{}" is not loaded. Load it, or use another.',
  },
  'unknown-level': {
    zh: '认不出密级“{}”。请改为规则包中的密级，如 机密、内部、核心商密。',
    en: 'No level is recognised in "{}". Use one from a policy pack.',
  },
  'other-scheme': {
    zh: '这是“{}”的标志，不属于所选类别。请改标志或改类别。',
    en: 'This is a mark of "{}", not of the scheme asked for. Change the mark or the scheme.',
  },
  'two-marks': {
    zh: '一格里有两个密级。请拆成两行，或按最高密级、最长期限标一个。',
    en: 'There are two levels in one place. Split the row, or mark the highest level and longest term.',
  },
  'star-not-allowed': {
    zh: '“{}”不是国家秘密，不得使用 ★。请去掉 ★。',
    en: '"{}" is no state secret and must not bear ★. Remove the ★.',
  },
  'over-maximum': {
    zh: '保密期限超过该密级最长期限 {}。请核对原件；依保密事项范围另有规定的，由定密责任人确认。',
    en: 'The term is longer than the level’s maximum of {}. Check the original; an exception in the scope of secret matters is for the classifier to confirm.',
  },
  'term-not-allowed': {
    zh: '“{}”的标志不写保密期限。请去掉期限。',
    en: 'The mark "{}" bears no term. Remove the term.',
  },
  'term-zero': { zh: '保密期限为零。请核对原件。', en: 'The term is zero. Check the original.' },
  'bad-date': {
    zh: '解密时间不是有效日期。请核对原件。',
    en: 'The declassification date does not exist. Check the original.',
  },
  'unreadable-term': {
    zh: '密级是“{}”，但认不出后面的期限。请改为如 10年、6个月、长期、2030年1月1日，或解密条件。',
    en: 'The level is "{}" but what follows is no term. Write 10年, 6个月, 长期, a date or a condition.',
  },
  'bad-condition': {
    zh: '解密条件不能这样写。请用不超过 30 字、以“前、后、时、公布、启用”等结尾的短语，不含标点和密级。',
    en: 'The condition cannot stand in a mark. Use at most 30 characters ending in 前, 后, 时, 公布 or the like, without punctuation or a level.',
  },
  'bad-owner': {
    zh: '权属单位的简称只能用汉字、字母、数字、括号和间隔号，不超过 30 字，不含密级。',
    en: 'The owner is at most 30 Chinese characters, letters, digits, brackets or dots, without a level.',
  },
  'owner-not-allowed': {
    zh: '“{}”的标志前不写单位。请去掉单位名称。',
    en: 'The mark "{}" names no owner. Remove the owner.',
  },
  'not-canonical': {
    zh: '标志不合规范，应写作 {}。',
    en: 'The mark is not in the standard form, which is {}.',
  },
} as const satisfies Record<string, Text>;

export type MarkErrorCode = keyof typeof markErrors;

/** What was mended or deserves a look in a mark that was understood. */
export const markNotes = {
  'full-width': { zh: '含全角字符', en: 'full-width characters' },
  spaces: { zh: '含空格或换行', en: 'spaces or line breaks' },
  'star-variant': { zh: '★ 或 ▲ 写成了别的符号', en: '★ or ▲ is written as another sign' },
  'star-misread': { zh: '★ 可能被识别成别的字', en: '★ was probably misread' },
  'missing-star': { zh: '缺 ★', en: 'the ★ is missing' },
  separator: { zh: '分隔符不规范', en: 'the separator is not the standard one' },
  traditional: { zh: '含繁体或异体字形', en: 'traditional or variant characters' },
  'word-variant': { zh: '用语不是规范写法', en: 'the words are not the standard ones' },
  brackets: { zh: '外加括号或引号', en: 'brackets or quotation marks around it' },
  prefix: { zh: '前面有“密级”字样', en: 'the word 密级 stands before it' },
  'digit-misread': { zh: '数字可能被识别成字母', en: 'digits were probably misread as letters' },
  'chinese-number': { zh: '期限用了汉字数字', en: 'the term is in Chinese numerals' },
  'date-form': { zh: '日期不是规范写法', en: 'the date is not in the standard form' },
  punctuation: { zh: '末尾有标点', en: 'punctuation at the end' },
  'written-otherwise': { zh: '与规范写法不同', en: 'written otherwise than the standard form' },
  'missing-term': { zh: '没有写期限', en: 'no term is stated' },
  'indefinite-needs-basis': {
    zh: '长期须有保密事项范围的明文依据',
    en: 'an indefinite term needs an entry in the scope of secret matters',
  },
  'unusual-unit': {
    zh: '期限单位不合惯例：满一年用年，不满一年用月',
    en: 'unusual unit: years from one year on, months below',
  },
  'ambiguous-scheme': {
    zh: '这一写法也用于工作秘密等其他类别，请确认',
    en: 'the same words are used by another scheme; please confirm',
  },
  declassified: { zh: '旁边注有“解密”', en: '解密 stands beside it' },
  'over-maximum': { zh: '超过该密级最长期限', en: 'longer than the level’s maximum' },
} as const satisfies Record<string, Text>;

export type MarkNote = keyof typeof markNotes;

/** Notes that stay even where the mark is written in the standard form: they speak of its content. */
const contentNotes: ReadonlySet<MarkNote> = new Set([
  'missing-term',
  'indefinite-needs-basis',
  'unusual-unit',
  'ambiguous-scheme',
  'declassified',
  'over-maximum',
]);

export function isContentNote(note: MarkNote): boolean {
  return contentNotes.has(note);
}

export type MarkRefusal = {
  readonly ok: false;
  readonly code: MarkErrorCode;
  readonly zh: string;
  readonly en: string;
};

export function refuseMark(code: MarkErrorCode, detail = ''): MarkRefusal {
  const { zh, en }: Text = markErrors[code];
  return { ok: false, code, zh: zh.replace('{}', () => detail), en: en.replace('{}', () => detail) };
}

export function refuseOverMaximum(maximum: Period): MarkRefusal {
  const write = (words: { readonly years: string; readonly months: string; readonly days: string }) =>
    (['years', 'months', 'days'] as const)
      .flatMap((unit) => (maximum[unit] === 0 ? [] : [`${maximum[unit]}${words[unit]}`]))
      .join('');
  const { zh, en }: Text = markErrors['over-maximum'];
  return {
    ok: false,
    code: 'over-maximum',
    zh: zh.replace('{}', write({ years: '年', months: '个月', days: '日' })),
    en: en.replace('{}', write({ years: ' years ', months: ' months ', days: ' days ' }).trim()),
  };
}

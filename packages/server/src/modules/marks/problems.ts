import type { Bilingual } from '@fengni/kernel/command/define';
import { z } from 'zod';

/** Something wrong with the marks of a document: what, and what to do about it. */
export const MarkProblem = z.object({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  advice: z.object({ zh: z.string(), en: z.string() }).nullable(),
  citation: z.string(),
});
export type MarkProblem = z.infer<typeof MarkProblem>;

interface ProblemText extends Bilingual {
  readonly advice: Bilingual;
  readonly citation: string;
}

const standardPlace: Bilingual = {
  zh: '在首页版心左上角用3号黑体重新标注，可用“加盖标志”。',
  en: 'Mark it at the top left of page one; “Put the mark on” does it in the standard form.',
};

/** What this module finds by holding a document against what is decided. `{a}` found, `{b}` wanted. */
export const problemTexts = {
  missing: {
    zh: '文件上没有密级标志，而登记为 {b}。',
    en: 'The document bears no mark, but is to be {b}.',
    advice: standardPlace,
    citation: '保密法（2024）#22; 保密法实施条例（2024）#21',
  },
  'level-differs': {
    zh: '文件标志为 {a}，登记的是 {b}。',
    en: 'The document is marked {a}, but is to be {b}.',
    advice: {
      zh: '核对定密依据：登记有误的改登记；标志有误的由定密责任人更正后再登记。',
      en: 'Check the decision: correct the entry, or have the classifier correct the mark first.',
    },
    citation: '保密法实施条例（2024）#21',
  },
  'term-differs': {
    zh: '文件标志 {a} 的保密期限与登记的 {b} 不一致。',
    en: 'The term of the mark {a} is not that of {b}.',
    advice: {
      zh: '以定密决定为准，更正标志或登记。',
      en: 'Go by the decision and correct the mark or the entry.',
    },
    citation: '保密法实施条例（2024）#21',
  },
  malformed: {
    zh: '标志写作“{a}”，规范写法是 {b}。',
    en: 'The mark is written “{a}”; the standard form is {b}.',
    advice: standardPlace,
    citation: 'GB/T 9704-2012#7.2.2',
  },
  'body-over-head': {
    zh: '正文中有 {a} 的标志，高于首页标志 {b}。',
    en: 'A mark {a} in the body is above the mark {b} of page one.',
    advice: {
      zh: '首页应当按文件中最高密级、最长期限标注。请核对后重新标注。',
      en: 'Page one bears the highest level and the longest term of all that is in the document. Check and mark it again.',
    },
    citation: 'FACTS M11',
  },
  'no-copy-number': {
    zh: '机密级以上的文件没有份号。',
    en: 'A document of 机密 or above bears no copy number.',
    advice: {
      zh: '在密级标志上一行标注六位份号，每份一号。',
      en: 'Put six digits on the line above the mark, one number to each copy.',
    },
    citation: '党政机关公文处理工作条例#9; GB/T 9704-2012#7.2.1',
  },
} as const satisfies Record<string, ProblemText>;
export type ProblemCode = keyof typeof problemTexts;

const checkAgain: Bilingual = { zh: '请核对后重新标注。', en: 'Check, and mark it again.' };
/** What to do about what the inspection engine finds by itself. */
export const engineAdvice: Readonly<Record<string, Bilingual>> = {
  'two-marks': {
    zh: '确定哪一个有效；已变更的，将原标志划去并在旁标注新标志。',
    en: 'Settle which is right; where it was changed, strike the old one out and put the new one beside it.',
  },
  'star-not-allowed': {
    zh: '不是国家秘密的，去掉 ★，按工作秘密或商业秘密的样式标注。',
    en: 'Where it is no state secret, remove ★ and mark it as a work or trade secret.',
  },
  'over-maximum': {
    zh: '核对保密事项范围有无特别规定；没有的缩短期限。',
    en: 'See whether the scope of matters allows it; if not, shorten the term.',
  },
  'unreadable-term': checkAgain,
  misplaced: standardPlace,
  dodged: {
    zh: '请经办人说明原因；疑为规避检查的报告保密办。',
    en: 'Ask who made it; report it to the officer if it was meant to escape checks.',
  },
};
export const adviceOfEngine = (code: string): Bilingual => engineAdvice[code] ?? checkAgain;

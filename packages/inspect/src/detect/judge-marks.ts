import { parseMarkTolerant } from '@fengni/schemes/mark';
import { compareLevels } from '@fengni/schemes/packs';
import type { Hit } from './finding.ts';
import { normalise } from './normalise.ts';
import { formOptions } from './forms.ts';

interface IssueText {
  zh: string;
  en: string;
  citation: string;
  confidence: number;
}

/** What is wrong with the marks of one document. `{a}` and `{b}` are levels. */
const issueTexts = {
  'two-marks': {
    zh: '同一文件有两个不同的密级标志（{a}、{b}）。应当按最高密级、最长期限标一个。',
    en: 'One document bears two different marks ({a}, {b}). Mark the highest level and the longest term.',
    citation: '保密法实施条例（2024）#21; FACTS M11',
    confidence: 0.8,
  },
  'file-name-differs': {
    zh: '文件名写的是 {a}，正文标志是 {b}。请核对。',
    en: 'The file name says {a}, the document is marked {b}. Check which is right.',
    citation: 'CLS-4',
    confidence: 0.8,
  },
  'name-without-mark': {
    zh: '文件名写有 {a}，正文没有密级标志。请核对，涉密的应当标注。',
    en: 'The file name says {a} but the document bears no mark. Check; what is secret must be marked.',
    citation: '保密法（2024）#22',
    confidence: 0.7,
  },
  'property-differs': {
    zh: '文件属性写的是 {a}，正文标志是 {b}。请核对。',
    en: 'A document property says {a}, the document is marked {b}. Check which is right.',
    citation: 'CLS-4',
    confidence: 0.8,
  },
  'property-without-mark': {
    zh: '文件属性写有 {a}，正文没有密级标志。请核对。',
    en: 'A document property says {a} but the document bears no mark. Check.',
    citation: '保密法（2024）#22',
    confidence: 0.7,
  },
  'star-not-allowed': {
    zh: '不是国家秘密的标志使用了 ★。应当去掉。',
    en: 'A mark of what is no state secret bears ★. Remove it.',
    citation: '保密法（2024）#22; FACTS WS4, TS9',
    confidence: 0.9,
  },
  'over-maximum': {
    zh: '保密期限超过 {a} 的最长期限。保密事项范围另有规定的除外，请核对。',
    en: 'The term is longer than the maximum of {a}, unless the scope of secret matters says otherwise. Check.',
    citation: '保密法（2024）#20',
    confidence: 0.8,
  },
  'unreadable-term': {
    zh: '密级 {a} 之后的保密期限写法不合规定。',
    en: 'What follows the level {a} is no term in the prescribed form.',
    citation: '保密法实施条例（2024）#21',
    confidence: 0.6,
  },
  misplaced: {
    zh: '密级标志 {a} 不在首页版头，应当标在首页左上角。',
    en: 'The mark {a} is not in the head of page one; it belongs in the top left corner.',
    citation: 'GB/T 9704-2012#7.2.2',
    confidence: 0.4,
  },
  dodged: {
    zh: '密级标志 {a} 写成了不易查出的样子（夹有不可见字符、拆字、形近字等），疑为规避检查。',
    en: 'The mark {a} is written so as not to be found (invisible signs, split or look-alike characters).',
    citation: 'FACTS §7.2',
    confidence: 0.8,
  },
  'no-copy-number': {
    zh: '涉密公文没有份号。涉密公文应当标注份号。',
    en: 'A classified official document bears no copy number, which it must.',
    citation: '党政机关公文处理工作条例#9; GB/T 9704-2012#7.2.1',
    confidence: 0.5,
  },
} as const satisfies Record<string, IssueText>;

export type MarkIssueCode = keyof typeof issueTexts;

export interface MarkIssue {
  code: MarkIssueCode;
  zh: string;
  en: string;
  citation: string;
  confidence: number;
  /** The hits it speaks of; none where the document has no mark. */
  hits: readonly Hit[];
}

/**
 * Holds the marks of one document against one another, against its name and its properties. `hits` are those of the
 * `mark` and `document-head` families in all its runs; `properties` those of the file, by name. Marks of a portion, of a
 * phrase and declassified ones contradict nothing.
 */
export function judgeMarks(
  hits: readonly Hit[],
  fileName: string,
  properties: Readonly<Record<string, string>> = {},
): MarkIssue[] {
  const marks = hits.filter(({ family, facts }) => family === 'mark' && typeof facts['level'] === 'string');
  const ruling = marks.filter(isRuling);
  return [
    ...judgeTwo(ruling, hits),
    ...judgeWords(ruling, levelInName(fileName), {
      differs: 'file-name-differs',
      alone: 'name-without-mark',
    }),
    ...judgeWords(ruling, levelInProperties(properties), {
      differs: 'property-differs',
      alone: 'property-without-mark',
    }),
    ...judgeFaults(hits.filter(({ family }) => family === 'mark')),
    ...judgePlace(marks, hits),
  ];
}

interface SaidLevel {
  scheme: string;
  level: string;
}

function saidBy({ facts }: Hit): SaidLevel {
  return { scheme: String(facts['scheme']), level: String(facts['level']) };
}

function isRuling({ facts }: Hit): boolean {
  const isOfDocument = facts['form'] === 'starred' || facts['form'] === 'line' || facts['form'] === 'banner';
  const isShown = facts['zone'] === 'head' || facts['zone'] === 'corner' || facts['zone'] === 'header';
  return isOfDocument && isShown && facts['declassified'] !== true && facts['former'] !== true;
}

function isSame(a: SaidLevel, b: SaidLevel): boolean {
  return a.scheme === b.scheme && a.level === b.level;
}

function issue(code: MarkIssueCode, hits: readonly Hit[], a: string, b = ''): MarkIssue {
  const { zh, en, citation, confidence }: IssueText = issueTexts[code];
  const fill = (text: string): string => text.replace('{a}', () => a).replace('{b}', () => b);
  return { code, zh: fill(zh), en: fill(en), citation, confidence, hits };
}

const shownLevels: Readonly<Record<string, string>> = {
  JUEMI: '绝密',
  JIMI: '机密',
  MIMI: '秘密',
  WORK: '工作秘密',
  INTERNAL: '内部',
  PUBLIC: '公开',
  CORE: '核心商密',
  ORDINARY: '普通商密',
};

function show({ level }: SaidLevel): string {
  return shownLevels[level] ?? level;
}

const bareConfidence = 0.5;

function judgeTwo(ruling: readonly Hit[], hits: readonly Hit[]): MarkIssue[] {
  // level words alone may be entries of a form or a list
  const [first, ...others] = ruling.filter(({ confidence }) => confidence > bareConfidence);
  const other = first && others.find((hit) => !isSame(saidBy(hit), saidBy(first)));
  const twin = hits.find(({ facts }) => facts['problem'] === 'two-marks');
  if (first !== undefined && other !== undefined)
    return [issue('two-marks', [first, other], show(saidBy(first)), show(saidBy(other)))];
  return twin === undefined ? [] : [issue('two-marks', [twin], '?', '?')];
}

function judgeWords(
  ruling: readonly Hit[],
  said: SaidLevel | undefined,
  codes: { differs: MarkIssueCode; alone: MarkIssueCode },
): MarkIssue[] {
  if (said === undefined) return [];
  if (ruling.some((hit) => isSame(saidBy(hit), said))) return [];
  const top = ruling.toSorted((a, b) => compareLevels(saidBy(b), saidBy(a)) ?? 0)[0];
  if (top !== undefined) return [issue(codes.differs, [top], show(said), show(saidBy(top)))];
  // a file may well be named public or internal and bear no mark
  return said.scheme === 'internal' ? [] : [issue(codes.alone, [], show(said))];
}

function judgeFaults(marks: readonly Hit[]): MarkIssue[] {
  return marks.flatMap((hit) => {
    const { problem, spelling, level } = hit.facts;
    const words = level === undefined ? '?' : show(saidBy(hit));
    const found: MarkIssue[] = [];
    if (problem === 'star-not-allowed' || problem === 'over-maximum' || problem === 'unreadable-term')
      found.push(issue(problem, [hit], words));
    if (spelling === 'dodged') found.push(issue('dodged', [hit], words));
    return found;
  });
}

function judgePlace(marks: readonly Hit[], hits: readonly Hit[]): MarkIssue[] {
  const state = marks.filter(
    ({ facts }) =>
      facts['scheme'] === 'cn-state-secret' && facts['declassified'] !== true && facts['former'] !== true,
  );
  const [first] = state.filter(({ facts }) => facts['form'] === 'starred' || facts['form'] === 'line');
  if (first === undefined) return [];
  const heads = hits.filter(({ family }) => family === 'document-head');
  const isPlaced = state.some(isRuling);
  if (!isPlaced) return [issue('misplaced', [first], show(saidBy(first)))];
  const isOfficial = heads.some(({ detector }) => detector === 'head.issuer' || detector === 'head.number');
  const isNumbered = heads.some(({ detector }) => detector === 'head.copy-number');
  return isOfficial && !isNumbered ? [issue('no-copy-number', [first], show(saidBy(first)))] : [];
}

const nameForm =
  /(?<![\u4e00-\u9fa5])(?:绝密|机密|秘密|核心商密|普通商密|工作秘密|内部|公开)(?:级)?(?:[★☆*▲].{0,20}?)?(?![\u4e00-\u9fa5])|(?:绝密|机密|秘密)[★☆*]/u;

function levelInName(fileName: string): SaidLevel | undefined {
  const folded = normalise(fileName.slice(0, 255), formOptions.marks).text;
  return readLevel(nameForm.exec(folded)?.[0] ?? '');
}

const propertyNames = /密级|保密|涉密|classification|secrecy|security ?level|sensitivity/iu;

function levelInProperties(properties: Readonly<Record<string, string>>): SaidLevel | undefined {
  for (const [name, value] of Object.entries(properties)) {
    const said = propertyNames.test(name) ? readLevel(value) : undefined;
    if (said !== undefined) return said;
  }
  return undefined;
}

function readLevel(words: string): SaidLevel | undefined {
  if (words === '') return undefined;
  const read = parseMarkTolerant(words, { allowOverMaximum: true });
  if (read.ok) return { scheme: read.mark.scheme, level: read.mark.level };
  const bare = parseMarkTolerant(/^\p{Script=Han}+/u.exec(words)?.[0] ?? '');
  return bare.ok ? { scheme: bare.mark.scheme, level: bare.mark.level } : undefined;
}

import type { Family, Finding } from '../detect/finding.ts';
import type { Hidden, Place, PlaceKind } from '../document/place.ts';
import type { VerdictReason } from '../policy/decide-verdict.ts';
import type { Verdict } from '../policy/policy-schema.ts';
import type { Reading } from '../scan/coverage.ts';
import type { Report } from '../scan/report.ts';
import type { Language } from './language.ts';

interface Pair {
  readonly zh: string;
  readonly en: string;
}

const verdictNames: Record<Verdict, Pair> = {
  block: { zh: '拦截', en: 'block' },
  review: { zh: '待审', en: 'review' },
  pass: { zh: '通过', en: 'pass' },
};

const readingNames: Record<Reading, Pair> = {
  whole: { zh: '全部读取', en: 'read whole' },
  partly: { zh: '部分读取', en: 'read in part' },
  not: { zh: '未读取', en: 'not read' },
};

const familyNames: Record<Family, Pair> = {
  mark: { zh: '密级标志', en: 'mark' },
  term: { zh: '目录词语', en: 'term' },
  identifier: { zh: '号码', en: 'identifier' },
  coordinate: { zh: '坐标测绘', en: 'coordinates' },
  'document-head': { zh: '公文版头', en: 'document head' },
  'near-copy': { zh: '相近文件', en: 'near copy' },
  'exact-data': { zh: '保护数据', en: 'protected record' },
  picture: { zh: '相近图片', en: 'near picture' },
  hidden: { zh: '隐藏内容', en: 'hidden content' },
};

/** Names of the identifiers of the content-inspection pack; others go by family and id. */
const detectorNames: Readonly<Record<string, Pair>> = {
  'mark.state-secret': { zh: '国家秘密标志', en: 'state-secret mark' },
  'mark.work-secret': { zh: '工作秘密标志', en: 'work-secret mark' },
  'mark.trade-secret': { zh: '商业秘密标志', en: 'trade-secret mark' },
  'mark.internal': { zh: '内部标志', en: 'internal mark' },
  'mark.handling': { zh: '处理要求', en: 'handling phrase' },
  'mark.declassified': { zh: '解密说明', en: 'declassification' },
  'mark.portion': { zh: '段落密级', en: 'portion mark' },
  'head.copy-number': { zh: '份号', en: 'copy number' },
  'head.urgency': { zh: '紧急程度', en: 'urgency' },
  'head.issuer': { zh: '发文机关', en: 'issuer' },
  'head.number': { zh: '发文字号', en: 'document number' },
  'head.signer': { zh: '签发人', en: 'signer' },
  'identifier.X01': { zh: '公民身份号码', en: 'resident identity number' },
  'identifier.X02': { zh: '港澳台居民居住证', en: 'residence permit, HK/Macau/Taiwan' },
  'identifier.X03': { zh: '外国人永久居留证', en: 'permanent residence card' },
  'identifier.X04': { zh: '15 位身份证号', en: '15-digit identity number' },
  'identifier.X05': { zh: '统一社会信用代码', en: 'unified social credit code' },
  'identifier.X06': { zh: '组织机构代码', en: 'organisation code' },
  'identifier.X07': { zh: '银行卡号', en: 'bank card' },
  'identifier.X08': { zh: '手机号码', en: 'mobile number' },
  'identifier.X09': { zh: '固定电话', en: 'fixed line' },
  'identifier.X10': { zh: '护照号码', en: 'passport' },
  'identifier.X11': { zh: '往来通行证', en: 'travel permit' },
  'identifier.X12': { zh: '军官证', en: "officer's card" },
  'identifier.X13': { zh: '车牌号', en: 'vehicle plate' },
  'identifier.X14': { zh: '部队代号', en: 'military unit number' },
  'identifier.X15': { zh: '发文字号', en: 'document number' },
  'identifier.X16': { zh: '份号', en: 'copy number' },
};

const placeNames: Record<PlaceKind, Pair> = {
  body: { zh: '正文', en: 'body' },
  heading: { zh: '标题', en: 'heading' },
  table: { zh: '表格', en: 'table' },
  header: { zh: '页眉', en: 'header' },
  footer: { zh: '页脚', en: 'footer' },
  footnote: { zh: '脚注', en: 'footnote' },
  comment: { zh: '批注', en: 'comment' },
  'text-box': { zh: '文本框', en: 'text box' },
  cell: { zh: '单元格', en: 'cell' },
  slide: { zh: '幻灯片', en: 'slide' },
  notes: { zh: '备注', en: 'notes' },
  property: { zh: '属性', en: 'property' },
  name: { zh: '名称', en: 'name' },
  attribute: { zh: '属性值', en: 'attribute' },
  field: { zh: '域', en: 'field' },
  annotation: { zh: '标注', en: 'annotation' },
  picture: { zh: '图片', en: 'picture' },
  barcode: { zh: '条码', en: 'bar code' },
};

const hiddenNames: Record<Hidden, Pair> = {
  'hidden-text': { zh: '隐藏文字', en: 'hidden text' },
  'hidden-sheet': { zh: '隐藏工作表', en: 'hidden sheet' },
  'hidden-row': { zh: '隐藏行', en: 'hidden row' },
  'hidden-column': { zh: '隐藏列', en: 'hidden column' },
  'hidden-slide': { zh: '隐藏幻灯片', en: 'hidden slide' },
  'background-colour': { zh: '与背景同色', en: 'in the colour of its background' },
  tiny: { zh: '极小字', en: 'tiny' },
  'off-page': { zh: '页面之外', en: 'off the page' },
  'deleted-revision': { zh: '修订中已删除', en: 'deleted revision' },
  comment: { zh: '批注', en: 'comment' },
  property: { zh: '属性', en: 'property' },
  embedded: { zh: '嵌入内容', en: 'embedded' },
  script: { zh: '脚本', en: 'script' },
};

const otherKinds: Readonly<Record<string, Pair>> = {
  link: { zh: '链接', en: 'link' },
  special: { zh: '设备', en: 'device' },
  folder: { zh: '文件夹', en: 'folder' },
  empty: { zh: '空文件', en: 'empty' },
  unknown: { zh: '未知', en: 'unknown' },
  text: { zh: '文本', en: 'text' },
};

export function verdictName(verdict: Verdict, language: Language): string {
  return verdictNames[verdict][language];
}

export function readingName(reading: Reading, language: Language): string {
  return readingNames[reading][language];
}

export function kindName(kind: string, language: Language): string {
  return otherKinds[kind]?.[language] ?? kind;
}

/** What a detector looks for, in words; an unknown one goes by its family. */
export function detectorName(finding: { detector: string; family: Family }, language: Language): string {
  if (finding.detector.startsWith('mark.issue.')) return language === 'zh' ? '标志不当' : 'fault of a mark';
  return detectorNames[finding.detector]?.[language] ?? familyNames[finding.family][language];
}

/** The masked excerpt, or, for a fault of a document's marks, what is wrong. */
export function findingText(
  finding: { excerpt: string; facts: Finding['facts'] },
  language: Language,
): string {
  const said = finding.facts['issue'] === undefined ? undefined : finding.facts[language];
  return typeof said === 'string' ? said : finding.excerpt;
}

/** Reasons of a verdict that rest on many findings together. */
export function sumsOf({ reasons }: Pick<Report, 'reasons'>): VerdictReason[] {
  return reasons.filter(({ because }) => because === 'sum');
}

export function hiddenName(hidden: Hidden, language: Language): string {
  return hiddenNames[hidden][language];
}

/** Where something stands, in words, from outside in: `附件.zip › 1.docx 第 2 页 页眉 第 3 段`. */
export function describePlace(place: Place, language: Language): string {
  const parts = language === 'zh' ? placeInChinese(place) : placeInEnglish(place);
  const inner = parts.filter((part) => part !== '').join(' ');
  return [...place.path, inner].filter((part) => part !== '').join(' › ');
}

function placeInChinese(place: Place): string[] {
  return [
    place.page === undefined ? '' : `第 ${place.page} 页`,
    place.slide === undefined ? '' : `第 ${place.slide} 张`,
    place.sheet === undefined ? '' : `“${place.sheet}”表`,
    place.cell ?? '',
    isSaidElsewhere(place) ? '' : placeNames[place.kind].zh,
    place.name ?? '',
    place.paragraph === undefined ? '' : `第 ${place.paragraph} 段`,
    place.line === undefined ? '' : `第 ${place.line} 行`,
  ];
}

function placeInEnglish(place: Place): string[] {
  return [
    place.page === undefined ? '' : `page ${place.page}`,
    place.slide === undefined ? '' : `slide ${place.slide}`,
    place.sheet === undefined ? '' : `sheet "${place.sheet}"`,
    place.cell ?? '',
    isSaidElsewhere(place) ? '' : placeNames[place.kind].en,
    place.name ?? '',
    place.paragraph === undefined ? '' : `paragraph ${place.paragraph}`,
    place.line === undefined ? '' : `line ${place.line}`,
  ];
}

function isSaidElsewhere(place: Place): boolean {
  return (
    (place.kind === 'cell' && place.cell !== undefined) ||
    (place.kind === 'slide' && place.slide !== undefined)
  );
}

/** Bytes for people: `12.3 MB`. */
export function describeBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let at = 0;
  while (value >= 1024 && at < units.length - 1) {
    value /= 1024;
    at += 1;
  }
  return `${at === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[at] ?? 'B'}`;
}

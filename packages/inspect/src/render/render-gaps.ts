import type { GapReason } from '../document/gaps.ts';

interface GapText {
  zh: string;
  en: string;
}

/** Why something of a document is not on its page images. `{limit}` and `{count}` are replaced by the numbers met. */
const renderGapTexts = {
  encrypted: {
    zh: '文件设有密码，不能显示。请上传去除密码后的文件。',
    en: 'The file is protected by a password and cannot be shown. Upload it without the password.',
  },
  damaged: {
    zh: '文件已损坏或不完整，损坏的部分不能显示。',
    en: 'The file is damaged or incomplete; the damaged part cannot be shown.',
  },
  'unknown-kind': {
    zh: '文件格式无法识别，不能显示。文件已保存，可以按程序另存后用原软件打开。',
    en: 'The kind of file is not known, so it cannot be shown. The file is kept and may be saved, with consent, for its own program.',
  },
  'unsupported-kind': {
    zh: '这种格式不能显示成页面。文件已保存，可以按程序另存后用原软件打开。',
    en: 'Files of this kind cannot be shown as pages. The file is kept and may be saved, with consent, for its own program.',
  },
  'needs-converter': {
    zh: '本机没有可用的 LibreOffice，这种格式只能显示文字，版式从简。',
    en: 'LibreOffice is not available here: of this kind of file only the text is shown, in a plain layout.',
  },
  'converter-failed': {
    zh: 'LibreOffice 没有能转换这个文件，改为只显示文字，版式从简。',
    en: 'LibreOffice could not convert the file: its text is shown in a plain layout instead.',
  },
  'simple-layout': {
    zh: '版式从简：文字完整，分页、行距和位置与原件不同。以原件为准。',
    en: 'Plain layout: the text is whole, but pages, spacing and positions differ from the original, which decides.',
  },
  'fonts-substituted': {
    zh: '原件的字体没有使用，以思源宋体、思源黑体代替，字形和位置可能略有不同。',
    en: 'The fonts of the original are replaced by Noto Serif and Noto Sans; shapes and positions may differ a little.',
  },
  'glyphs-not-drawn': {
    zh: '有 {count} 个字只有字形编号，没有文字，不能显示。',
    en: '{count} characters are given by a glyph number alone and cannot be shown.',
  },
  'page-not-drawn': {
    zh: '这一页不能显示。',
    en: 'This page cannot be shown.',
  },
  'picture-not-drawn': {
    zh: '有图片或图形的格式不能显示，原处留空。',
    en: 'A picture or drawing is of a kind that cannot be shown; its place is left blank.',
  },
  'chart-not-drawn': {
    zh: '图表、公式框或嵌入对象没有显示。',
    en: 'A chart, diagram or embedded object is not shown.',
  },
  'hidden-not-shown': {
    zh: '有隐藏的内容（隐藏的文字、行列、工作表或幻灯片）没有显示。',
    en: 'Hidden content (text, rows, columns, sheets or slides) is not shown.',
  },
  'comments-not-shown': {
    zh: '批注或备注没有显示。',
    en: 'Comments or notes are not shown.',
  },
  'revisions-not-shown': {
    zh: '修订中删除的文字没有显示，增加的文字按正文显示。',
    en: 'Text deleted in revisions is not shown; text added is shown as text.',
  },
  'attachments-not-shown': {
    zh: '附件没有显示，共 {count} 个。',
    en: 'Attachments are not shown: {count}.',
  },
  'external-content': {
    zh: '文件引用了外部内容，没有读取。',
    en: 'The file refers to content outside it, which was not fetched.',
  },
  'media-not-shown': {
    zh: '音频、视频没有显示。',
    en: 'Sound and film are not shown.',
  },
  'too-many-pages': {
    zh: '只显示前 {limit} 页，其余没有显示。',
    en: 'Only the first {limit} pages are shown.',
  },
  'too-many-pixels': {
    zh: '图片或页面超过 {limit} 像素，没有显示或已缩小。',
    en: 'A picture or page has more than {limit} pixels; it is left out or made smaller.',
  },
  'too-large': {
    zh: '文件内容超过上限（{limit}），超出的部分没有显示。',
    en: 'The file holds more than the limit ({limit}); what is beyond is not shown.',
  },
  'timed-out': {
    zh: '在 {limit} 毫秒内没有处理完，其余页没有显示。',
    en: 'Not finished within {limit} ms; the remaining pages are not shown.',
  },
  'out-of-memory': {
    zh: '处理所需内存超过上限，其余页没有显示。',
    en: 'More memory was needed than is allowed; the remaining pages are not shown.',
  },
  crashed: {
    zh: '处理文件的进程意外退出，其余页没有显示。文件可能含有攻击内容，请交管理员检查。',
    en: 'The process that drew the file ended unexpectedly; the remaining pages are not shown. The file may carry an attack: hand it to the administrator.',
  },
  empty: {
    zh: '文件没有内容。',
    en: 'The file is empty.',
  },
} as const satisfies Record<string, GapText>;

export type RenderGapReason = keyof typeof renderGapTexts;

/** Something that is not on the page images, and why. Never quotes the file. */
export interface RenderGap {
  reason: RenderGapReason;
  /** From one; left out for what concerns the whole document. */
  page?: number;
  count?: number;
  limit?: number;
}

export const renderGapReasons: readonly RenderGapReason[] = Object.keys(renderGapTexts).filter((reason) =>
  isRenderGapReason(reason),
);

export function isRenderGapReason(value: unknown): value is RenderGapReason {
  return typeof value === 'string' && Object.hasOwn(renderGapTexts, value);
}

/** What a person is told of a gap. */
export function describeRenderGap({ reason, count, limit }: RenderGap): GapText {
  const { zh, en } = renderGapTexts[reason];
  const fill = (text: string): string =>
    text.replace('{limit}', String(limit ?? '?')).replace('{count}', String(count ?? '?'));
  return { zh: fill(zh), en: fill(en) };
}

/** What a gap of the reading engine means for one who looks at pages. */
export const renderReasonOf: Readonly<Record<GapReason, RenderGapReason>> = {
  encrypted: 'encrypted',
  damaged: 'damaged',
  'unknown-kind': 'unknown-kind',
  'unsupported-kind': 'unsupported-kind',
  'unsupported-feature': 'picture-not-drawn',
  'unknown-encoding': 'unknown-kind',
  'unmapped-characters': 'glyphs-not-drawn',
  'picture-not-read': 'picture-not-drawn',
  'page-not-read': 'page-not-drawn',
  'media-not-read': 'media-not-shown',
  'external-content': 'external-content',
  'macro-not-read': 'chart-not-drawn',
  'file-too-large': 'too-large',
  'too-deep': 'too-large',
  'too-many-entries': 'too-large',
  'expands-too-much': 'too-large',
  'too-many-pages': 'too-many-pages',
  'too-many-pixels': 'too-many-pixels',
  'too-much-text': 'too-large',
  'timed-out': 'timed-out',
  'out-of-memory': 'out-of-memory',
  crashed: 'crashed',
  unreadable: 'damaged',
  'symbolic-link': 'unsupported-kind',
  'special-file': 'unsupported-kind',
  changed: 'damaged',
  cycle: 'too-large',
};

interface GapText {
  zh: string;
  en: string;
}

/** Why something was not inspected (BEY-8). `{limit}` is replaced by the limit that was met. */
const gapTexts = {
  encrypted: {
    zh: '设有密码，无法检查。请去除密码，或在检查时提供密码。',
    en: 'Protected by a password and not inspected. Remove the password, or give it with the inspection.',
  },
  damaged: {
    zh: '已损坏或不完整，没有检查完。',
    en: 'Damaged or incomplete; not inspected to the end.',
  },
  'unknown-kind': {
    zh: '格式无法识别，没有检查。',
    en: 'Of a kind not known here; not inspected.',
  },
  'unsupported-kind': {
    zh: '格式可以识别，但没有读取方法，没有检查。',
    en: 'Of a known kind that cannot be read here; not inspected.',
  },
  'unsupported-feature': {
    zh: '其中一部分使用了不能读取的功能，该部分没有检查。',
    en: 'A part uses a feature that cannot be read here; that part was not inspected.',
  },
  'unknown-encoding': {
    zh: '文字编码无法识别，没有检查。',
    en: 'The text encoding is not recognised; not inspected.',
  },
  'unmapped-characters': {
    zh: '部分字形没有对应的字符，这些文字没有检查。',
    en: 'Some glyphs map to no character; those were not inspected.',
  },
  'picture-not-read': {
    zh: '图片中的文字没有识别。',
    en: 'Text in a picture was not recognised.',
  },
  'page-not-read': {
    zh: '页面没有文字层，也没有识别。',
    en: 'The page has no text layer and was not recognised.',
  },
  'media-not-read': {
    zh: '音频、视频或三维内容没有检查。',
    en: 'Sound, film or three-dimensional content was not inspected.',
  },
  'external-content': {
    zh: '引用了文件以外的内容，没有读取。',
    en: 'Refers to content outside the file, which was not fetched.',
  },
  'macro-not-read': {
    zh: '含有宏代码，代码没有检查。',
    en: 'Holds macro code, which was not inspected.',
  },
  'file-too-large': {
    zh: '超过 {limit} 字节的上限，没有检查完。',
    en: 'Larger than the limit of {limit} bytes; not inspected to the end.',
  },
  'too-deep': {
    zh: '嵌套超过 {limit} 层，更深处没有检查。',
    en: 'Nested more than {limit} deep; what lies deeper was not inspected.',
  },
  'too-many-entries': {
    zh: '内含文件超过 {limit} 个，其余没有检查。',
    en: 'Holds more than {limit} files; the rest was not inspected.',
  },
  'expands-too-much': {
    zh: '解压后的大小超过上限（{limit}），疑为压缩炸弹，其余没有检查。',
    en: 'Unpacks beyond the limit ({limit}), as an archive bomb does; the rest was not inspected.',
  },
  'too-many-pages': {
    zh: '超过 {limit} 页，其余没有检查。',
    en: 'More than {limit} pages; the rest was not inspected.',
  },
  'too-many-pixels': {
    zh: '图片超过 {limit} 像素，没有识别。',
    en: 'A picture has more than {limit} pixels and was not recognised.',
  },
  'too-much-text': {
    zh: '文字超过 {limit} 个字符，其余没有检查。',
    en: 'More than {limit} characters of text; the rest was not inspected.',
  },
  'timed-out': {
    zh: '在 {limit} 毫秒内没有读完，其余没有检查。',
    en: 'Not read within {limit} ms; the rest was not inspected.',
  },
  'out-of-memory': {
    zh: '读取所需内存超过 {limit} MB，其余没有检查。',
    en: 'Reading needed more than {limit} MB of memory; the rest was not inspected.',
  },
  crashed: {
    zh: '读取时进程意外退出，其余没有检查。',
    en: 'The reading process ended unexpectedly; the rest was not inspected.',
  },
  unreadable: {
    zh: '无法打开（权限不足、被占用或已删除），没有检查。',
    en: 'Could not be opened (no permission, in use or gone); not inspected.',
  },
  'symbolic-link': {
    zh: '是符号链接，没有跟随，所指内容没有检查。',
    en: 'A symbolic link, which is not followed; what it names was not inspected.',
  },
  'special-file': {
    zh: '是设备、管道或套接字，没有检查。',
    en: 'A device, pipe or socket; not inspected.',
  },
  changed: {
    zh: '检查过程中文件有改动，结果不可靠。请再检查一次。',
    en: 'Changed while it was inspected, so the result cannot be relied on. Inspect it again.',
  },
  cycle: {
    zh: '内容引用自身，重复部分没有再次检查。',
    en: 'Refers to itself; the repetition was not inspected again.',
  },
} as const satisfies Record<string, GapText>;

export type GapReason = keyof typeof gapTexts;

/** Something the inspection did not read, and why. Never quotes the file. */
export interface Gap {
  /** As in a {@link Place}: the container entries from outside in; empty for the file itself. */
  path: readonly string[];
  reason: GapReason;
  /** Bytes not read, where known. */
  bytes?: number;
  page?: number;
  /** How many of the kind, for gaps reported once for many (glyphs, pictures). */
  count?: number;
  /** The limit that was met, in the unit the text names. */
  limit?: number;
}

export function isGapReason(value: unknown): value is GapReason {
  return typeof value === 'string' && Object.hasOwn(gapTexts, value);
}

/** What a person is told of a gap. */
export function describeGap({ reason, limit }: Pick<Gap, 'reason' | 'limit'>): GapText {
  const { zh, en } = gapTexts[reason];
  const shown = limit === undefined ? '?' : String(limit);
  return { zh: zh.replace('{limit}', shown), en: en.replace('{limit}', shown) };
}

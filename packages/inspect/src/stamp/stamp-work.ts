import { z } from 'zod';

// Read in the process of the file, where nothing of schemes can be: a mark is plain words here.

/** Largest file that is stamped; it is held in memory twice. */
export const stampBytesMax = 64 * 1024 ** 2;
const wordsMax = 200;
const struckMax = 20;
const regionsMax = 5000;

const Words = z.string().min(1).max(wordsMax);
const RegionShape = z.strictObject({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

/** What is to be done to the bytes of a file. */
export const StampWork = z.strictObject({
  copyNumber: Words.nullable(),
  /** The new mark; null where it stands there already. */
  words: Words.nullable(),
  /** Written struck out after the new one, where the document bears none to strike. */
  former: Words.nullable(),
  /** Lines of page one to strike out: text, and where they stand on the page of a pdf. */
  strike: z.array(z.strictObject({ text: Words, region: RegionShape.nullable() })).max(struckMax),
  portions: z.array(z.strictObject({ paragraph: z.int().min(1), words: Words })).max(200),
  /** Where page one of a pdf has something. */
  taken: z.array(RegionShape).max(regionsMax),
});
export type StampWork = z.infer<typeof StampWork>;

interface RefusalText {
  zh: string;
  en: string;
}

/** Why a document is not stamped, each with what to do instead. */
export const stampRefusals = {
  kind: {
    zh: '只能在 docx 和 pdf 文件上加盖标志。请另存为其中一种，或在纸上标注。',
    en: 'Marks are put on docx and pdf files only. Save it as one of them, or mark the paper.',
  },
  signed: {
    zh: '文件带有电子签名，改动会使签名失效。请在签名之前标注，或由签发单位重新签发。',
    en: 'The file is signed, and a change would break the signature. Mark it before it is signed.',
  },
  macros: {
    zh: '文件含有宏，不作改动。请另存为不含宏的文件后再试。',
    en: 'The file holds macros and is not touched. Save it without macros and try again.',
  },
  scripts: {
    zh: '文件含有脚本，不作改动。请重新输出为普通 PDF 后再试。',
    en: 'The file holds scripts and is not touched. Print it to a plain PDF and try again.',
  },
  encrypted: {
    zh: '文件已加密，无法标注。请去除密码后再试。',
    en: 'The file is encrypted and cannot be marked. Remove the password and try again.',
  },
  damaged: {
    zh: '文件损坏或结构不合规范，无法标注。请用原软件重新保存后再试。',
    en: 'The file is damaged or not built as it should be. Save it anew and try again.',
  },
  'too-large': {
    zh: '文件过大，没有标注。请拆分或压缩图片后再试。',
    en: 'The file is too large and was not marked. Split it or shrink its pictures.',
  },
  'mark-elsewhere': {
    zh: '文件另有一个标志与文字连写，或位于页眉、文本框、图片中，不能自动废除。请手工更改后再试。',
    en: 'Another mark stands among words, in a header, a text box or a picture and cannot be struck out. Change it by hand first.',
  },
  'copy-number-differs': {
    zh: '文件已有另一个份号。请使用未标份号的原件。',
    en: 'The file bears another copy number. Use the original without one.',
  },
  'portion-missing': {
    zh: '所选段落不存在。请重新选择段落。',
    en: 'A chosen paragraph is not there. Choose again.',
  },
  'portion-over-head': {
    zh: '段落的密级高于文件的密级。文件应当按最高密级标注。',
    en: 'A paragraph is marked higher than the document, which must bear the highest level.',
  },
  'nothing-to-release': {
    zh: '文件上没有可以解密的标志。请说明原标志。',
    en: 'The file bears no mark that could be released. Say which it bore.',
  },
  'not-verified': {
    zh: '加盖后复核未通过，文件没有输出。请在纸上标注，并将情况告知管理员。',
    en: 'After marking, the mark was not found as it should stand; nothing was handed out. Mark the paper and tell the administrator.',
  },
} as const satisfies Record<string, RefusalText>;
export type StampRefusalCode = keyof typeof stampRefusals;

export function isStampRefusal(code: unknown): code is StampRefusalCode {
  return typeof code === 'string' && Object.hasOwn(stampRefusals, code);
}

/** A document that is not stamped, with the reason from the closed list. */
export class StampRefused extends Error {
  readonly code: StampRefusalCode;

  constructor(code: StampRefusalCode) {
    super(code);
    this.name = 'StampRefused';
    this.code = code;
  }
}

/** What stands where a mark is released (FACTS M13). */
export const releasedWord = '解密';
/** What stands around a mark that is struck out, so that reading by machine knows it from the new one (FACTS M12). */
export const formerWords = { before: '〔原 ', after: '〕' } as const;

/** Why a file could not be read: the six answers a caller tells apart. */
export type FailureCode =
  | 'too-large'
  | 'timed-out'
  | 'out-of-memory'
  | 'crashed'
  | 'unreadable'
  | 'encrypted';

interface FailureText {
  code: FailureCode;
  /** `{limit}` is replaced by the limit that was met. */
  zh: string;
  en: string;
}

/** Every reason the reading process or its parent may give; the code follows from the reason. */
const failureTexts = {
  'file-bytes': {
    code: 'too-large',
    zh: '文件超过 {limit} 字节的上限，没有读取。请拆分后再上传。',
    en: 'The file is larger than the limit of {limit} bytes and was not read. Split it and upload the parts.',
  },
  'unpacked-bytes': {
    code: 'too-large',
    zh: '文件解压后超过 {limit} 字节的上限，没有读取。请删去多余内容或拆分后再上传。',
    en: 'Unpacked, the file is larger than the limit of {limit} bytes and was not read. Remove what is not needed or split it.',
  },
  'unpacked-ratio': {
    code: 'too-large',
    zh: '文件的压缩比超过 {limit} 倍，疑为压缩炸弹，没有读取。请用表格软件另存后再上传。',
    en: 'The file unpacks to more than {limit} times its size, as a zip bomb does, and was not read. Save it anew with a spreadsheet program.',
  },
  'package-entries': {
    code: 'too-large',
    zh: '文件内部的部件超过 {limit} 个，没有读取。请用表格软件另存后再上传。',
    en: 'The file holds more than {limit} parts and was not read. Save it anew with a spreadsheet program.',
  },
  sheets: {
    code: 'too-large',
    zh: '工作表超过 {limit} 张，没有读取。请拆分后再上传。',
    en: 'The file has more than {limit} sheets and was not read. Split it and upload the parts.',
  },
  rows: {
    code: 'too-large',
    zh: '有工作表的内容超过第 {limit} 行，没有读取。请拆分后再上传。',
    en: 'A sheet has content below row {limit}; the file was not read. Split it and upload the parts.',
  },
  columns: {
    code: 'too-large',
    zh: '有工作表的内容超过第 {limit} 列，没有读取。请删去多余的列后再上传。',
    en: 'A sheet has content beyond column {limit}; the file was not read. Remove the columns that are not needed.',
  },
  cells: {
    code: 'too-large',
    zh: '有内容的单元格超过 {limit} 个，没有读取。请拆分后再上传。',
    en: 'The file has more than {limit} filled cells and was not read. Split it and upload the parts.',
  },
  'text-length': {
    code: 'too-large',
    zh: '有单元格的文字超过 {limit} 个字符，文件没有读取。请缩短后再上传。',
    en: 'A cell holds more than {limit} characters; the file was not read. Shorten it and upload again.',
  },
  'answer-bytes': {
    code: 'too-large',
    zh: '从文件读出的内容超过 {limit} 字节的上限，没有采用。请拆分后再上传。',
    en: 'What was read from the file exceeds the limit of {limit} bytes and was not used. Split it and upload the parts.',
  },
  time: {
    code: 'timed-out',
    zh: '文件在 {limit} 毫秒内没有读完，已经停止。请用表格软件另存或拆分后再上传。',
    en: 'Reading the file took longer than {limit} ms and was stopped. Save it anew with a spreadsheet program, or split it.',
  },
  memory: {
    code: 'out-of-memory',
    zh: '读取文件所需内存超过 {limit} MB 的上限，已经停止。请拆分后再上传。',
    en: 'Reading the file needed more memory than the limit of {limit} MB and was stopped. Split it and upload the parts.',
  },
  died: {
    code: 'crashed',
    zh: '读取文件的进程意外退出，文件没有读取，其他文件不受影响。请用表格软件另存后再上传；如再次发生，请将文件交管理员检查。',
    en: 'The process reading the file ended unexpectedly; the file was not read, others are not affected. Save it anew; if it happens again, hand the file to the administrator.',
  },
  'foreign-answer': {
    code: 'crashed',
    zh: '读取文件的进程给出了不合规定的结果，已经丢弃。文件可能含有攻击内容，请交管理员检查。',
    en: 'The process reading the file gave an answer that breaks the rules; it was discarded. The file may carry an attack: hand it to the administrator.',
  },
  'unknown-kind': {
    code: 'unreadable',
    zh: '文件不是可以识别的表格（xlsx、xls、csv）。请用表格软件另存为 xlsx 后再上传。',
    en: 'The file is no table known here (xlsx, xls, csv). Save it as xlsx with a spreadsheet program and upload that.',
  },
  'other-spreadsheet': {
    code: 'unreadable',
    zh: '文件是本系统不读取的表格格式（ods、xlsb、网页或 XML 表格）。请用表格软件另存为 xlsx 后再上传。',
    en: 'The file is a spreadsheet of a format not read here (ods, xlsb, web page or XML table). Save it as xlsx and upload that.',
  },
  damaged: {
    code: 'unreadable',
    zh: '文件已损坏或不完整，无法读取。请用表格软件打开，另存后再上传。',
    en: 'The file is damaged or incomplete and cannot be read. Open it with a spreadsheet program, save it anew and upload that.',
  },
  'document-type': {
    code: 'unreadable',
    zh: '文件内含文档类型声明（XML 实体），正常的表格没有这种内容，因此没有读取。请用表格软件另存后再上传。',
    en: 'The file declares a document type (XML entities), which no proper spreadsheet does; it was not read. Save it anew with a spreadsheet program.',
  },
  encoding: {
    code: 'unreadable',
    zh: '文字编码无法识别（支持 UTF-8、UTF-16、GB 18030）。请另存为 UTF-8 编码的 csv 或 xlsx 后再上传。',
    en: 'The text encoding is not recognised (UTF-8, UTF-16 and GB 18030 are). Save it as csv in UTF-8, or as xlsx.',
  },
  password: {
    code: 'encrypted',
    zh: '文件设有打开密码，无法读取。请去除密码后再上传。',
    en: 'The file is protected by a password and cannot be read. Remove the password and upload again.',
  },
} as const satisfies Record<string, FailureText>;

export type FailureReason = keyof typeof failureTexts;

/** A failure as told to the user. */
export interface Failure {
  code: FailureCode;
  reason: FailureReason;
  zh: string;
  en: string;
}

export function isFailureReason(value: unknown): value is FailureReason {
  return typeof value === 'string' && Object.hasOwn(failureTexts, value);
}

/** Code and texts of a reason; `limit` is the number the texts name, in the unit they name. */
export function describeFailure(reason: FailureReason, limit?: number): Failure {
  const { code, zh, en } = failureTexts[reason];
  const shown = limit === undefined ? '?' : String(limit);
  return { code, reason, zh: zh.replace('{limit}', shown), en: en.replace('{limit}', shown) };
}

/** Thrown by a task in the reading process: the file, not the program, is at fault. */
export class FileRefused extends Error {
  readonly reason: FailureReason;
  readonly limit: number | undefined;

  constructor(reason: FailureReason, limit?: number) {
    super(reason);
    this.name = 'FileRefused';
    this.reason = reason;
    this.limit = limit;
  }
}

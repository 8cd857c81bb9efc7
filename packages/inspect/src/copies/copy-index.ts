import { CodedRefusal } from '../coded-refusal.ts';
import type { RefusalTexts } from '../coded-refusal.ts';

/** What is kept of a protected document besides its fingerprints; in clear, so never a title that is itself secret. */
export type DocumentMeta = Readonly<Record<string, string | number | boolean>>;

/** A document in the index. */
export interface ProtectedDocument {
  id: string;
  meta: DocumentMeta;
  /** Length of the text as it was added, in UTF-16 units. */
  textUnits: number;
  /** Tokens of the normalised text: a Chinese character each, a Latin word each. */
  tokens: number;
  /** Fingerprints kept. */
  fingerprints: number;
}

/** `[from, to)` in UTF-16 units of the text as it was given. */
export interface TextRange {
  from: number;
  to: number;
}

/** A passage that stands in both. */
export interface Overlap {
  query: TextRange;
  protected: TextRange;
}

/** A protected document of which a copy was found in a text. */
export interface CopyMatch {
  id: string;
  meta: DocumentMeta;
  /** In the order of the query. */
  overlaps: Overlap[];
  /** The span of the query in which the copied passages lie close together, one for each such place. */
  passages: TextRange[];
  /** Share of the query's text that lies within the overlaps, 0 to 1. */
  shareOfQuery: number;
  /** Share of the document's text that lies within the overlaps, 0 to 1. */
  shareOfDocument: number;
  /** Evidence in tokens: copied ones count for, changed ones between and boilerplate against; 11 is the least. */
  score: number;
  /** 0.5 to 1, from the score. */
  confidence: number;
}

/** What an index holds and costs. */
export interface CopyIndexState {
  documents: number;
  fingerprints: number;
  /** Documents removed whose fingerprints are still in files until `compact`. */
  removedNotCompacted: number;
  segments: number;
  /** Bytes in the folder. */
  bytes: number;
  /** True when the fingerprints for the low side are kept, too (see `src/lowside`). */
  lowSide: boolean;
}

export interface CopyIndexOptions {
  /** The installation's key, 32 bytes or more; all keys in use are derived from it (HKDF). Another key opens nothing. */
  key: Uint8Array;
  /** `write`: one process at a time, creates the folder where absent. `read`: any number, sees what the writer adds. */
  mode: 'read' | 'write';
  /**
   * Keeps the fingerprints of long windows that `exportLowSide` needs; decided when the folder is made, default true.
   */
  lowSide?: boolean;
  /** False: `add` and `remove` return before the disk has it; `sync`, `compact` and `close` make it so. Default true. */
  syncEach?: boolean;
}

/**
 * One-way fingerprints of protected texts on disk. Holds no text; needs about 20 bytes of disk for each token and
 * little memory (a page directory and the documents' ids).
 */
export interface CopyIndex {
  /**
   * Adds a text under an id, in place of what had the id before. Resolves when it is safe on disk.
   * @throws CopyIndexRefused `text-too-short`, `text-too-long`, `bad-id`, `read-only`
   */
  add(id: string, text: string, meta?: DocumentMeta): Promise<ProtectedDocument>;
  /** False when there was none. Found no more from now on; its fingerprints leave the disk with `compact`. */
  remove(id: string): Promise<boolean>;
  has(id: string): boolean;
  /** In order of id. */
  list(): ProtectedDocument[];
  /** Documents of which at least a paragraph stands in the text, best first. Never the same id twice. */
  query(text: string): CopyMatch[];
  /** Puts all on disk for `syncEach: false`. */
  sync(): Promise<void>;
  /** Rewrites the files: removed documents leave nothing behind, queries get faster. Queries go on meanwhile. */
  compact(): Promise<void>;
  /** Reads every byte and compares it with its checksums. @throws CopyIndexRefused `damaged` */
  verify(): Promise<void>;
  /**
   * For each document the hashes of its long windows, 8 bytes each: what `exportLowSide` and `confirmOnHighSide` read.
   * @throws CopyIndexRefused `no-low-side`
   */
  lowHashes(): Iterable<{ id: string; hashes: Uint8Array }>;
  state(): CopyIndexState;
  close(): Promise<void>;
}

const refusalTexts = {
  damaged: {
    zh: '指纹库文件已损坏（{detail}），没有使用。请从备份恢复，或重新建库。',
    en: 'A file of the fingerprint index is damaged ({detail}) and was not used. Restore it from a backup or build the index anew.',
  },
  'wrong-key': {
    zh: '密钥与指纹库不符。请使用建库时的密钥。',
    en: 'The key is not the one the fingerprint index was made with. Use that key.',
  },
  'weak-key': {
    zh: '密钥不足 32 字节。请使用安装时生成的密钥。',
    en: 'The key has fewer than 32 bytes. Use the key made at installation.',
  },
  'unknown-version': {
    zh: '指纹库的格式版本（{detail}）不受支持。请用相应版本的程序打开，或重新建库。',
    en: 'The fingerprint index has a format version ({detail}) not known here. Open it with a matching release or build it anew.',
  },
  absent: {
    zh: '该文件夹中没有指纹库。请先添加文档。',
    en: 'There is no fingerprint index in the folder. Add a document first.',
  },
  'in-use': {
    zh: '另一个进程（{detail}）正在写入指纹库。请等其结束后再试。',
    en: 'Another process ({detail}) is writing to the fingerprint index. Try again when it has ended.',
  },
  'read-only': {
    zh: '指纹库以只读方式打开，不能更改。',
    en: 'The fingerprint index was opened for reading and cannot be changed.',
  },
  closed: {
    zh: '指纹库已关闭。',
    en: 'The fingerprint index is closed.',
  },
  'text-too-short': {
    zh: '文本不足 {detail} 个字，无法登记为受保护文档。请登记更长的内容；单个词语应列入词表。',
    en: 'The text has fewer than {detail} characters and cannot be protected by fingerprints. Give a longer text; words belong in a list of terms.',
  },
  'text-too-long': {
    zh: '文本超过 {detail} 个字符的上限。请分成几份登记。',
    en: 'The text is longer than the limit of {detail} characters. Add it in parts.',
  },
  'bad-id': {
    zh: '文档编号或附加信息无效（{detail}）。',
    en: 'The id or the facts of the document are not valid ({detail}).',
  },
  'no-low-side': {
    zh: '该指纹库没有保留低密级侧所需的指纹。请以保留方式重新建库。',
    en: 'The index does not keep the fingerprints that the low side needs. Build it anew with them.',
  },
} as const satisfies Record<string, RefusalTexts>;

export type CopyIndexRefusal = keyof typeof refusalTexts;

/** The index cannot do what was asked, and why; never quotes a text. */
export class CopyIndexRefused extends CodedRefusal<CopyIndexRefusal> {
  constructor(code: CopyIndexRefusal, detail = '') {
    super(refusalTexts, code, detail);
  }
}

import { CodedRefusal } from '../coded-refusal.ts';
import type { RefusalTexts } from '../coded-refusal.ts';

const refusalTexts = {
  damaged: {
    zh: '低密级侧文件已损坏（{detail}），没有使用。请重新导出。',
    en: 'The file for the low side is damaged ({detail}) and was not used. Export it again.',
  },
  'bad-signature': {
    zh: '低密级侧文件的签名无效或缺失，没有使用。请核对签名密钥与来源。',
    en: 'The signature of the file for the low side is missing or wrong; it was not used. Check the key and where the file came from.',
  },
  'unknown-version': {
    zh: '低密级侧文件的格式版本（{detail}）不受支持。请重新导出。',
    en: 'The file for the low side has a format version ({detail}) not known here. Export it again.',
  },
  'catalogue-word': {
    zh: '公开词表中有 {detail} 个词属于保密目录词，不得导出。请从公开词表中删除。',
    en: '{detail} of the public words are catalogue words, which never leave. Take them off the list of public words.',
  },
  'window-too-short': {
    zh: '指纹窗口少于 {detail} 个字，可被逐词猜出，不得导出。',
    en: 'Windows of fewer than {detail} characters could be guessed word by word and are not exported.',
  },
} as const satisfies Record<string, RefusalTexts>;

export type LowSideRefusal = keyof typeof refusalTexts;

/** The export cannot be made or used, and why; never quotes a word. */
export class LowSideRefused extends CodedRefusal<LowSideRefusal> {
  constructor(code: LowSideRefusal, detail = '') {
    super(refusalTexts, code, detail);
  }
}

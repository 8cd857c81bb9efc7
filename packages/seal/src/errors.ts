/** Every mistake a caller or a user of the writing side can make. `seal verify` has its own list. */
export const sealErrors = {
  'json.invalid': {
    zh: '内容不是合法的 JSON 值，无法封存。请去掉 undefined、NaN、日期对象等。',
    en: 'The value is not plain JSON and cannot be sealed. Remove undefined, NaN, dates and the like.',
  },
  'leaf.malformed': {
    zh: '日志条目的格式不对。',
    en: 'The log entry is not in the expected form.',
  },
  'key.malformed': {
    zh: '密钥文本不合规则（签名笔记密钥格式）。请检查文件是否完整。',
    en: 'The key text is not a signed-note key. Check that the file is complete.',
  },
  'key.kind': {
    zh: '这把密钥不是此用途的：日志密钥与见证密钥不能混用。',
    en: 'This key is of the wrong kind: log keys and witness keys are not interchangeable.',
  },
  'note.malformed': {
    zh: '签名笔记格式不对。请检查文件是否完整、是否被编辑器改动。',
    en: 'The signed note is malformed. Check that the file is complete and was not changed by an editor.',
  },
  'note.unsigned': {
    zh: '没有任何可信密钥的有效签名。请核对公钥，或重新索取文件。',
    en: 'No trusted key has signed this. Compare the public key, or ask for the file again.',
  },
  'note.signature': {
    zh: '可信密钥的签名不成立：文件被改动过。',
    en: 'The signature of a trusted key does not hold: the file has been changed.',
  },
  'checkpoint.malformed': {
    zh: '检查点格式不对。',
    en: 'The checkpoint is malformed.',
  },
  'cosign.origin': {
    zh: '检查点来自另一个日志，见证人拒绝签名。',
    en: 'The checkpoint is of another log; the witness refuses to sign.',
  },
  'cosign.rollback': {
    zh: '检查点比见证人上次签过的更短：日志被回退。拒绝签名，请报告审计管理员。',
    en: 'The checkpoint is shorter than the one this witness signed before: the log was rolled back. Refused; tell the auditor.',
  },
  'cosign.fork': {
    zh: '检查点与见证人上次签过的不一致：日志被改写。拒绝签名，请报告审计管理员。',
    en: 'The checkpoint is inconsistent with the one this witness signed before: the log was rewritten. Refused; tell the auditor.',
  },
  'cosign.proof': {
    zh: '缺少从上次检查点到本次的一致性证明，无法签名。请改用导出文件夹，或附上证明。',
    en: 'The proof from the last checkpoint to this one is missing. Give the export folder, or add the proof.',
  },
  'cosign.previous': {
    zh: '见证人的状态文件不是本见证人签过的检查点。请核对状态文件。',
    en: 'The state file is not a checkpoint this witness signed. Check the state file.',
  },
  'proof.malformed': {
    zh: '证明文件格式不对。',
    en: 'The proof file is malformed.',
  },
  'proof.mismatch': {
    zh: '证明不成立：该条目不在检查点所封的日志中，或内容被改动。',
    en: 'The proof does not hold: the entry is not in the log the checkpoint seals, or it was changed.',
  },
  'proof.details': {
    zh: '披露的详情与日志中的承诺值不符。',
    en: 'The disclosed details do not match the commitment in the log.',
  },
  'bundle.malformed': {
    zh: '条目包格式不对。',
    en: 'The entry bundle is malformed.',
  },
  'export.exists': {
    zh: '目标文件夹已存在且不为空。请另选一个文件夹。',
    en: 'The target folder exists and is not empty. Choose another.',
  },
  'export.count': {
    zh: '条目数与检查点不符，导出中止。',
    en: 'The number of entries does not match the checkpoint; the export was stopped.',
  },
} as const satisfies Record<string, { zh: string; en: string }>;

export type SealErrorCode = keyof typeof sealErrors;

/** A refused input, with a code from the closed list; `detail` is for the log, not for the screen. */
export class SealError extends Error {
  readonly code: SealErrorCode;
  readonly detail: string;
  constructor(code: SealErrorCode, detail = '') {
    super(`${code}${detail === '' ? '' : `: ${detail}`}`);
    this.name = 'SealError';
    this.code = code;
    this.detail = detail;
  }
}

/** Crashes when a promise this package makes to itself is broken. */
export function invariant(condition: boolean, promise: string): asserts condition {
  if (!condition) throw new Error(`invariant broken: ${promise}`);
}

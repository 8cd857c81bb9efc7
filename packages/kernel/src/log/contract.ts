import { z } from 'zod';
import type { ErrorList } from '../command/refusal.ts';

export const logOutcomes = ['done', 'parked', 'denied', 'refused', 'failed', 'opened'] as const;

const Bilingual = z.object({ zh: z.string(), en: z.string() });
const Instant = z.string();
const checkpointBytesMax = 64 * 1024;

export const LogListQuery = z.object({
  search: z
    .object({
      command: z.string().trim().max(100).optional(),
      outcome: z.enum(logOutcomes).optional(),
      accountId: z.uuid().optional(),
      /** First and last day, days of the house. */
      from: z.iso.date().optional(),
      to: z.iso.date().optional(),
      /** In the details, or in name or login of the person. */
      text: z.string().trim().max(100).optional(),
    })
    .optional(),
  after: z.string().max(300).nullable().default(null),
});
export const LogList = z.object({
  rows: z.array(
    z.object({
      entryId: z.string(),
      at: Instant,
      /** Null until the sealer has numbered it, within a second. */
      leafIndex: z.number().nullable(),
      person: z.string().nullable(),
      login: z.string().nullable(),
      command: z.string(),
      title: Bilingual,
      outcome: z.enum(logOutcomes),
      subject: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
  /** Entries under the head of the log. */
  size: z.number(),
  /** Hex. */
  root: z.string(),
  sealedAt: Instant.nullable(),
  witnessedAt: Instant.nullable(),
  /** Entries that were put into the database past the program. */
  foreign: z.number(),
});

export const LogEntryQuery = z.object({ entryId: z.uuid() });
export const LogEntryView = z.object({
  entryId: z.string(),
  at: Instant,
  leafIndex: z.number().nullable(),
  person: z.string().nullable(),
  login: z.string().nullable(),
  title: Bilingual,
  details: z.record(z.string(), z.unknown()),
  rows: z.array(z.object({ table: z.string(), rowId: z.string(), hash: z.string().nullable() })),
  /** True where the entry wrote more rows than are listed. */
  more: z.boolean(),
});

export const VerifyLogQuery = z.object({});
export const LogVerdict = z.object({
  verdict: z.enum(['intact', 'broken']),
  size: z.number(),
  root: z.string(),
  prunedBefore: z.number(),
  findings: z.array(
    z.object({ code: z.string(), zh: z.string(), en: z.string(), at: z.number().nullable() }),
  ),
  /** All that were found; the list is cut at some hundreds. */
  findingCount: z.number(),
  checkedAt: Instant,
  witnessedAt: Instant.nullable(),
});

/** The text a witness gave back: a signed checkpoint of this log with his line on it. */
export const CosignLog = z.object({ checkpoint: z.string().min(1).max(checkpointBytesMax) });
/** The witness's public key, `name+id+base64`, as `seal key new --kind witness` writes it to `.pub`. */
export const AddWitness = z.object({ key: z.string().trim().min(10).max(500) });
/** Entries before this index go; rounded down to a multiple of 256. */
export const PruneLog = z.object({
  before: z.int().min(1),
  reason: z.string().trim().min(2).max(300),
});

/** `request` is what a witness needs (tlog-witness add-checkpoint), `checkpoint` the signed head alone. */
export const CheckpointFile = z.object({
  form: z.enum(['request', 'checkpoint']).default('request'),
  /** Whose last cosignature the request starts from; absent: the last of any witness. */
  witness: z.string().trim().max(200).optional(),
});
export const ProofFile = z.object({ entryId: z.uuid(), disclose: z.boolean().default(false) });

/** Entries the sealer writes by itself. */
export const sealerEventTitles: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  'log.foreign': { zh: '发现外来日志条目', en: 'Foreign log entries found' },
  'log.pruned': { zh: '日志清理完毕', en: 'Pruning of the log finished' },
};

export const logErrors = {
  'log.entry.unsealed': {
    status: 409,
    zh: '该条刚写入，尚未封存。请几秒后再试；若一直如此，请系统管理员检查封存程序。',
    en: 'The entry has just been written and is not sealed yet. Try again in a few seconds; if it stays so, the system administrator should look at the sealer.',
  },
  'log.unsigned': {
    status: 409,
    zh: '日志还没有签名的检查点。请稍后再试；若一直如此，请系统管理员检查封存程序。',
    en: 'The log has no signed checkpoint yet. Try again shortly; if it stays so, the system administrator should look at the sealer.',
  },
  'log.pruned.away': {
    status: 409,
    zh: '所需部分已依规清理（第 {minimum} 条以前），无法出具。',
    en: 'What is needed was pruned by rule (before entry {minimum}) and cannot be produced.',
  },
  'log.cosign.malformed': {
    status: 422,
    zh: '这不是签名的检查点。请粘贴见证人交回文件的全部内容。',
    en: 'This is not a signed checkpoint. Paste the whole file the witness gave back.',
  },
  'log.cosign.foreign': {
    status: 422,
    zh: '这个检查点不是本单位日志签发的。请核对文件；若见证人确认无误，请立即报告：日志密钥可能被换过。',
    en: 'This checkpoint was not signed by the log of this house. Check the file; if the witness stands by it, report at once: the key of the log may have been swapped.',
  },
  'log.cosign.unknown': {
    status: 422,
    zh: '检查点上没有登记的见证人的签名。请先登记见证人的公钥，或向见证人索取签过的文件。',
    en: 'No registered witness has signed this checkpoint. Register the key of the witness first, or ask for the signed file.',
  },
  'log.cosign.signature': {
    status: 422,
    zh: '见证人的签名不成立：文件被改动过。请重新索取。',
    en: 'The signature of the witness does not hold: the file was changed. Ask for it again.',
  },
  'log.cosign.future': {
    status: 422,
    zh: '见证时间 {time} 在将来：有一方时钟不准。请核对时钟后重新见证。',
    en: 'The witness signed at {time}, in the future: one of the clocks is wrong. Set them right and have it signed again.',
  },
  'log.cosign.ahead': {
    status: 409,
    zh: '见证过的检查点封存了 {size} 条，现在日志只有 {have} 条：日志被回退或截断。请停止办理并报告。',
    en: 'The witnessed checkpoint seals {size} entries, the log now has {have}: it was rolled back or cut off. Stop work and report.',
  },
  'log.cosign.fork': {
    status: 409,
    zh: '现在日志的前 {size} 条与见证过的不同：历史被改写。请停止办理并报告。',
    en: 'The first {size} entries of the log are not those that were witnessed: history was rewritten. Stop work and report.',
  },
  'log.witness.malformed': {
    status: 422,
    zh: '这不是见证人的公钥。请用 seal key new --kind witness 生成的 .pub 文件内容。',
    en: 'This is not the public key of a witness. Use the .pub file made by seal key new --kind witness.',
  },
  'log.witness.known': { status: 409, zh: '这把公钥已经登记。', en: 'This key is registered already.' },
  'log.witness.many': {
    status: 409,
    zh: '最多登记 {max} 名见证人。',
    en: 'At most {max} witnesses can be registered.',
  },
  'log.prune.none': {
    status: 422,
    zh: '没有可清理的条目：清理以 256 条为一块，已清理到第 {minimum} 条。',
    en: 'There is nothing to prune: entries go in blocks of 256, and those before {minimum} are gone already.',
  },
  'log.prune.size': {
    status: 422,
    zh: '日志只封存到第 {size} 条，不能清理到更后。',
    en: 'The log is sealed up to entry {size}; nothing later can be pruned.',
  },
  'log.prune.kept': {
    status: 409,
    zh: '从第 {from} 条起仍是在册载体流转或销毁记录的依据，不能清理。',
    en: 'From entry {from} on the log is what live carriers or destructions rest on, and cannot be pruned.',
  },
  'log.prune.unwitnessed': {
    status: 409,
    zh: '见证人 {witness} 只见证到第 {size} 条；清理到更后，其今后的见证将无法衔接。请先请其见证。',
    en: 'Witness {witness} has cosigned up to entry {size} only; pruned further, his next cosignature could not follow on. Have him cosign first.',
  },
  'log.prune.running': {
    status: 409,
    zh: '上一次清理尚未完成。请稍后再试。',
    en: 'The last pruning is not finished. Try again later.',
  },
} as const satisfies ErrorList;

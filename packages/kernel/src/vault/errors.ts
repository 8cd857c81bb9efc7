import type { ErrorList } from '../command/refusal.ts';
import { refuser } from '../command/refusal.ts';

/** What vault and key store refuse. */
export const vaultErrors = {
  'vault.none': {
    status: 409,
    zh: '密钥库尚未建立，电子文档不能存取。请安全保密管理员在“密钥库”页面建立。',
    en: 'There is no key store yet, so electronic documents cannot be kept or opened. The security administrator makes it on the page “Key store”.',
  },
  'vault.locked': {
    status: 503,
    zh: '密钥库未开启，电子文档暂不能存取，其他业务不受影响。请安全保密管理员开启密钥库后重试。',
    en: 'The key store is locked, so electronic documents cannot be kept or opened now; everything else works. Ask the security administrator to unlock it, then try again.',
  },
  'vault.open': {
    status: 409,
    zh: '密钥库已经开启，无须再次操作。',
    en: 'The key store is open already; there is nothing to do.',
  },
  'vault.exists': {
    status: 409,
    zh: '密钥库已经建立，不能另建：另建会使已存文档全部无法打开。',
    en: 'There is a key store already. Another one would leave every document kept so far unreadable, so none is made.',
  },
  'vault.store.lost': {
    status: 409,
    zh: '密钥库文件不在，而库中还有 {count} 份电子文档。请勿另建：先由托管人用分片恢复（fengni key-store restore）。确已无法恢复的，勾选后另建，原有文档不能再打开。',
    en: 'The key store file is gone while {count} electronic documents are there. Do not make another: have the custodians restore it (fengni key-store restore). Only where that is impossible, tick the box; those documents never open again.',
  },
  'vault.passphrase.wrong': {
    status: 403,
    zh: '密钥库口令不对，未开启。请核对大小写和输入法后重试。',
    en: 'The passphrase of the key store is wrong; it stays locked. Check case and input method and try again.',
  },
  'vault.passphrase.short': {
    status: 422,
    zh: '密钥库口令至少 {length} 个字符。请用一句只有你记得的话。',
    en: 'The passphrase of the key store needs at least {length} characters. Use a sentence only you remember.',
  },
  'vault.store.damaged': {
    status: 500,
    zh: '密钥库文件已损坏，打不开。请勿改动它；由密钥托管人用分片从密钥库副本恢复（fengni key-store restore）。',
    en: 'The key store file is damaged and does not open. Leave it as it is; the custodians restore it from a generation with their shares (fengni key-store restore).',
  },
  'vault.store.other': {
    status: 409,
    zh: '密钥库属于另一个系统（{found}），不能用于本系统（{wanted}）。请放回本系统的密钥库。',
    en: 'The key store is of another house ({found}), not of this one ({wanted}). Put the key store of this house in place.',
  },
  'vault.damaged': {
    status: 500,
    zh: '文档未通过完整性校验：文件在库外被改动或截断。内容没有送出。请停止使用该文档并报告保密办公室。',
    en: 'The document failed authentication: its file was changed or cut off outside the program. Nothing was sent. Stop using it and report it to the office.',
  },
  'vault.destroyed': {
    status: 409,
    zh: '该电子文档的密钥已销毁，不能再打开。',
    en: 'The key of this electronic document has been destroyed; it cannot be opened any more.',
  },
  'vault.key.missing': {
    status: 409,
    zh: '密钥库中没有该文档的密钥，打不开。若密钥库由较早的副本恢复，副本之后存入的文档不能恢复。',
    en: 'The key store has no key for this document. If it was restored from an older generation, what was kept after that generation is lost.',
  },
  'vault.offset': {
    status: 409,
    zh: '续传位置不符，请从第 {length} 字节续传。',
    en: 'The upload does not continue where it stopped; go on at byte {length}.',
  },
  'vault.busy': {
    status: 409,
    zh: '该文件正在写入。请等待当前传输结束后重试。',
    en: 'This file is being written. Wait for the transfer under way, then try again.',
  },
  'vault.incomplete': {
    status: 409,
    zh: '文件尚未传完，不能存入。请续传后重试。',
    en: 'The file has not arrived whole and cannot be kept yet. Go on with the upload, then try again.',
  },
  'vault.state': {
    status: 409,
    zh: '该电子文档当前状态不能办理此事。请刷新后查看其状态。',
    en: 'This cannot be done with the electronic document in its present state. Reload and look at its state.',
  },
  'vault.generations.full': {
    status: 409,
    zh: '同时存在的密钥库副本不得超过 {max} 代。请先销毁最早的一代并登记，再制作新的。',
    en: 'At most {max} generations of the key store exist at a time. Destroy the oldest and record it before making another.',
  },
  'vault.generation.gone': {
    status: 409,
    zh: '该代副本和分片单只在制作后 {minutes} 分钟内可以取出，现已清除。请登记销毁这一代，另做一代。',
    en: 'File and sheets of a generation can be taken for {minutes} minutes after it is made and are forgotten now. Record this generation as destroyed and make another.',
  },
  'vault.generation.day': {
    status: 422,
    zh: '日期须在副本制作之后，且不晚于今天。',
    en: 'What happens to a generation happens after it was made and not after today.',
  },
  'vault.level.none': {
    status: 404,
    zh: '密钥库中没有这一密级的密钥，无须更换。',
    en: 'There is no key of this level in the key store; there is nothing to rotate.',
  },
  'vault.generation.destroyed': {
    status: 409,
    zh: '这一代副本已登记销毁。',
    en: 'This generation is recorded as destroyed already.',
  },
  'vault.generation.file': {
    status: 422,
    zh: '这不是密钥库副本文件，或文件已损坏。请核对文件和代号。',
    en: 'This is no file of a generation, or it is damaged. Check the file and its number.',
  },
  'vault.custodians': {
    status: 422,
    zh: '托管人须为 {min} 至 {max} 名互不相同的在职人员，不得是安全保密管理员本人；恢复所需人数为 2 至托管人数。',
    en: 'Custodians are {min} to {max} different persons in service, the security administrator not among them; the number needed to restore is between 2 and theirs.',
  },
  'vault.share.holder': {
    status: 409,
    zh: '移交的人须是这一代的托管人，接收的人须在职、尚未托管这一代，且不是安全保密管理员本人。',
    en: 'A share goes from a custodian of this generation to somebody in service who holds none of it and is not the security administrator.',
  },
  'vault.witnesses': {
    status: 422,
    zh: '销毁密钥库副本须有两名互不相同的在职监销人，不得是登记人本人。',
    en: 'The destruction of a generation has two different witnesses in service, other than who records it.',
  },
  'vault.share.wrong': {
    status: 422,
    zh: '第 {place} 份分片有误（校验不符，或不属于这一代）。请对照分片单逐组核对。',
    en: 'Share {place} is wrong: its check does not fit, or it is of another generation. Compare it with the sheet group by group.',
  },
  'vault.shares.few': {
    status: 422,
    zh: '分片数量不足或组合有误，打不开副本。需要 {threshold} 份不同的分片。',
    en: 'There are too few shares, or they do not belong together. {threshold} different shares are needed.',
  },
  'vault.rehearsal.code': {
    status: 422,
    zh: '演练确认码不对，或日期不符。请按演练结束时显示的日期和确认码填写。',
    en: 'The rehearsal code is wrong or of another day. Enter day and code as shown at the end of the rehearsal.',
  },
  'vault.rehearsal.day': {
    status: 422,
    zh: '演练日期须在最近 {days} 天内。请重新演练。',
    en: 'A rehearsal is recorded within {days} days. Rehearse again.',
  },
} as const satisfies ErrorList;

export const refuseVault = refuser(vaultErrors);

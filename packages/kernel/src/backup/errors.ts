import type { ErrorList } from '../command/refusal.ts';

/** What making, reading or restoring a backup refuses. */
export const backupErrors = {
  'backup.not.one': {
    status: 422,
    zh: '这不是本程序的备份文件，或版本不识别。请核对文件。',
    en: 'This is not a backup of this program, or of a version it does not know. Check the file.',
  },
  'backup.wrong.key': {
    status: 403,
    zh: '口令或私钥不对，打不开备份。请核对后重试。',
    en: 'Passphrase or key is wrong; the backup does not open. Check and try again.',
  },
  'backup.damaged': {
    status: 422,
    zh: '备份文件已损坏或不完整，未作任何改动。请换用另一份备份。',
    en: 'The backup is damaged or cut off; nothing was changed. Use another copy.',
  },
  'backup.other.version': {
    status: 409,
    zh: '备份由更新版本的程序制作（{name}），本程序不能恢复。请换用新版本。',
    en: 'The backup was made by a newer program ({name}) and cannot be restored by this one. Update the program.',
  },
  'backup.not.empty': {
    status: 409,
    zh: '数据库不是空的，不能恢复到其中。请用空的数据文件夹或空数据库。',
    en: 'The database is not empty, so nothing is restored into it. Use an empty data folder or database.',
  },
  'backup.other.keys': {
    status: 409,
    zh: '密钥文件夹属于另一个系统（{found}），备份属于 {wanted}。请先放入该系统的密钥文件夹（keys）。',
    en: 'The keys folder belongs to another house ({found}); the backup is of {wanted}. Put the keys folder of that house in place first.',
  },
  'backup.passphrase.short': {
    status: 422,
    zh: '备份口令至少 {length} 个字符。',
    en: 'A backup passphrase needs at least {length} characters.',
  },
  'restore.none': { status: 409, zh: '没有待确认的恢复。', en: 'There is no restore to confirm.' },
  'restore.two.persons': {
    status: 422,
    zh: '恢复须由三名管理员中的两人确认，两人不得相同。',
    en: 'A restore is confirmed by two of the three administrators, two different persons.',
  },
  'restore.proof.failed': {
    status: 401,
    zh: '登录名、口令或验证码不对，未确认。请核对后重试。',
    en: 'Login, password or second factor is wrong; nothing was confirmed. Check and try again.',
  },
} as const satisfies ErrorList;

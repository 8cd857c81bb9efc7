import type { Command } from 'commander';
import { type Defining, type Option, dataOption, inLanguage } from './defining.ts';
import { CliStop, exitCodes } from './io.ts';
import { type SettingOverrides, readCliSettings } from './read-cli-settings.ts';
import type { BackupKeyOptions } from './run-backup.ts';

type RestoreLine = SettingOverrides &
  BackupKeyOptions & { readonly witness?: string; readonly confirm?: boolean };

export function defineBackupCommands(program: Command, the: Defining): void {
  const { io, speaker, choose } = the;
  const t = inLanguage(speaker);
  program
    .command('backup')
    .description(t('备份全部数据（不含 keys 文件夹）', 'back up all data (without the keys folder)'))
    .argument('<dir>', t('存放备份的文件夹', 'folder for the backup'))
    .option('--recipient <file>', t('公钥文件，见 backup-key', 'public key file, see backup-key'))
    .option(...passphraseOption(the))
    .option(...dataOption(speaker))
    .action((dir: string, options: SettingOverrides & BackupKeyOptions) =>
      choose(async () => {
        const { runBackup } = await import('./run-backup.ts');
        return runBackup(readCliSettings(io, options), { ...options, dir }, io, speaker);
      }),
    );
  program
    .command('backup-key')
    .description(
      t(
        '生成备份用的密钥对：<file> 私钥交保管人，<file>.pub 公钥留在服务器',
        'make a key pair for backups: <file> goes to the custodians, <file>.pub stays with the server',
      ),
    )
    .argument('<file>')
    .action((file: string) =>
      choose(async () => {
        const { runBackupKey } = await import('./run-backup.ts');
        return runBackupKey(file, speaker);
      }),
    );
  defineRestore(program, the);
}

function defineRestore(program: Command, the: Defining): void {
  const { io, speaker, choose } = the;
  const t = inLanguage(speaker);
  program
    .command('restore')
    .description(
      t(
        '把备份恢复到空文件夹；须由两名管理员确认',
        'restore a backup into an empty folder; two administrators confirm it',
      ),
    )
    .argument('[file]', t('备份文件', 'the backup'))
    .option('--key <file>', t('备份私钥', 'private key of the backup'))
    .option(...passphraseOption(the))
    .option(
      '--witness <file>',
      t('见证人所持的检查点，用以查明丢失了什么', "a witness's checkpoint, to tell what was lost"),
    )
    .option(
      '--confirm',
      t(
        '确认已恢复的数据（询问两名管理员的口令和验证码）',
        'confirm what was restored (asks two administrators for password and code)',
      ),
    )
    .option(...dataOption(speaker))
    .action((file: string | undefined, options: RestoreLine) =>
      choose(async () => {
        const { runConfirm, runRestore } = await import('./run-restore.ts');
        const settings = readCliSettings(io, options);
        if (file === undefined && options.confirm !== true) {
          throw new CliStop(exitCodes.usage, {
            zh: '请给出备份文件，或用 --confirm 确认。',
            en: 'Name the backup, or use --confirm.',
          });
        }
        if (file !== undefined) await runRestore(settings, { ...options, file }, io, speaker);
        return options.confirm === true ? runConfirm(settings, io, speaker) : exitCodes.done;
      }),
    );
}

function passphraseOption({ speaker }: Defining): Option {
  const text = inLanguage(speaker)(
    '口令所在文件（否则询问）',
    'file that holds the passphrase (asked for otherwise)',
  );
  return ['--passphrase-file <file>', text];
}

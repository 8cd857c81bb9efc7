import type { Command } from 'commander';
import { type Defining, dataOption, inLanguage } from './defining.ts';
import { type SettingOverrides, readCliSettings } from './read-cli-settings.ts';

/** The key store where no server can help: rehearsing and restoring from the custodians' shares. */
export function defineKeyStoreCommands(program: Command, { io, speaker, choose }: Defining): void {
  const t = inLanguage(speaker);
  const group = program
    .command('key-store')
    .description(
      t('电子文档的密钥库：演练与恢复', 'the key store of electronic documents: rehearse, restore'),
    );
  const file = t('密钥库副本文件', 'the file of a generation');
  group
    .command('rehearse')
    .description(
      t(
        '恢复演练：由托管人逐一输入分片，在临时文件夹中恢复并核对，不留下任何东西',
        'rehearsal: the custodians type their shares, the store is restored in a temporary folder and checked, nothing stays',
      ),
    )
    .argument('<file>', file)
    .option(
      '--data <folder>',
      t(
        '已恢复备份的数据文件夹：另抽查其中的电子文档能否打开',
        'data folder into which a backup was restored: documents in it are opened as well',
      ),
    )
    .action((given: string, options: SettingOverrides) =>
      choose(async () => {
        const { runRehearse } = await import('./run-key-store.ts');
        const settings = options.data === undefined ? null : readCliSettings(io, options);
        return runRehearse({ file: given, settings }, io, speaker);
      }),
    );
  group
    .command('restore')
    .description(
      t(
        '由托管人的分片恢复密钥库，并设新口令（记入日志；副本之后存入的文档不能恢复）',
        'restore the key store from the custodians’ shares under a new passphrase (on record; documents kept after the generation are lost)',
      ),
    )
    .argument('<file>', file)
    .option(...dataOption(speaker))
    .action((given: string, options: SettingOverrides) =>
      choose(async () => {
        const { runRestoreStore } = await import('./run-key-store.ts');
        return runRestoreStore({ file: given, settings: readCliSettings(io, options) }, io, speaker);
      }),
    );
}

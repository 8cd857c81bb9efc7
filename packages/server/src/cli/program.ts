import { accessErrors } from '@fengni/kernel/access/contract';
import { backupErrors } from '@fengni/kernel/backup/errors';
import { type ErrorList, Refusal, errorText, kernelErrors } from '@fengni/kernel/command/refusal';
import { LaunchError } from '@fengni/kernel/db/embedded/launch-error';
import { runSeal } from '@fengni/seal/cli';
import { Command, CommanderError } from 'commander';
import { type CliIo, CliStop, type ExitCode, type Speaker, createSpeaker, exitCodes } from './io.ts';
import type { BackupKeyOptions } from './run-backup.ts';
import { type SettingOverrides, readCliSettings } from './read-cli-settings.ts';

/** A command's work; what it returns is the exit code. */
type Work = () => Promise<ExitCode>;

/**
 * The `fengni` program. `argv` without interpreter and script. Exit codes: 0 done, 1 failed or refused, 2 settings
 * wrong, 3 wrong usage.
 */
export async function runFengni(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const speaker = createSpeaker(io);
  if (argv[0] === 'seal') {
    const now = () => new Date();
    return runSeal(argv.slice(1), { stdout: io.out, stderr: io.err, now, env: { ...io.env, LC_ALL: speaker.language } });
  }
  let work: Work | undefined;
  const program = defineProgram(io, speaker, (chosen) => {
    work = chosen;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  }
  if (work === undefined) {
    io.err(program.helpInformation());
    return exitCodes.usage;
  }
  return finish(work, io, speaker);
}

async function finish(work: Work, io: CliIo, speaker: Speaker): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CliStop) {
      io.err(`${error.text[speaker.language]}\n`);
      return error.exitCode;
    }
    if (error instanceof LaunchError) {
      io.err(`${error.text[speaker.language === 'zh' ? 'zh-CN' : 'en']}\n`);
      return exitCodes.failed;
    }
    if (error instanceof Refusal) {
      const entry = texts[error.code];
      if (entry !== undefined) {
        io.err(`${errorText(entry, error.params, speaker.language)}\n`);
        return exitCodes.failed;
      }
    }
    throw error;
  }
}

const texts: ErrorList = { ...kernelErrors, ...accessErrors, ...backupErrors };

function defineProgram(io: CliIo, speaker: Speaker, choose: (work: Work) => void): Command {
  const t = (zh: string, en: string): string => (speaker.language === 'zh' ? zh : en);
  const program = new Command('fengni');
  program
    .description(t('封泥：单位保密工作平台', 'Fengni: the confidentiality work of an organisation'))
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .showHelpAfterError()
    .allowExcessArguments(false)
    .addHelpText('after', t('\n退出码：0 完成；1 失败或被拒绝；2 设置有误；3 用法不对\n设置见 docs/settings.md', '\nExit codes: 0 done; 1 failed or refused; 2 settings wrong; 3 wrong usage\nSettings: docs/settings.md'));
  program.helpOption('-h, --help', t('显示帮助', 'show help')).helpCommand(false);

  program
    .command('start')
    .description(t('启动服务', 'start the server'))
    .option('--demo', t('在空文件夹中建立演示数据，只在本机使用', 'make a demo in an empty folder, for this machine only'))
    .option('--port <port>', t('端口（FENGNI_PORT）', 'port (FENGNI_PORT)'))
    .option('--host <host>', t('地址（FENGNI_HOST）', 'address (FENGNI_HOST)'))
    .option('--data <folder>', t('数据文件夹（FENGNI_DATA）', 'data folder (FENGNI_DATA)'))
    .option('--no-web', t('只提供程序接口，不提供网页', 'serve the interface for programs only, no pages'))
    .action((options: SettingOverrides & { web: boolean }) =>
      choose(async () => {
        const { runStart } = await import('./run-start.ts');
        return runStart(readCliSettings(io, options), { speaker, web: options.web });
      }),
    );
  const data = ['--data <folder>', t('数据文件夹（FENGNI_DATA）', 'data folder (FENGNI_DATA)')] as const;
  const passphraseFile = ['--passphrase-file <file>', t('口令所在文件（否则询问）', 'file that holds the passphrase (asked for otherwise)')] as const;

  program
    .command('migrate')
    .description(t('更新数据库结构（单位自有数据库须设 FENGNI_OWNER_URL）', 'bring the schema up to date (a database of your own needs FENGNI_OWNER_URL)'))
    .option(...data)
    .action((options: SettingOverrides) =>
      choose(async () => {
        const { runMigrate } = await import('./run-migrate.ts');
        return runMigrate(readCliSettings(io, options), speaker);
      }),
    );
  program
    .command('doctor')
    .description(t('检查本机、数据库、日志和证书', 'look at machine, database, log and certificate'))
    .option(...data)
    .action((options: SettingOverrides) =>
      choose(async () => {
        const { runDoctor } = await import('./run-doctor.ts');
        return runDoctor(readCliSettings(io, options), speaker);
      }),
    );

  const admin = program.command('admin').description(t('三名管理员的账号', 'accounts of the three administrators'));
  admin
    .command('list')
    .description(t('列出管理员账号', 'list the administrators'))
    .option(...data)
    .action((options: SettingOverrides) =>
      choose(async () => {
        const { runAdminList } = await import('./run-admin.ts');
        return runAdminList(readCliSettings(io, options), speaker);
      }),
    );
  admin
    .command('reset')
    .description(t('应急重置一名管理员（仅限 root，记入日志）', 'break-glass reset of one administrator (root only, on record)'))
    .argument('<power>', 'system | security | audit')
    .requiredOption('--reason <text>', t('理由，记入日志', 'why, for the log'))
    .option(...data)
    .action((power: string, options: SettingOverrides & { reason: string }) =>
      choose(async () => {
        const { runAdminReset } = await import('./run-admin.ts');
        return runAdminReset(readCliSettings(io, options), { power, reason: options.reason }, io, speaker);
      }),
    );

  program
    .command('log')
    .description(t('封存的日志', 'the sealed log'))
    .command('export')
    .description(t('导出日志，供 seal verify 核验', 'export the log for seal verify'))
    .argument('<dir>', t('空文件夹', 'an empty folder'))
    .option(...data)
    .action((dir: string, options: SettingOverrides) =>
      choose(async () => {
        const { runLogExport } = await import('./run-log-export.ts');
        return runLogExport(readCliSettings(io, options), dir, speaker);
      }),
    );
  program
    .command('audit')
    .description(t('数据核对', 'checks of the data'))
    .command('rows')
    .description(t('找出绕过日志改动的登记行', 'name register rows changed past the log'))
    .option(...data)
    .action((options: SettingOverrides) =>
      choose(async () => {
        const { runAuditRows } = await import('./run-audit-rows.ts');
        return runAuditRows(readCliSettings(io, options), speaker);
      }),
    );

  program
    .command('backup')
    .description(t('备份全部数据（不含 keys 文件夹）', 'back up all data (without the keys folder)'))
    .argument('<dir>', t('存放备份的文件夹', 'folder for the backup'))
    .option('--recipient <file>', t('公钥文件，见 backup-key', 'public key file, see backup-key'))
    .option(...passphraseFile)
    .option(...data)
    .action((dir: string, options: SettingOverrides & BackupKeyOptions) =>
      choose(async () => {
        const { runBackup } = await import('./run-backup.ts');
        return runBackup(readCliSettings(io, options), { ...options, dir }, io, speaker);
      }),
    );
  program
    .command('backup-key')
    .description(t('生成备份用的密钥对：<file> 私钥交保管人，<file>.pub 公钥留在服务器', 'make a key pair for backups: <file> goes to the custodians, <file>.pub stays with the server'))
    .argument('<file>')
    .action((file: string) =>
      choose(async () => {
        const { runBackupKey } = await import('./run-backup.ts');
        return runBackupKey(file, speaker);
      }),
    );
  program
    .command('restore')
    .description(t('把备份恢复到空文件夹；须由两名管理员确认', 'restore a backup into an empty folder; two administrators confirm it'))
    .argument('[file]', t('备份文件', 'the backup'))
    .option('--key <file>', t('备份私钥', 'private key of the backup'))
    .option(...passphraseFile)
    .option('--witness <file>', t('见证人所持的检查点，用以查明丢失了什么', "a witness's checkpoint, to tell what was lost"))
    .option('--confirm', t('确认已恢复的数据（询问两名管理员的口令和验证码）', 'confirm what was restored (asks two administrators for password and code)'))
    .option(...data)
    .action((file: string | undefined, options: SettingOverrides & BackupKeyOptions & { witness?: string; confirm?: boolean }) =>
      choose(async () => {
        const { runConfirm, runRestore } = await import('./run-restore.ts');
        const settings = readCliSettings(io, options);
        if (file === undefined && options.confirm !== true) {
          throw new CliStop(exitCodes.usage, { zh: '请给出备份文件，或用 --confirm 确认。', en: 'Name the backup, or use --confirm.' });
        }
        if (file !== undefined) {
          const code = await runRestore(settings, { ...options, file }, io, speaker);
          if (code !== exitCodes.done) return code;
        }
        return options.confirm === true ? runConfirm(settings, io, speaker) : exitCodes.done;
      }),
    );
  program
    .command('demo')
    .description(t('演示数据', 'the demo'))
    .command('code')
    .description(t('演示账号此刻的验证码', "a demo account's second-factor code now"))
    .argument('<login>', t('登录名', 'login name'))
    .option(...data)
    .action((login: string, options: SettingOverrides) =>
      choose(async () => {
        const { runDemoCode } = await import('./run-demo-code.ts');
        return runDemoCode(readCliSettings(io, { ...options, demo: true }), login, speaker);
      }),
    );
  program
    .command('seal')
    .description(t('核验导出的日志（seal verify …），用法见 fengni seal --help', 'check exported logs (seal verify ...), see fengni seal --help'));
  return program;
}

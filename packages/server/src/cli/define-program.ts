import { defineInspectCommands, hasInspectExitCodes } from '@fengni/inspect/cli';
import { Command } from 'commander';
import { defineBackupCommands } from './define-backup-commands.ts';
import { defineKeyStoreCommands } from './define-key-store-commands.ts';
import { type Defining, dataOption, inLanguage } from './defining.ts';
import { type SettingOverrides, readCliSettings } from './read-cli-settings.ts';

/** Every command with its options and help. Wrong usage is thrown as a `CommanderError`. */
export function defineProgram(the: Defining): Command {
  const t = inLanguage(the.speaker);
  const program = new Command('fengni')
    .description(t('封泥：单位保密工作平台', 'Fengni: the confidentiality work of an organisation'))
    .exitOverride()
    .configureOutput({ writeOut: the.io.out, writeErr: the.io.err })
    .showHelpAfterError()
    .allowExcessArguments(false)
    .helpOption('-h, --help', t('显示帮助', 'show help'))
    .helpCommand(false)
    .addHelpText('afterAll', ({ command }) =>
      hasInspectExitCodes(command)
        ? ''
        : t(
            '\n退出码：0 完成；1 失败或被拒绝；2 设置有误；3 用法不对\n设置见 docs/settings.md',
            '\nExit codes: 0 done; 1 failed or refused; 2 settings wrong; 3 wrong usage\nSettings: docs/settings.md',
          ),
    );
  defineServerCommands(program, the);
  defineAdminCommands(program, the);
  defineLogCommands(program, the);
  defineBackupCommands(program, the);
  defineKeyStoreCommands(program, the);
  defineInspectCommands(program, the);
  return program;
}

function defineServerCommands(program: Command, { io, speaker, choose }: Defining): void {
  const t = inLanguage(speaker);
  program
    .command('start')
    .description(t('启动服务', 'start the server'))
    .option(
      '--demo',
      t('在空文件夹中建立演示数据，只在本机使用', 'make a demo in an empty folder, for this machine only'),
    )
    .option('--port <port>', t('端口（FENGNI_PORT）', 'port (FENGNI_PORT)'))
    .option('--host <host>', t('地址（FENGNI_HOST）', 'address (FENGNI_HOST)'))
    .option(...dataOption(speaker))
    .option('--no-web', t('只提供程序接口，不提供网页', 'serve the interface for programs only, no pages'))
    .action((options: SettingOverrides & { web: boolean }) =>
      choose(async () => {
        const { runStart } = await import('./run-start.ts');
        return runStart(readCliSettings(io, options), { speaker, web: options.web });
      }),
    );
  program
    .command('migrate')
    .description(
      t(
        '更新数据库结构（单位自有数据库须设 FENGNI_OWNER_URL）',
        'bring the schema up to date (a database of your own needs FENGNI_OWNER_URL)',
      ),
    )
    .option(...dataOption(speaker))
    .action((options: SettingOverrides) =>
      choose(async () => {
        const { runMigrate } = await import('./run-migrate.ts');
        return runMigrate(readCliSettings(io, options), speaker);
      }),
    );
  program
    .command('doctor')
    .description(t('检查本机、数据库、日志和证书', 'look at machine, database, log and certificate'))
    .option(...dataOption(speaker))
    .action((options: SettingOverrides) =>
      choose(async () => {
        const { runDoctor } = await import('./run-doctor.ts');
        return runDoctor(readCliSettings(io, options), speaker);
      }),
    );
  program
    .command('proof')
    .description(t('流转证明', 'proofs of custody'))
    .command('verify')
    .description(
      t(
        '核验证明文件，不需要数据库：0 完好，1 已改动，2 读不了',
        'check a proof from files alone: 0 intact, 1 changed, 2 unreadable',
      ),
    )
    .argument('<file>', t('证明文件', 'the proof'))
    .option('--key <file>', t('另外取得的日志公钥（key.pub）', "the log's key.pub, obtained elsewhere"))
    .action((file: string, options: { key?: string }) =>
      choose(async () => {
        const { runProofVerify } = await import('./run-proof-verify.ts');
        return runProofVerify(file, options.key, speaker);
      }),
    );
  program
    .command('demo')
    .description(t('演示', 'the demo'))
    .command('code')
    .description(t('演示账号此刻的验证码', 'second-factor code of a demo account now'))
    .argument('<login>', t('登录名', 'login name'))
    .option(...dataOption(speaker))
    .action((login: string, options: SettingOverrides) =>
      choose(async () => {
        const { runDemoCode } = await import('./run-demo-code.ts');
        return runDemoCode(readCliSettings(io, { ...options, demo: true }), login, speaker);
      }),
    );
}

function defineAdminCommands(program: Command, { io, speaker, choose }: Defining): void {
  const t = inLanguage(speaker);
  const admin = program
    .command('admin')
    .description(t('三名管理员的账号', 'accounts of the three administrators'));
  admin
    .command('list')
    .description(t('列出管理员账号', 'list the administrators'))
    .option(...dataOption(speaker))
    .action((options: SettingOverrides) =>
      choose(async () => {
        const { runAdminList } = await import('./run-admin.ts');
        return runAdminList(readCliSettings(io, options), speaker);
      }),
    );
  admin
    .command('reset')
    .description(
      t(
        '应急重置一名管理员（仅限 root，记入日志）',
        'break-glass reset of one administrator (root only, on record)',
      ),
    )
    .argument('<power>', 'system | security | audit')
    .requiredOption('--reason <text>', t('理由，记入日志', 'why, for the log'))
    .option(...dataOption(speaker))
    .action((power: string, options: SettingOverrides & { reason: string }) =>
      choose(async () => {
        const { runAdminReset } = await import('./run-admin.ts');
        return runAdminReset(readCliSettings(io, options), { power, reason: options.reason }, io, speaker);
      }),
    );
}

function defineLogCommands(program: Command, { io, speaker, choose }: Defining): void {
  const t = inLanguage(speaker);
  program
    .command('log')
    .description(t('封存的日志', 'the sealed log'))
    .command('export')
    .description(t('导出日志，供 seal verify 核验', 'export the log for seal verify'))
    .argument('<dir>', t('空文件夹', 'an empty folder'))
    .option(...dataOption(speaker))
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
    .description(
      t('核对日志，并找出绕过日志改动的登记行', 'check the log and name register rows changed past it'),
    )
    .option(...dataOption(speaker))
    .action((options: SettingOverrides) =>
      choose(async () => {
        const { runAuditRows } = await import('./run-audit-rows.ts');
        return runAuditRows(readCliSettings(io, options), speaker);
      }),
    );
  program
    .command('seal')
    .description(
      t(
        '核验导出的日志（seal verify …），用法见 fengni seal --help',
        'check exported logs (seal verify ...), see fengni seal --help',
      ),
    );
}

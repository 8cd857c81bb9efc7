import { LaunchError } from '@fengni/kernel/db/embedded/launch-error';
import { runSeal } from '@fengni/seal/cli';
import { Command, CommanderError } from 'commander';
import { type CliIo, CliStop, type ExitCode, type Speaker, createSpeaker, exitCodes } from './io.ts';
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
    throw error;
  }
}

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
  program
    .command('seal')
    .description(t('核验导出的日志（seal verify …），用法见 fengni seal --help', 'check exported logs (seal verify ...), see fengni seal --help'));
  return program;
}

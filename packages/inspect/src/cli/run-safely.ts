import { setImmediate } from 'node:timers/promises';
import { CopyIndexRefused } from '../copies/copy-index.ts';
import { LowSideRefused } from '../lowside/low-side-refused.ts';
import { InspectFault } from '../scan/inspect-fault.ts';
import type { Language } from '../report/language.ts';
import { inspectExitCodes, settingOf, UsageFault } from './inspect-io.ts';
import type { InspectDefining, InspectExitCode, Setting } from './inspect-io.ts';

/**
 * Runs a command: Ctrl-C and a reader that has gone stop it cleanly, faults are told in the language of the person and
 * give exit code 3. An error of ours is told by its name and place only, since its message may quote a file, and gives 2:
 * the inspection is not complete.
 */
export async function runSafely(
  the: InspectDefining,
  language: Language,
  work: (setting: Setting) => Promise<InspectExitCode>,
): Promise<InspectExitCode> {
  const stop = new AbortController();
  let isInterrupted = false;
  const onSignal = (): void => {
    isInterrupted = true;
    stop.abort();
  };
  const onOutputError = (error: NodeJS.ErrnoException): void => {
    if (error.code !== 'EPIPE') throw error;
    stop.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  process.stdout.on('error', onOutputError);
  try {
    return await work(settingOf(the, language, stop.signal));
  } catch (error) {
    if (isInterrupted) the.io.err(language === 'zh' ? '已停止，没有完成。\n' : 'Stopped before the end.\n');
    if (stop.signal.aborted) return inspectExitCodes.unread;
    return tell(error, the, language);
  } finally {
    // What was written last may still find that its reader has gone.
    await setImmediate();
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
    process.stdout.off('error', onOutputError);
  }
}

function tell(error: unknown, { io }: InspectDefining, language: Language): InspectExitCode {
  if (error instanceof InspectFault || error instanceof UsageFault) {
    io.err(`${error[language]}\n`);
    return inspectExitCodes.usage;
  }
  if (error instanceof CopyIndexRefused || error instanceof LowSideRefused) {
    io.err(`${error.texts[language]}\n`);
    return inspectExitCodes.usage;
  }
  const [name, frames] =
    error instanceof Error
      ? [error.name, (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))]
      : ['Error', []];
  io.err(
    language === 'zh'
      ? `程序内部错误（${name}），检查没有完成。请将以下内容交开发者（不含文件内容）：\n`
      : `An error of the program itself (${name}); the inspection is not complete. Please hand on the following (it holds nothing of any file):\n`,
  );
  io.err(`${frames.slice(0, 12).join('\n')}\n`);
  return inspectExitCodes.unread;
}

import { accessErrors } from '@fengni/kernel/access/contract';
import { backupErrors } from '@fengni/kernel/backup/errors';
import { type ErrorList, Refusal, errorText, kernelErrors } from '@fengni/kernel/command/refusal';
import { DatabaseError } from '@fengni/kernel/db/database-error';
import { LaunchError } from '@fengni/kernel/db/embedded/launch-error';
import { vaultErrors } from '@fengni/kernel/vault/errors';
import { runSeal } from '@fengni/seal/cli';
import { CommanderError } from 'commander';
import { defineProgram } from './define-program.ts';
import type { Work } from './defining.ts';
import { type CliIo, CliStop, type ExitCode, type Speaker, createSpeaker, exitCodes } from './io.ts';

/**
 * The `fengni` program. `argv` without interpreter and script. Exit codes: 0 done, 1 failed or refused, 2 settings
 * wrong, 3 wrong usage.
 */
export async function runFengni(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const speaker = createSpeaker(io);
  if (argv[0] === 'seal') {
    return runSeal(argv.slice(1), {
      stdout: io.out,
      stderr: io.err,
      now: newDate,
      env: { ...io.env, LC_ALL: speaker.language },
    });
  }
  let work: Work | undefined;
  const program = defineProgram({
    io,
    speaker,
    choose(chosen) {
      work = chosen;
    },
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

function newDate(): Date {
  return new Date();
}

async function finish(work: Work, io: CliIo, speaker: Speaker): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CliStop) {
      io.err(`${error.text[speaker.language]}\n`);
      return error.exitCode;
    }
    if (error instanceof DatabaseError) {
      io.err(`${error.text[speaker.language]}\n`);
      return exitCodes.failed;
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

const texts: ErrorList = { ...kernelErrors, ...accessErrors, ...backupErrors, ...vaultErrors };

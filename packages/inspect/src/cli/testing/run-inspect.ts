import { Command, CommanderError } from 'commander';
import { defineInspectCommands } from '../define-inspect-commands.ts';
import { inspectExitCodes } from '../inspect-io.ts';
import type { InspectDefining, InspectExitCode, Terminal } from '../inspect-io.ts';

export interface RanInspect {
  readonly code: InspectExitCode;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  env?: Record<string, string>;
  terminal?: Partial<Terminal>;
  language?: 'zh' | 'en';
  /** Called with each piece of output, as it comes. */
  onOut?: (text: string) => void;
}

/** The commands as the program that has them runs them: a line in, exit code and both outputs out. */
export async function runInspect(argv: readonly string[], options: RunOptions = {}): Promise<RanInspect> {
  const said = { out: '', err: '' };
  const io = {
    env: options.env ?? {},
    out: (text: string) => {
      said.out += text;
      options.onOut?.(text);
    },
    err: (text: string) => {
      said.err += text;
    },
  };
  let work: (() => Promise<InspectExitCode>) | undefined;
  const defining: InspectDefining = {
    io,
    speaker: { language: options.language ?? 'zh' },
    choose: (chosen) => {
      work = chosen;
    },
    terminal: { columns: undefined, drawsProgress: false, progressColumns: 80, ...options.terminal },
  };
  const program = new Command('fengni')
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .allowExcessArguments(false);
  defineInspectCommands(program, defining);
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { ...said, code: error.exitCode === 0 ? inspectExitCodes.pass : inspectExitCodes.usage };
  }
  const code = work === undefined ? inspectExitCodes.usage : await work();
  return { ...said, code };
}

import { inLanguage } from '../report/language.ts';
import type { Language } from '../report/language.ts';

/** 0: all passes; 1: something to block or review was found; 2: nothing found, but not all was read; 3: wrong usage. */
export const inspectExitCodes = { pass: 0, found: 1, unread: 2, usage: 3 } as const;
export type InspectExitCode = (typeof inspectExitCodes)[keyof typeof inspectExitCodes];

/** What the commands may touch of their process, handed in so that tests can look on. */
export interface InspectIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** What is known of the terminal. */
export interface Terminal {
  /** Columns where standard output is a terminal. */
  readonly columns: number | undefined;
  /** True where standard error is a terminal: a progress line can be drawn and overwritten there. */
  readonly drawsProgress: boolean;
  readonly progressColumns: number;
}

/** What the commands are defined with; the work that was typed is begun once the whole line is understood. */
export interface InspectDefining {
  readonly io: InspectIo;
  readonly speaker: { readonly language: Language };
  readonly choose: (work: () => Promise<InspectExitCode>) => void;
  /** Of the process, unless a test says otherwise. */
  readonly terminal?: Terminal;
}

/** What a command runs with. */
export interface Setting {
  readonly io: InspectIo;
  readonly language: Language;
  readonly terminal: Terminal;
  readonly t: (zh: string, en: string) => string;
  /** Aborted by Ctrl-C, or when whoever reads the output has gone. */
  readonly signal: AbortSignal;
}

export function terminalOfProcess(): Terminal {
  const { stdout, stderr } = process;
  return {
    columns: stdout.isTTY ? stdout.columns : undefined,
    drawsProgress: stderr.isTTY,
    progressColumns: stderr.isTTY ? stderr.columns : 80,
  };
}

/** Wrong usage that only shows when the command runs. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault';
  readonly zh: string;
  readonly en: string;

  constructor(zh: string, en: string) {
    super(en);
    this.zh = zh;
    this.en = en;
  }
}

export function settingOf(the: InspectDefining, language: Language, signal: AbortSignal): Setting {
  return {
    io: the.io,
    language,
    terminal: the.terminal ?? terminalOfProcess(),
    t: inLanguage(language),
    signal,
  };
}

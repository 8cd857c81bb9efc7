import type { Bilingual } from '@fengni/kernel/command/define';
import { type Language, languageOf } from '@fengni/kernel/settings/settings';

/** 0 done; 1 failed or refused; 2 settings wrong; 3 wrong usage. */
export const exitCodes = { done: 0, failed: 1, settings: 2, usage: 3 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What the program may touch of its process, handed in so that tests can look on. */
export interface CliIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** One line from the person at the machine, not shown while typed. */
  readonly ask: (question: string) => Promise<string>;
}

/** Ends a command with a text for the person at the machine and an exit code. */
export class CliStop extends Error {
  override readonly name = 'CliStop';
  readonly exitCode: ExitCode;
  readonly text: Bilingual;

  constructor(exitCode: ExitCode, text: Bilingual) {
    super(text.en);
    this.exitCode = exitCode;
    this.text = text;
  }
}

export function failed(zh: string, en: string): CliStop {
  return new CliStop(exitCodes.failed, { zh, en });
}

export interface Speaker {
  readonly language: Language;
  /** In the language of the environment. */
  readonly say: (zh: string, en: string) => void;
  /** In both: what everybody at this machine must be able to read. */
  readonly sayBoth: (zh: string, en: string) => void;
}

export function createSpeaker(io: CliIo): Speaker {
  const language = languageOf(io.env);
  return {
    language,
    say: (zh, en) => io.out(`${language === 'zh' ? zh : en}\n`),
    sayBoth: (zh, en) => io.out(`${zh}\n${en}\n`),
  };
}

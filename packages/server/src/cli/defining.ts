import type { CliIo, ExitCode, Speaker } from './io.ts';

/** A command's work; what it returns is the exit code. */
export type Work = () => Promise<ExitCode>;

/** What the commands of the command line are defined with. */
export interface Defining {
  readonly io: CliIo;
  readonly speaker: Speaker;
  /** Takes the work of the command that was typed; it is begun once all of the line is understood. */
  readonly choose: (work: Work) => void;
}

export type Option = readonly [flags: string, description: string];

/** The text in the language of the environment. */
export function inLanguage(speaker: Speaker): (zh: string, en: string) => string {
  return (zh, en) => (speaker.language === 'zh' ? zh : en);
}

export function dataOption(speaker: Speaker): Option {
  return ['--data <folder>', inLanguage(speaker)('数据文件夹（FENGNI_DATA）', 'data folder (FENGNI_DATA)')];
}

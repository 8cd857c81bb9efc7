import { parseWorkbook } from '../workbook/workbook.ts';
import type { Workbook, WorkbookOptions } from '../workbook/workbook.ts';

/** What can be asked of a reading process. */
export interface SandboxTasks {
  workbook: { options: WorkbookOptions; value: Workbook };
}

export type TaskName = keyof SandboxTasks;

/**
 * A process that read a hostile file may answer anything: each answer is parsed anew, and undefined means that it is
 * not what the task promises.
 */
export const answerParsers: {
  readonly [Name in TaskName]: (value: unknown) => SandboxTasks[Name]['value'] | undefined;
} = { workbook: parseWorkbook };

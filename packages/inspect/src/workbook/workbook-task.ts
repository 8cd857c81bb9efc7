import type { TaskContext } from '../process/tasks.ts';
import { FileRefused } from './failures.ts';
import { readWorkbook } from './read-workbook.ts';

/** In the process of the file: gives the table it holds, or why it is none. */
export async function workbookTask({ source, options, give }: TaskContext): Promise<void> {
  try {
    give({ workbook: await readWorkbook(source.read(0, source.length), options) });
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    give({ refused: error.reason, limit: error.limit });
  }
}

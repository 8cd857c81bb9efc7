import type { ByteSource } from '../document/byte-source.ts';
import type { Gap } from '../document/gaps.ts';

/** What a task is given, in the process of one hostile file. */
export interface TaskContext {
  readonly source: ByteSource;
  /** As the caller gave them; each task parses its own. */
  readonly options: unknown;
  /** Gives a piece of the answer: something that JSON can say, and bytes. Waits while the caller takes them. */
  readonly give: (value: unknown, bytes?: Uint8Array) => void;
  /** Says that something could not be done. */
  readonly skip: (gap: Omit<Gap, 'path'>) => void;
}

/** Throws PartRefused or LimitReached for what the file is at fault for: both become a gap. Any other error is `damaged`. */
export type Task = (context: TaskContext) => Promise<void> | void;

export interface TaskKind {
  /** Whether it needs native code (drawing), which no permission binds; only then is it put into such a process. */
  addons: boolean;
  /** Called in the process of the file only: the program itself never loads what reads hostile bytes. */
  load: () => Promise<Task>;
}

/** Everything that can be asked of such a process. A new task is one line here. */
export const taskKinds = {
  /** Gives the file back as it is, and its length: for `doctor` and the tests. */
  echo: {
    addons: false,
    load: async () => (await import('./echo-task.ts')).echoFile,
  },
  /** Draws the pages of a document. */
  render: {
    addons: true,
    load: async () => (await import('../render/render-task.ts')).renderTask,
  },
  /** Reads a table. */
  workbook: {
    addons: false,
    load: async () => (await import('../workbook/workbook-task.ts')).workbookTask,
  },
  /** Puts a mark on a document. */
  stamp: {
    addons: false,
    load: async () => (await import('../stamp/stamp-task.ts')).stampTask,
  },
} as const satisfies Record<string, TaskKind>;

export type TaskName = keyof typeof taskKinds;

export function isTaskName(value: unknown): value is TaskName {
  return typeof value === 'string' && Object.hasOwn(taskKinds, value);
}

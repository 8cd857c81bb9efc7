import { Console } from 'node:console';
import { FileRefused } from './failures.ts';
import { decodeRequest, encodeAnswer } from './frames.ts';
import type { Answer } from './frames.ts';

/** What the reading process can be asked to do: one task a process. */
export type ChildTasks = Readonly<Record<string, (file: Uint8Array, options: unknown) => unknown>>;

/**
 * The life of a reading process: takes one request from standard input, does it, answers on standard output, ends.
 * Whatever libraries print goes to standard error, so that it cannot pass for an answer.
 */
export async function serveTask(tasks: ChildTasks): Promise<void> {
  globalThis.console = new Console(process.stderr, process.stderr);
  const { head, file } = decodeRequest(await readStandardInput());
  const task = Object.hasOwn(tasks, head.task) ? tasks[head.task] : undefined;
  if (task === undefined) throw new Error(`There is no task ${head.task}.`);
  const answer = encodeAnswer(await answerOf(() => task(file, head.options)));
  process.stdout.write(answer, () => process.exit(0));
}

async function readStandardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

async function answerOf(work: () => unknown): Promise<Answer> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof FileRefused) return { ok: false, reason: error.reason, limit: error.limit };
    // Buffers and strings live outside the heap that V8 ends the process for.
    if (error instanceof RangeError && /allocat|array length|string length/i.test(error.message)) {
      return { ok: false, reason: 'memory', limit: undefined };
    }
    throw error;
  }
}

import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { writeFileDurably } from '@fengni/kernel/keys/write-file';
import { z } from 'zod';

const RunFile = z.object({
  pid: z.int(),
  address: z.string(),
  socketDir: z.string().optional(),
  socketPort: z.int().default(5432),
  startedAt: z.string(),
});
/** Where a running server is reached by the command line beside it. */
export type RunFile = z.infer<typeof RunFile>;

function fileOf(dataDir: string): string {
  return path.join(dataDir, 'run.json');
}

export async function writeRunFile(dataDir: string, run: RunFile): Promise<void> {
  await writeFileDurably(fileOf(dataDir), `${JSON.stringify(run)}\n`);
}

/** What the running server wrote; null where there is none or a stop was not clean. */
export async function readRunFile(dataDir: string): Promise<RunFile | null> {
  try {
    return RunFile.parse(JSON.parse(await readFile(fileOf(dataDir), 'utf8')));
  } catch {
    return null;
  }
}

export async function removeRunFile(dataDir: string): Promise<void> {
  await rm(fileOf(dataDir), { force: true });
}

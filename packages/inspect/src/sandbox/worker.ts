// The program of the reading process. Its tasks are the only ones it can be asked for.
import os from 'node:os';
import { readWorkbook } from '../workbook/read-workbook.ts';
import { serveTask } from './serve-task.ts';

await serveTask({
  /** What this process may do, seen from inside. */
  probe: () => ({
    uid: process.getuid?.() ?? -1,
    outerInterfaces: Object.values(os.networkInterfaces())
      .flat()
      .filter((address) => address?.internal === false).length,
    readsAnything: process.permission?.has('fs.read', '/') ?? true,
  }),
  workbook: readWorkbook,
});

import type { Engine } from './engine.ts';
import { inspectFile } from './inspect-file.ts';
import type { DocumentReader, InspectFileOptions } from './inspect-file.ts';
import { mapInOrder } from './map-in-order.ts';
import { reportUnopened } from './report-unopened.ts';
import type { Report } from './report.ts';
import { walkPaths } from './walk.ts';
import type { Walked } from './walk.ts';

export interface ScanRequest extends InspectFileOptions {
  paths: readonly string[];
  engine: Engine;
  reader: DocumentReader;
  /** Files at once; as many reading processes work. */
  jobs: number;
  /** Real paths left out: the program's own output and cache. */
  without?: ReadonlySet<string>;
  /** Told the file that is begun. */
  onBegin?: (path: string) => void;
}

/**
 * Inspects every file under the paths and gives a report for each, in the order of the walk, the same at every run. What
 * is no file or cannot be opened gets a report, too. Throws the signal's reason when stopped.
 */
export async function* scanPaths(request: ScanRequest): AsyncGenerator<Report> {
  const { paths, signal, without } = request;
  const walked = walkPaths(paths, {
    ...(signal === undefined ? {} : { signal }),
    ...(without === undefined ? {} : { without }),
  });
  yield* mapInOrder(walked, request.jobs, async (item) => reportOf(item, request));
}

async function reportOf(item: Walked, request: ScanRequest): Promise<Report> {
  request.signal?.throwIfAborted();
  if (item.is === 'not-opened') return reportUnopened(item.shown, item.reason, request.engine);
  request.onBegin?.(item.shown);
  return inspectFile(request.reader, item, request.engine, request);
}

import { realpath, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { ReadingPool } from '../process/reading-pool.ts';
import { createWriter } from '../report/create-writer.ts';
import { describeCoverage } from '../report/describe-coverage.ts';
import type { ReportWriter } from '../report/writer.ts';
import { openCache } from '../scan/cache.ts';
import { addToCoverage, emptyCoverage } from '../scan/coverage.ts';
import type { Coverage } from '../scan/coverage.ts';
import { InspectFault } from '../scan/inspect-fault.ts';
import { readPasswords } from '../scan/read-lists.ts';
import { scanPaths } from '../scan/scan-paths.ts';
import type { ScanRequest } from '../scan/scan-paths.ts';
import { walkPaths } from '../scan/walk.ts';
import { checkPaths } from './check-paths.ts';
import type { ScanOptions } from './define-inspect-commands.ts';
import { inspectExitCodes, UsageFault } from './inspect-io.ts';
import type { InspectExitCode, Setting } from './inspect-io.ts';
import { loadEngine } from './load-engine.ts';
import { openOutputFile } from './output.ts';
import type { Output } from './output.ts';
import { createProgressLine } from './progress.ts';

const jobsMax = 64;

/** `fengni scan`: inspects the paths, writes the report as it goes, and says by its exit code what came of it. */
export async function runScan(
  paths: readonly string[],
  options: ScanOptions,
  setting: Setting,
): Promise<InspectExitCode> {
  const jobs = jobsOf(options.jobs);
  await checkPaths(paths);
  const without = await realPathsOf([options.out, options.cache]);
  await checkOutput(options, paths);
  const reading = {
    ocr: options.ocr,
    passwords: options.passwordFile === undefined ? [] : await readPasswords(options.passwordFile),
  };
  const loaded = await loadEngine(options, setting);
  try {
    const { engine } = loaded;
    const cache =
      options.cache === undefined
        ? undefined
        : await openCache({
            file: options.cache,
            engine: `${engine.digest}:${options.ocr}:${reading.passwords.length > 0 ? 'p' : ''}`,
            key: engine.key,
          });
    const reader = new ReadingPool({ jobs });
    try {
      const request = { paths, engine, reader, jobs, reading, without, signal: setting.signal };
      return await writeReport({ ...request, ...(cache === undefined ? {} : { cache }) }, options, setting);
    } finally {
      await Promise.all([reader.close(), cache?.close()]);
    }
  } finally {
    await loaded.close();
  }
}

async function writeReport(
  request: ScanRequest,
  options: ScanOptions,
  setting: Setting,
): Promise<InspectExitCode> {
  const { io, language, terminal } = setting;
  const output = options.out === undefined ? standardOutput(setting) : openOutputFile(options.out);
  const columns = options.out === undefined ? terminal.columns : undefined;
  const writer = createWriter(options.format, {
    write: output.write,
    language,
    policy: request.engine.policy.id,
    startedAt: new Date().toISOString(),
    colours: columns !== undefined && (io.env['NO_COLOR'] ?? '') === '',
    ...(columns === undefined ? {} : { columns }),
  });
  try {
    const coverage = await runReports(request, writer, setting);
    output.commit();
    sayCoverage(coverage, options, setting);
    return exitCodeOf(coverage);
  } catch (error) {
    output.discard();
    throw error;
  }
}

function standardOutput({ io }: Setting): Output {
  return { write: io.out, commit: () => undefined, discard: () => undefined };
}

async function runReports(request: ScanRequest, writer: ReportWriter, setting: Setting): Promise<Coverage> {
  const coverage = emptyCoverage();
  const line = createProgressLine(setting);
  const total = setting.terminal.drawsProgress ? countAhead(request) : undefined;
  let name = '';
  const draw = (): void =>
    line.draw({ total: total?.(), done: { files: coverage.files, bytes: coverage.bytes }, name });
  writer.begin();
  try {
    const onBegin = (shown: string): void => {
      name = shown;
      draw();
    };
    for await (const report of scanPaths({ ...request, onBegin })) {
      addToCoverage(coverage, report);
      line.clear();
      writer.report(report);
      draw();
    }
  } catch (error) {
    if (request.signal?.aborted !== true) throw error;
    coverage.interrupted = true;
  } finally {
    line.clear();
  }
  writer.end(coverage);
  return coverage;
}

/** Counts files while they are inspected, so that the line of progress knows its end. */
function countAhead({
  paths,
  signal,
  without,
}: ScanRequest): () => { files: number; bytes: number } | undefined {
  const counted = { files: 0, bytes: 0 };
  let isDone = false;
  const count = async (): Promise<void> => {
    const options = {
      ...(signal === undefined ? {} : { signal }),
      ...(without === undefined ? {} : { without }),
    };
    for await (const walked of walkPaths(paths, options)) {
      counted.files += 1;
      counted.bytes += walked.is === 'file' ? walked.bytes : 0;
    }
    isDone = true;
  };
  // What goes wrong here goes wrong in the inspection, too, and is told there.
  count().catch(() => undefined);
  return () => (isDone ? counted : undefined);
}

/** Forms that are read by programs say on standard error how far the inspection got. */
function sayCoverage(coverage: Coverage, { format, out }: ScanOptions, { io, language, t }: Setting): void {
  if (out !== undefined) io.err(`${t(`报告已写入 ${out}`, `The report is in ${out}`)}\n`);
  if (out !== undefined || format === 'jsonl' || format === 'sarif')
    io.err(`${describeCoverage(coverage, language).join('\n')}\n`);
}

/** Findings come first: what was found must be seen to even where something else could not be read. */
export function exitCodeOf(coverage: Coverage): InspectExitCode {
  if (coverage.found > 0) return inspectExitCodes.found;
  if (coverage.uninspected > 0 || coverage.interrupted) return inspectExitCodes.unread;
  return inspectExitCodes.pass;
}

function jobsOf(given: string | undefined): number {
  if (given === undefined) return Math.min(jobsMax, availableParallelism());
  const jobs = Number(given);
  if (!/^\d+$/.test(given) || jobs < 1 || jobs > jobsMax)
    throw new UsageFault(
      `--jobs 应为 1 到 ${jobsMax} 的整数，现为 ${given}。`,
      `--jobs must be a whole number from 1 to ${jobsMax}, not ${given}.`,
    );
  return jobs;
}

/** A report must not take the place of a file that is inspected because it was named. */
async function checkOutput({ out, cache }: ScanOptions, paths: readonly string[]): Promise<void> {
  const named = await realPathsOf(paths);
  for (const file of [out, cache]) {
    if (file === undefined) continue;
    const [real] = await realPathsOf([file]);
    if (real !== undefined && named.has(real)) {
      const status = await stat(real).catch(() => undefined);
      throw new InspectFault(status?.isDirectory() === true ? 'not-a-file' : 'out-is-input', { path: file });
    }
  }
}

async function realPathsOf(files: readonly (string | undefined)[]): Promise<Set<string>> {
  const real = files
    .filter((file) => file !== undefined)
    .map(async (file) => {
      const folder = path.dirname(path.resolve(file));
      return realpath(file).catch(async () =>
        path.join(await realpath(folder).catch(() => folder), path.basename(file)),
      );
    });
  return new Set(await Promise.all(real));
}

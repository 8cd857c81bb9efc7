import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { createEngine } from '@fengni/inspect/engine';
import { builtinPolicies, defaultPolicyId } from '@fengni/inspect/policy';
import { ReadingPool } from '@fengni/inspect/reading-pool';
import { scanPaths } from '@fengni/inspect/scan-paths';
import { type Bench, round } from './result.ts';

/** Real files that nobody here wrote lie beside the checkout, where there are any. */
const corpus = path.resolve(import.meta.dirname, '..', '..', 'shared', 'corpus');
/** Recognising characters takes more than all the rest, so both are told. */
const tried = [
  { ocr: 'never', jobs: 1 },
  { ocr: 'never', jobs: 2 },
  { ocr: 'auto', jobs: 1 },
  { ocr: 'auto', jobs: 2 },
] as const;
const speedupMin = 1.5;
const memoryMbMax = 2048;
const sampleEveryMs = 50;

interface Ran {
  files: number;
  bytes: number;
  findings: number;
  /** Files of which something was not read. */
  unread: number;
  seconds: number;
  ownMb: number;
  workersMb: number;
}

/**
 * (f) The whole corpus as `fengni scan` inspects it, processes started anew: files and megabytes a second with one and two
 * reading processes, and the most memory that program and processes held together.
 */
export const benchInspectCorpus: Bench = async (report) => {
  if (!existsSync(corpus)) {
    process.stderr.write(`inspect corpus: skipped, there is no ${corpus}\n`);
    return;
  }
  let first: Ran | undefined;
  for (const { ocr, jobs } of tried) {
    const ran = await inspectAll(ocr, jobs);
    if (jobs === 1 || first === undefined) first = ran;
    const perSecond = ran.files / ran.seconds;
    const ratio = perSecond / (first.files / first.seconds);
    const megabytes = ran.bytes / 1024 ** 2;
    report({
      bench: `inspect corpus: ${jobs === 1 ? '1 worker' : `${jobs} workers`}, ${ocr === 'never' ? 'no OCR' : 'with OCR'}`,
      value: round(perSecond, 1),
      unit: 'files/s',
      peer: round(first.files / first.seconds, 1),
      ratio: round(ratio),
      aim: jobs === 1 ? `memory ≤ ${memoryMbMax} MB` : `≥ ${speedupMin} of one worker`,
      met: jobs === 1 ? ran.ownMb + ran.workersMb <= memoryMbMax : ratio >= speedupMin,
      more: {
        files: ran.files,
        megabytesPerSecond: round(megabytes / ran.seconds),
        seconds: round(ran.seconds, 1),
        programMb: Math.round(ran.ownMb),
        workersMb: Math.round(ran.workersMb),
        findings: ran.findings,
        filesNotWhollyRead: ran.unread,
      },
    });
  }
};

async function inspectAll(ocr: 'never' | 'auto', jobs: number): Promise<Ran> {
  const policy = builtinPolicies.get(defaultPolicyId);
  if (policy === undefined) throw new Error('there is no default policy');
  const engine = createEngine({ policy, key: Buffer.alloc(32, 1) });
  const reader = new ReadingPool({ jobs });
  const ran: Ran = { files: 0, bytes: 0, findings: 0, unread: 0, seconds: 0, ownMb: 0, workersMb: 0 };
  const sampler = setInterval(() => sampleMemory(ran), sampleEveryMs);
  const begun = performance.now();
  try {
    const options = { paths: [corpus], engine, reader, jobs, reading: { ocr } };
    for await (const { bytes, findings, notListed, uninspected } of scanPaths(options)) {
      ran.files += 1;
      ran.bytes += bytes;
      ran.findings += findings.length + notListed.findings;
      ran.unread += uninspected.some(({ verdict }) => verdict !== 'pass') ? 1 : 0;
    }
    ran.seconds = (performance.now() - begun) / 1000;
  } finally {
    clearInterval(sampler);
    await reader.close();
  }
  return ran;
}

/** The reading processes are this process's children; Linux tells what each holds. */
function sampleMemory(ran: Ran): void {
  ran.ownMb = Math.max(ran.ownMb, process.memoryUsage.rss() / 1024 ** 2);
  if (!existsSync('/proc/self/task')) return;
  const children = readdirSync('/proc/self/task').flatMap((task) => childrenOf(task));
  const held = children.reduce((sum, child) => sum + residentMb(child), 0);
  ran.workersMb = Math.max(ran.workersMb, held);
}

function childrenOf(task: string): string[] {
  try {
    const listed = readFileSync(`/proc/self/task/${task}/children`, 'utf8').trim();
    return listed === '' ? [] : listed.split(' ');
  } catch {
    return [];
  }
}

function residentMb(process: string): number {
  try {
    const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${process}/status`, 'utf8'));
    return Number(line?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

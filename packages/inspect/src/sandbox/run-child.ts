import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { Readable } from 'node:stream';
import { describeFailure, isFailureReason } from './failures.ts';
import type { Failure } from './failures.ts';
import { decodeAnswer, encodeRequestHead } from './frames.ts';
import { composeLaunch } from './launch.ts';
import type { SandboxLimits, Walls } from './launch.ts';

/** The largest answer taken from a reading process. */
export const answerBytesMax = 64 * 1024 * 1024;

/** Enough of standard error to tell how a process died; it may quote the file and is never shown or kept. */
const errorOutputUnitsMax = 4096;

export interface ChildRequest {
  worker: string;
  walls: Walls;
  task: string;
  options: unknown;
  /** Called once the process runs, so that nothing is left open when it never does. */
  openFile: () => AsyncIterable<Uint8Array>;
  /** A file that turns out longer while it is streamed ends the process. */
  fileBytesMax: number;
  limits: SandboxLimits;
  signal: AbortSignal | undefined;
}

export type ChildOutcome = { ok: true; value: unknown } | ({ ok: false } & Failure);

interface Ended {
  code: number | null;
  output: Buffer;
  errorOutput: string;
}

/**
 * Runs one reading process for one file. Resolves whatever the process does; rejects only when it could not be
 * started, when the file's stream fails, or when `signal` was aborted.
 */
export async function runChild(request: ChildRequest): Promise<ChildOutcome> {
  request.signal?.throwIfAborted();
  const { command, args } = composeLaunch(request);
  const child = spawn(command, args, {
    cwd: '/',
    // Dates are computed without a zone; nothing else of our environment is the child's business.
    env: { TZ: 'UTC' },
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const verdict = new Verdict(child);
  const timer = setTimeout(
    () => verdict.end({ reason: 'time', limit: request.limits.timeMs }),
    request.limits.timeMs,
  );
  const onAbort = (): void => verdict.end({ error: request.signal?.reason });
  request.signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const sending = sendRequest(child, request, verdict);
    const ended = await collectOutput(child, verdict);
    await sending;
    return verdict.given() ?? judge(ended, request.limits);
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', onAbort);
  }
}

type Ending = { reason: 'time' | 'file-bytes' | 'answer-bytes'; limit: number } | { error: unknown };

/** The parent's own reason for ending a process: the first counts, the process dies of it. */
class Verdict {
  readonly #child: ChildProcess;
  #ending: Ending | undefined;

  constructor(child: ChildProcess) {
    this.#child = child;
  }

  end(ending: Ending): void {
    this.#ending ??= ending;
    this.#child.kill('SIGKILL');
  }

  given(): ChildOutcome | undefined {
    if (this.#ending === undefined) return undefined;
    if ('error' in this.#ending) throw this.#ending.error;
    return { ok: false, ...describeFailure(this.#ending.reason, this.#ending.limit) };
  }
}

async function sendRequest(child: ChildProcess, request: ChildRequest, verdict: Verdict): Promise<void> {
  const { stdin } = child;
  if (stdin === null) throw new Error('The reading process has no standard input.');
  // A process that died early breaks the pipe; how it died is judged from its end, not from here.
  stdin.on('error', () => undefined);
  try {
    stdin.write(encodeRequestHead(request));
    let sent = 0;
    for await (const chunk of request.openFile()) {
      sent += chunk.byteLength;
      if (sent > request.fileBytesMax) {
        verdict.end({ reason: 'file-bytes', limit: request.fileBytesMax });
        return;
      }
      if (stdin.destroyed) return;
      if (!stdin.write(chunk)) await drained(child);
    }
    stdin.end();
  } catch (error) {
    verdict.end({ error });
  }
}

/** Resolves when the pipe takes more or the process has ended. */
async function drained(child: ChildProcess): Promise<void> {
  await new Promise<void>((resolve) => {
    child.stdin?.once('drain', resolve);
    child.stdin?.once('close', resolve);
  });
}

async function collectOutput(child: ChildProcess, verdict: Verdict): Promise<Ended> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let errorOutput = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > answerBytesMax) verdict.end({ reason: 'answer-bytes', limit: answerBytesMax });
    else chunks.push(chunk);
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    errorOutput = (errorOutput + chunk.toString('latin1')).slice(0, errorOutputUnitsMax);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, output: Buffer.concat(chunks), errorOutput };
}

function judge(ended: Ended, limits: SandboxLimits): ChildOutcome {
  if (ended.code !== 0) {
    const starved = /out of memory|bad_alloc|allocation failed|ENOMEM|committing/i.test(ended.errorOutput);
    return { ok: false, ...(starved ? describeFailure('memory', limits.memoryMb) : describeFailure('died')) };
  }
  const answer = decodeAnswer(ended.output);
  if (answer === undefined) return { ok: false, ...describeFailure('foreign-answer') };
  if (answer.ok) return { ok: true, value: answer.value };
  if (!isFailureReason(answer.reason)) return { ok: false, ...describeFailure('foreign-answer') };
  const limit = answer.reason === 'memory' ? limits.memoryMb : answer.limit;
  return { ok: false, ...describeFailure(answer.reason, limit) };
}

/** Bytes in memory as a file to send. */
export function streamBytes(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  return Readable.from([bytes]);
}

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import type { GapReason } from '../document/gaps.ts';
import { probeWalls } from '../sandbox/isolation.ts';
import { composeLaunch } from '../sandbox/launch.ts';
import { libraryFolders } from '../sandbox/library-folders.ts';
import { FrameReader } from './frame-reader.ts';
import type { ReceivedFrame } from './frame-reader.ts';
import { ForeignAnswer } from './parse-answers.ts';
import { frameHead } from './wire.ts';

export interface WorkerOptions {
  /** The program. */
  program: string;
  memoryMb: number;
  addons: boolean;
}

/** Enough of standard error to tell how a process died; it may quote the file and is never shown or kept. */
const errorOutputUnitsMax = 4096;

/** Why no more frames come of a worker. */
export interface WorkerEnd {
  reason: Extract<GapReason, 'timed-out' | 'out-of-memory' | 'crashed'>;
  limit?: number;
}

/** A running worker and its two pipes. What it sends is untrusted. */
export class WorkerProcess {
  /** Files or pictures it has been given. */
  served = 0;
  /** What it holds after its last file, as it says itself. */
  memoryBytes = 0;
  readonly #child: ChildProcess;
  readonly #frames: FrameReader;
  readonly #memoryMb: number;
  readonly #ended: Promise<void>;
  #errorOutput = '';
  #isGone = false;

  /** Starts a worker behind the strongest walls this system has. */
  static async start(options: WorkerOptions): Promise<WorkerProcess> {
    const { walls } = await probeWalls();
    const { command, args } = composeLaunch({
      walls,
      memoryMb: options.memoryMb,
      worker: options.program,
      access: { folders: libraryFolders(), addons: options.addons },
    });
    const child = spawn(command, args, {
      cwd: '/',
      // Dates are computed without a zone; nothing else of our environment is the child's business.
      env: { TZ: 'UTC' },
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    return new WorkerProcess(child, options.memoryMb);
  }

  private constructor(child: ChildProcess, memoryMb: number) {
    this.#child = child;
    this.#memoryMb = memoryMb;
    if (child.stdout === null || child.stdin === null) throw new Error('The worker has no pipes.');
    this.#frames = new FrameReader(child.stdout);
    // A worker that died breaks the pipe; how it died is judged from its end, not from here.
    child.stdin.on('error', () => undefined);
    child.stderr?.on('data', (chunk: Buffer) => {
      this.#errorOutput = (this.#errorOutput + chunk.toString('latin1')).slice(0, errorOutputUnitsMax);
    });
    this.#ended = new Promise((resolve) => {
      child.once('close', () => {
        this.#isGone = true;
        resolve();
      });
    });
    // A worker at rest keeps no program alive that forgot to close its pool; while one is waited for, a timer does.
    child.unref();
    for (const pipe of [child.stdin, child.stdout, child.stderr]) if (pipe instanceof Socket) pipe.unref();
  }

  get isAlive(): boolean {
    return !this.#isGone && !this.#child.killed;
  }

  send(type: number, ...parts: readonly Uint8Array[]): void {
    const { stdin } = this.#child;
    if (stdin === null || stdin.destroyed) return;
    stdin.write(
      frameHead(
        type,
        parts.reduce((sum, part) => sum + part.byteLength, 0),
      ),
    );
    for (const part of parts) stdin.write(part);
  }

  /** The next frame, waited for no longer than `timeMs`; a worker that gives none, or a wrong one, is ended. */
  async next(timeMs: number): Promise<ReceivedFrame | WorkerEnd> {
    let timer: NodeJS.Timeout | undefined;
    const expired = new Promise<WorkerEnd>((resolve) => {
      timer = setTimeout(() => resolve({ reason: 'timed-out' }), timeMs);
    });
    try {
      const first = await Promise.race([this.#frames.next(), expired]);
      if (first === undefined) return await this.#judge();
      if ('reason' in first) this.kill();
      return first;
    } catch (error) {
      this.kill();
      if (error instanceof ForeignAnswer) return { reason: 'crashed' };
      return await this.#judge();
    } finally {
      clearTimeout(timer);
    }
  }

  async #judge(): Promise<WorkerEnd> {
    this.kill();
    await this.#ended;
    const starved = /out of memory|bad_alloc|allocation failed|ENOMEM|committing/i.test(this.#errorOutput);
    return starved ? { reason: 'out-of-memory', limit: this.#memoryMb } : { reason: 'crashed' };
  }

  kill(): void {
    if (this.#isGone) return;
    this.#child.ref();
    // Unread output would keep the pipe, and so the end, waiting.
    this.#child.stdout?.destroy();
    this.#child.kill('SIGKILL');
  }

  /** Ends the worker and waits until it is gone. */
  async close(): Promise<void> {
    this.kill();
    await this.#ended;
  }
}

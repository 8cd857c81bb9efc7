import { Turns } from './turns.ts';
import { WorkerProcess } from './worker-process.ts';
import type { WorkerOptions } from './worker-process.ts';

export interface CrewOptions extends WorkerOptions {
  /** Workers at one time. */
  workersMax: number;
  /** After so many files a worker makes place for a new one. */
  servedMax: number;
}

/** A worker that holds more of its memory than this after a file leaves too little for the next. */
const keptMemoryShare = 0.75;

/** Workers of one kind: started when first needed, used again while they are well, replaced when not. */
export class WorkerCrew {
  readonly #options: CrewOptions;
  readonly #turns: Turns;
  readonly #idle: WorkerProcess[] = [];
  readonly #busy = new Set<WorkerProcess>();
  #isClosed = false;

  constructor(options: CrewOptions) {
    this.#options = options;
    this.#turns = new Turns(options.workersMax);
  }

  /** Waits for its turn. Every worker taken must be given back. */
  async take(): Promise<WorkerProcess> {
    await this.#turns.take();
    try {
      if (this.#isClosed) throw new Error('The pool is closed.');
      const worker = this.#takeIdle() ?? (await WorkerProcess.start(this.#options));
      this.#busy.add(worker);
      worker.served += 1;
      return worker;
    } catch (error) {
      this.#turns.giveBack();
      throw error;
    }
  }

  /** `isWell`: it finished what it was given and may go on. */
  giveBack(worker: WorkerProcess, isWell: boolean): void {
    this.#busy.delete(worker);
    if (isWell && !this.#isClosed && this.#mayGoOn(worker)) this.#idle.push(worker);
    else worker.kill();
    this.#turns.giveBack();
  }

  #mayGoOn(worker: WorkerProcess): boolean {
    const { servedMax, memoryMb } = this.#options;
    const isGrown = worker.memoryBytes > keptMemoryShare * memoryMb * 1024 ** 2;
    return worker.isAlive && worker.served < servedMax && !isGrown;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#idle.splice(0), ...this.#busy].map(async (worker) => worker.close()));
  }

  #takeIdle(): WorkerProcess | undefined {
    for (let worker = this.#idle.pop(); worker !== undefined; worker = this.#idle.pop())
      if (worker.isAlive) return worker;
    return undefined;
  }
}

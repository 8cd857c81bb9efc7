import { refuseVault } from './errors.ts';
import type { MadeGeneration } from './generations.ts';

/** Minutes for which file and shares of a new generation can be taken; they are nowhere but in memory. */
export const deskMinutesMax = 60;

interface OnDesk {
  readonly made: MadeGeneration;
  readonly custodians: readonly string[];
  readonly until: Date;
  readonly timer: NodeJS.Timeout;
}

/** Generations just made, until file and sheets have been handed out: then nobody but the custodians has the shares. */
export class GenerationDesk {
  readonly #clock: () => Date;
  readonly #byId = new Map<string, OnDesk>();

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  put(id: string, made: MadeGeneration, custodians: readonly string[]): void {
    const timer = setTimeout(() => this.#forget(id), deskMinutesMax * 60_000).unref();
    const until = new Date(this.#clock().getTime() + deskMinutesMax * 60_000);
    this.#byId.set(id, { made, custodians, until, timer });
  }

  /** Until when file and sheets can be taken, or null. */
  until(id: string): Date | null {
    return this.#find(id)?.until ?? null;
  }

  file(id: string): Buffer {
    return this.#require(id).made.file;
  }

  /** The share of a custodian as it stands on his sheet. */
  share(id: string, custodianId: string): string {
    const { made, custodians } = this.#require(id);
    const share = made.shares[custodians.indexOf(custodianId)];
    if (share === undefined) throw refuseVault('vault.generation.gone', { minutes: deskMinutesMax });
    return share;
  }

  clear(): void {
    for (const id of this.#byId.keys()) this.#forget(id);
  }

  #require(id: string): OnDesk {
    const found = this.#find(id);
    if (found === null) throw refuseVault('vault.generation.gone', { minutes: deskMinutesMax });
    return found;
  }

  #find(id: string): OnDesk | null {
    const found = this.#byId.get(id);
    if (found === undefined) return null;
    if (found.until > this.#clock()) return found;
    this.#forget(id);
    return null;
  }

  #forget(id: string): void {
    const found = this.#byId.get(id);
    if (found === undefined) return;
    clearTimeout(found.timer);
    found.made.file.fill(0);
    this.#byId.delete(id);
  }
}

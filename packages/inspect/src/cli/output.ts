import { randomUUID } from 'node:crypto';
import { fsyncSync, openSync, closeSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { InspectFault, systemCode } from '../scan/inspect-fault.ts';

/** Where a report goes. */
export interface Output {
  readonly write: (text: string) => void;
  /** Makes a file whole: until then there is nothing under its name, or what was there before. */
  readonly commit: () => void;
  readonly discard: () => void;
}

/**
 * A file that is there whole or not at all: a draft beside it, closed to other accounts, renamed at the end. Written at
 * once, so that no report waits in memory.
 */
export function openOutputFile(file: string): Output {
  const draft = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID()}`);
  const guarded = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      const detail = systemCode(error);
      if (detail === '') throw error;
      throw new InspectFault('cannot-write', { path: file, detail });
    }
  };
  const descriptor = guarded(() => openSync(draft, 'wx', 0o600));
  let isOpen = true;
  const close = (): void => {
    if (isOpen) closeSync(descriptor);
    isOpen = false;
  };
  return {
    write: (text) =>
      guarded(() => {
        const bytes = Buffer.from(text);
        for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
      }),
    commit: () =>
      guarded(() => {
        fsyncSync(descriptor);
        close();
        renameSync(draft, file);
      }),
    discard: () => {
      close();
      rmSync(draft, { force: true });
    },
  };
}

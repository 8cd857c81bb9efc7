import { z } from 'zod';
import { type CommandOutcome, RefusedError } from '../../lib/client.ts';
import { presentError } from '../../lib/present-error.ts';

/** What a scan came to. */
export type CountKind = 'found' | 'stray' | 'unknown' | 'twice' | 'fault';

export const CountResult = z.object({
  copyId: z.string(),
  number: z.string(),
  copyNo: z.string(),
  state: z.string(),
  place: z.string(),
  expected: z.boolean(),
  counted: z.int(),
  of: z.int(),
  strays: z.int(),
});
export type CountResult = z.infer<typeof CountResult>;

export interface CountEntry {
  readonly id: number;
  readonly code: string;
  readonly kind: CountKind;
  /** What the server said, where it refused. */
  readonly text: string | null;
  readonly copy: CountResult | null;
}

/** What one answer of `stocktaking.count` means. */
export function readCount(outcome: CommandOutcome): Pick<CountEntry, 'kind' | 'text' | 'copy'> {
  const copy = outcome.kind === 'done' ? CountResult.safeParse(outcome.result) : null;
  if (copy?.success !== true) return { kind: 'fault', text: null, copy: null };
  return { kind: copy.data.expected ? 'found' : 'stray', text: null, copy: copy.data };
}

const refusedKinds: Readonly<Record<string, CountKind>> = {
  'stocktaking.unknown.code': 'unknown',
  'stocktaking.counted': 'twice',
};

/** What one refusal means. */
export function readRefusal(fault: unknown): Pick<CountEntry, 'kind' | 'text' | 'copy'> {
  const kind = fault instanceof RefusedError ? (refusedKinds[fault.code] ?? 'fault') : 'fault';
  return { kind, text: presentError(fault), copy: null };
}

export interface CountQueue {
  readonly add: (code: string) => void;
}

/**
 * Sends scanned codes one after the other, in the order scanned: a hand is faster than a server, and none is lost.
 * `onIdle` is called when all that was scanned has been answered.
 */
export function createCountQueue(the: {
  readonly send: (code: string) => Promise<CommandOutcome>;
  readonly onEntry: (entry: CountEntry) => void;
  readonly onWaiting: (waiting: number) => void;
  readonly onIdle: () => void;
}): CountQueue {
  const codes: string[] = [];
  let lastId = 0;
  let running = false;
  async function run() {
    running = true;
    for (let code = codes.shift(); code !== undefined; code = codes.shift()) {
      lastId += 1;
      the.onEntry({ id: lastId, code, ...(await countOne(the.send, code)) });
      the.onWaiting(codes.length);
    }
    running = false;
    the.onIdle();
  }
  return {
    add(code) {
      codes.push(code);
      the.onWaiting(codes.length);
      if (!running) void run();
    },
  };
}

async function countOne(send: (code: string) => Promise<CommandOutcome>, code: string) {
  try {
    return readCount(await send(code));
  } catch (fault) {
    return readRefusal(fault);
  }
}

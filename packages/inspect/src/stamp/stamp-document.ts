import { z } from 'zod';
import { readMarks } from '../detect/read-marks.ts';
import type { Segment } from '../document/place.ts';
import type { ReadingPool } from '../process/reading-pool.ts';
import { runTask } from '../process/task-process.ts';
import type { TaskPool } from '../process/task-process.ts';
import { bearsOnly, planStamp } from './plan-stamp.ts';
import type { OwnReading } from './plan-stamp.ts';
import type { StampOrder, Stamped } from './stamp-order.ts';
import { StampRefused, isStampRefusal, stampBytesMax } from './stamp-work.ts';
import type { StampWork } from './stamp-work.ts';

export {
  type StampRefusalCode,
  StampRefused,
  isStampRefusal,
  stampBytesMax,
  stampRefusals,
} from './stamp-work.ts';

/** Reads a document, and does the work on its bytes: each in a process of the file's own. */
export interface StampHands {
  read(bytes: Uint8Array): Promise<OwnReading>;
  /** @throws StampRefused */
  stamp(bytes: Uint8Array, work: StampWork): Promise<Uint8Array>;
}

/**
 * Puts a mark on a docx or pdf, or changes the one it bears, and reads the result before it is handed out: exactly the
 * mark that was ordered must speak for it. What it bears already is not put there twice.
 * @throws StampRefused
 */
export async function stampDocument(
  hands: StampHands,
  bytes: Uint8Array,
  order: StampOrder,
): Promise<Stamped> {
  if (bytes.byteLength > stampBytesMax) throw new StampRefused('too-large');
  const before = await hands.read(bytes);
  const plan = planStamp(order, before);
  if (plan === null) return { bytes, did: 'already' };
  const stamped = await hands.stamp(bytes, plan.work);
  if (!bearsOnly(await hands.read(stamped), order.mark)) throw new StampRefused('not-verified');
  return { bytes: stamped, did: plan.did };
}

const Answer = z.strictObject({ refused: z.string().optional() });
/** Text that is kept of a document to find its marks, in UTF-16 units. */
const textUnitsMax = 16 * 1024 ** 2;

/** The hands of a server: text from the processes that read, bytes from those that do tasks. */
export function createStampHands(pools: {
  readonly reading: Pick<ReadingPool, 'inspect'>;
  readonly tasks: TaskPool;
}): StampHands {
  return {
    read: (bytes) => readDocument(pools.reading, bytes, ''),
    stamp: (bytes, work) => stampInProcess(pools.tasks, bytes, work),
  };
}

/** Text and marks of a document. `name` is what the sender calls it, for what it may say of its level. */
export async function readDocument(
  reading: Pick<ReadingPool, 'inspect'>,
  bytes: Uint8Array,
  name: string,
): Promise<OwnReading> {
  const segments: Segment[] = [];
  let units = 0;
  for await (const event of reading.inspect(bytes, { name, options: { ocr: 'never' } })) {
    if (event.type !== 'segments' || units > textUnitsMax) continue;
    for (const segment of event.segments) units += segment.text.length;
    segments.push(...event.segments);
  }
  return { segments, ...readMarks(segments, name) };
}

async function stampInProcess(tasks: TaskPool, bytes: Uint8Array, work: StampWork): Promise<Uint8Array> {
  for await (const frame of runTask(tasks, { task: 'stamp', bytes, options: work })) {
    if (frame.type === 'gap') {
      const isLimit = frame.gap.reason === 'timed-out' || frame.gap.reason === 'out-of-memory';
      throw new StampRefused(isLimit ? 'too-large' : 'damaged');
    }
    const answer = Answer.safeParse(frame.value).data;
    if (answer?.refused === undefined && answer !== undefined) return frame.bytes;
    throw new StampRefused(isStampRefusal(answer?.refused) ? answer.refused : 'damaged');
  }
  throw new StampRefused('damaged');
}

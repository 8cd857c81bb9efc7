import { formatMark } from '@fengni/schemes/mark';
import type { Mark } from '@fengni/schemes/mark';
import { compareLevels, levelOf } from '@fengni/schemes/packs';
import type { Segment } from '../document/place.ts';
import type { MarkSeen, MarksSeen } from '../detect/read-marks.ts';
import { writeCopyNumber } from './stamp-order.ts';
import type { StampOrder, StampOutcome } from './stamp-order.ts';
import { StampRefused, releasedWord } from './stamp-work.ts';
import type { StampWork } from './stamp-work.ts';

/** What our own reader makes of a document: its text and its marks. */
export interface OwnReading extends MarksSeen {
  segments: readonly Segment[];
}

const headSegments = 15;
const takenMax = 5000;

/**
 * What is to be done so that a document bears what was ordered, given what it bears; null where nothing is to do.
 * @throws StampRefused
 */
export function planStamp(
  order: StampOrder,
  reading: OwnReading,
): { work: StampWork; did: Exclude<StampOutcome, 'already'> } | null {
  const words = order.mark === null ? releasedWord : formatMark(order.mark);
  const ruling = reading.marks.filter((one) => one.isRuling);
  const others = ruling.filter((one) => order.mark === null || !isWritten(one.mark, words));
  const isMarked = ruling.length > others.length;
  if (order.mark === null && ruling.length === 0 && order.former === null)
    throw new StampRefused('nothing-to-release');
  const work: StampWork = {
    copyNumber: copyNumberOf(order, reading),
    words: isMarked ? null : words,
    former: isMarked || others.length > 0 || order.former === null ? null : formatMark(order.former),
    strike: others.map((one) => lineOf(one, reading)),
    portions: portionsOf(order),
    taken: reading.segments
      .flatMap(({ place }) => (place.page === 1 && place.region !== undefined ? [place.region] : []))
      .slice(0, takenMax),
  };
  const isNothing =
    work.words === null && work.copyNumber === null && others.length + work.portions.length === 0;
  return isNothing ? null : { work, did: others.length > 0 || work.former !== null ? 'changed' : 'marked' };
}

/** Whether the marks that speak for a document are this one and no other; null: that there is none any more. */
export function bearsOnly(reading: MarksSeen, mark: Mark | null): boolean {
  const ruling = reading.marks.filter((one) => one.isRuling);
  if (mark === null) return ruling.length === 0;
  const written = formatMark(mark);
  return ruling.length > 0 && ruling.every((one) => isWritten(one.mark, written));
}

/** A mark read from a document may be over the maximum; it is no other for that. */
function isWritten(mark: Mark | null, written: string): boolean {
  if (mark === null) return false;
  try {
    return formatMark(mark) === written;
  } catch {
    return false;
  }
}

/** The line of a mark that is nothing but the mark, so that striking it strikes nothing else. */
function lineOf({ place, text }: MarkSeen, { segments }: OwnReading): StampWork['strike'][number] {
  const line = segments.find((segment) => segment.place === place)?.text.trim();
  const isOnPageOne =
    (place.page ?? 1) === 1 && (place.kind === 'body' || place.kind === 'heading' || place.kind === 'table');
  if (line !== text.trim() || !isOnPageOne) throw new StampRefused('mark-elsewhere');
  return { text: line, region: place.region ?? null };
}

function copyNumberOf(order: StampOrder, { segments }: OwnReading): string | null {
  if (order.copyNumber === null) return null;
  const number = writeCopyNumber(order.copyNumber);
  const first = segments.filter(({ place }) => place.path.length === 0 && (place.page ?? 1) === 1);
  const stands = first.slice(0, headSegments).flatMap(({ text }) => /^\s*(\d{6})\s*$/.exec(text)?.[1] ?? []);
  if (stands.length === 0) return number;
  if (!stands.includes(number)) throw new StampRefused('copy-number-differs');
  return null;
}

function portionsOf({ mark, portions }: StampOrder): StampWork['portions'] {
  return portions.map(({ paragraph, mark: own }) => {
    const level = levelOf(own.scheme, own.level);
    if (level === undefined) throw new StampRefused('portion-missing');
    if (mark !== null && (compareLevels(own, mark) ?? 0) > 0) throw new StampRefused('portion-over-head');
    return { paragraph, words: `〔${level.markWords[0] ?? level.zh}〕` };
  });
}

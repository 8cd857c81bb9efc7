import type { Segment } from '../document/place.ts';
import type { TextRun } from './detector.ts';

export interface RunOptions {
  /** The name of the file; entries of containers go by the last name of their path. */
  fileName: string;
  /** UTF-16 units of a run, but for what is carried over. */
  unitsMax?: number;
  /** Units at the end of a run that the next one repeats. Nothing longer than half of it is lost at a border. */
  overlapUnits?: number;
}

export const runUnitsMax = 1 << 16;
export const runOverlapUnits = 1024;

/** Texts that stand beside the document's own: they are read, but they are no place for a document's head. */
const asideKinds: ReadonlySet<string> = new Set(['property', 'name', 'attribute', 'comment', 'annotation']);

/**
 * Puts segments together to runs, in order, holding no more than two runs at a time. A new run begins with a new file,
 * sheet or slide, and where one grows over `unitsMax`; then its end is repeated in the next, each hit belonging to one
 * of the two. Properties, comments and names go into runs of their own.
 */
export async function* assembleRuns(
  segments: AsyncIterable<Segment> | Iterable<Segment>,
  options: RunOptions,
): AsyncGenerator<TextRun, void> {
  const assembly = new Assembly(options);
  for await (const segment of segments) yield* assembly.add(segment);
  yield* assembly.end();
}

/** As {@link assembleRuns}, of segments that are all there. */
export function assembleAllRuns(segments: Iterable<Segment>, options: RunOptions): TextRun[] {
  const assembly = new Assembly(options);
  const runs: TextRun[] = [];
  for (const segment of segments) runs.push(...assembly.add(segment));
  runs.push(...assembly.end());
  return runs;
}

/** A run of one text alone, such as a prompt. */
export function runOfText(text: string, fileName = ''): TextRun {
  const segment: Segment = { text, place: { path: [], kind: 'body' } };
  return { text, segments: [segment], starts: [0], isFirst: true, fileName };
}

/** The segment that holds a place of a run, and its number. */
export function segmentAt(run: TextRun, at: number): { segment: Segment; start: number } | undefined {
  let [low, high] = [0, run.starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((run.starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  const segment = run.segments[low];
  return segment === undefined ? undefined : { segment, start: run.starts[low] ?? 0 };
}

class Assembly {
  private readonly fileName: string;
  private readonly unitsMax: number;
  private readonly overlapUnits: number;
  private readonly lanes = { main: makeLane(), aside: makeLane() };
  private path = '';
  private isFirst = true;

  constructor({ fileName, unitsMax = runUnitsMax, overlapUnits = runOverlapUnits }: RunOptions) {
    this.fileName = fileName;
    this.unitsMax = unitsMax;
    this.overlapUnits = Math.min(overlapUnits, unitsMax >> 1);
  }

  *add(segment: Segment): Generator<TextRun, void> {
    if (segment.text === '') return;
    const path = segment.place.path.join('\0');
    if (path !== this.path) {
      yield* this.end();
      this.path = path;
      this.isFirst = true;
    }
    const isAside = asideKinds.has(segment.place.kind);
    const lane = isAside ? this.lanes.aside : this.lanes.main;
    const { sheet = '', slide = 0 } = segment.place;
    const part = isAside ? '' : `${sheet}\0${slide}`;
    if (part !== lane.part && lane.pieces.length > 0) yield this.close(lane, isAside);
    lane.part = part;
    for (let from = 0; from < segment.text.length;) {
      if (lane.units >= this.unitsMax) yield this.split(lane, isAside);
      const room = Math.max(1, this.unitsMax - lane.units);
      const text = segment.text.slice(from, from + room);
      lane.pieces.push({ segment, offset: from, text });
      lane.units += text.length + 1;
      from += text.length;
    }
  }

  *end(): Generator<TextRun, void> {
    if (this.lanes.main.pieces.length > 0) yield this.close(this.lanes.main, false);
    if (this.lanes.aside.pieces.length > 0) yield this.close(this.lanes.aside, true);
  }

  /** Ends a run because a part ends. */
  private close(lane: Lane, isAside: boolean): TextRun {
    const run = this.makeRun(lane, isAside);
    Object.assign(lane, makeLane());
    return run;
  }

  /** Ends a run because it is full; the next begins with its end. */
  private split(lane: Lane, isAside: boolean): TextRun {
    const run = this.makeRun(lane, isAside);
    const half = this.overlapUnits >> 1;
    run.ownTo = run.text.length - half;
    const kept: Piece[] = [];
    let units = 0;
    for (const piece of lane.pieces.toReversed()) {
      const room = this.overlapUnits - units;
      if (room <= 0) break;
      const cut = Math.max(0, piece.text.length - room);
      kept.unshift({ ...piece, offset: piece.offset + cut, text: piece.text.slice(cut) });
      units += piece.text.length - cut + 1;
    }
    // where the kept text begins in the run before, so that one of the two owns each place
    const again = textOf(kept).text.length;
    lane.pieces = kept;
    lane.units = units;
    lane.ownFrom = again - half;
    return run;
  }

  private makeRun(lane: Lane, isAside: boolean): TextRun {
    const { text, starts, segments } = textOf(lane.pieces);
    const isFirst = !isAside && this.isFirst;
    if (!isAside) this.isFirst = false;
    const fileName = segments[0]?.place.path.at(-1) ?? this.fileName;
    const run: TextRun = { text, segments, starts, isFirst, fileName };
    if (lane.ownFrom > 0) run.ownFrom = lane.ownFrom;
    return run;
  }
}

/** A piece of a segment from `offset` on. */
interface Piece {
  segment: Segment;
  offset: number;
  text: string;
}

interface Lane {
  part: string;
  pieces: Piece[];
  units: number;
  ownFrom: number;
}

function makeLane(): Lane {
  return { part: '', pieces: [], units: 0, ownFrom: 0 };
}

function textOf(pieces: readonly Piece[]): { text: string; starts: number[]; segments: Segment[] } {
  const starts: number[] = [];
  const segments: Segment[] = [];
  let text = '';
  for (const { segment, offset, text: words } of pieces) {
    // a segment cut in two by the limit goes on without a line end
    const isSame = segments.at(-1) === segment;
    if (text !== '' && !isSame) text += '\n';
    if (!isSame) {
      starts.push(text.length - offset);
      segments.push(segment);
    }
    text += words;
  }
  return { text, starts, segments };
}

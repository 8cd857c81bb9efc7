/** A place where the entries leave the sealed order: these were found there, those were expected. */
export interface Segment {
  /** Index in the sealed log where it begins. */
  readonly at: number;
  /** Leaf hashes found, as 32-character binary strings. */
  readonly found: readonly string[];
  /** Leaf hashes sealed there; undefined where the seal itself is lost. */
  readonly sealed: readonly (string | undefined)[];
  /** Sealed entries after `sealed` that are gone as well, up to the end of the run. */
  readonly cut: number;
  /** Whether it reaches the end of the run of entries. */
  readonly isTail: boolean;
}

export const segmentsMax = 200;
/** How far to look for where the two orders meet again, in entries; the widest is the longest gap that is bridged. */
const lookaheads: readonly number[] = [8, 512, 8192, 65_536];

/** The next items of an iterator, looked at before they are taken. */
class Ahead<T> {
  #items: T[] = [];
  #head = 0;
  readonly #source: Iterator<T>;
  isDry = false;

  constructor(source: Iterator<T>) {
    this.#source = source;
  }

  /** Makes `count` items visible if there are that many; gives how many there are, `count` at most. */
  fill(count: number): number {
    while (!this.isDry && this.#items.length - this.#head < count) {
      const next = this.#source.next();
      if (next.done === true) this.isDry = true;
      else this.#items.push(next.value);
    }
    return Math.min(count, this.#items.length - this.#head);
  }

  at(offset: number): T | undefined {
    return this.#items[this.#head + offset];
  }

  take(count: number): T[] {
    const taken = this.#items.slice(this.#head, this.#head + count);
    this.#head += count;
    if (this.#head > 65_536) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return taken;
  }
}

/** The nearest place within `reach` where both orders go on alike: how much of each lies before it. */
function meet(
  found: Ahead<string>,
  sealed: Ahead<string | undefined>,
  reach: { found: number; sealed: number },
): { found: number; sealed: number } | undefined {
  const places = new Map<string, number>();
  for (let i = reach.sealed - 1; i >= 0; i -= 1) {
    const hash = sealed.at(i);
    if (hash !== undefined) places.set(hash, i);
  }
  let best: { found: number; sealed: number } | undefined;
  for (let i = 0; i < reach.found; i += 1) {
    if (best !== undefined && i >= best.found + best.sealed) break;
    const place = places.get(found.at(i) ?? '');
    if (place === undefined || (best !== undefined && i + place >= best.found + best.sealed)) continue;
    best = { found: i, sealed: place };
  }
  return best;
}

export interface AlignOptions {
  readonly found: Iterator<string>;
  readonly sealed: Iterator<string | undefined>;
  /** Index in the sealed log where both begin. */
  readonly start: number;
  /** Where the run of entries ends in the sealed log; asked once `found` is at its end. */
  readonly end: () => number;
}

/**
 * Walks two orders of leaf hashes side by side and yields where they differ: a line diff with bounded memory.
 * The caller stops after as many segments as it wants.
 */
export function* align(options: AlignOptions): Generator<Segment> {
  const found = new Ahead(options.found);
  const sealed = new Ahead(options.sealed);
  let at = options.start;
  for (;;) {
    const hasFound = found.fill(1) === 1;
    const sealedLeft = hasFound ? Number.POSITIVE_INFINITY : options.end() - at;
    const hasSealed = sealedLeft > 0 && sealed.fill(1) === 1;
    if (!hasFound && !hasSealed) {
      // The seal may be lost as well (no tiles left): what remains is still gone.
      if (sealedLeft > 0) yield { at, found: [], sealed: [], cut: sealedLeft, isTail: true };
      return;
    }
    const expected = sealed.at(0);
    if (hasFound && hasSealed && (expected === undefined || expected === found.at(0))) {
      found.take(1);
      sealed.take(1);
      at += 1;
      continue;
    }
    const segment = nextSegment(found, sealed, { at, end: options.end });
    at += segment.sealed.length;
    yield segment;
    if (segment.isTail) return;
  }
}

function nextSegment(
  found: Ahead<string>,
  sealed: Ahead<string | undefined>,
  run: { at: number; end: () => number },
): Segment {
  const { at } = run;
  for (const lookahead of lookaheads) {
    const foundCount = found.fill(lookahead);
    const isFoundDry = found.isDry && foundCount < lookahead;
    const room = isFoundDry ? Math.max(0, run.end() - at) : Number.POSITIVE_INFINITY;
    const sealedCount = Math.min(room, sealed.fill(lookahead));
    const place = meet(found, sealed, { found: foundCount, sealed: sealedCount });
    if (place !== undefined) {
      return { at, found: found.take(place.found), sealed: sealed.take(place.sealed), cut: 0, isTail: false };
    }
    if (isFoundDry && sealedCount < lookahead) {
      const cut = room - sealedCount;
      return { at, found: found.take(foundCount), sealed: sealed.take(sealedCount), cut, isTail: true };
    }
  }
  const widest = lookaheads.at(-1) ?? 1;
  const foundCount = found.fill(widest);
  const isFoundDry = found.isDry && foundCount < widest;
  const room = isFoundDry ? Math.max(0, run.end() - at) : Number.POSITIVE_INFINITY;
  const sealedCount = Math.min(room, sealed.fill(widest));
  const isTail = isFoundDry;
  const cut = isTail ? room - sealedCount : 0;
  return { at, found: found.take(foundCount), sealed: sealed.take(sealedCount), cut, isTail };
}

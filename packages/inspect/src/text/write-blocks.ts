import type { Extraction } from '../document/extraction.ts';
import { wholeCharacters } from '../document/split-text.ts';

/** A block is given out at the first line end after so many UTF-16 units, or at an empty line. */
const blockUnits = 2048;

/** A line longer than this is cut. */
const blockUnitsMax = 16_384;

/** What a block repeats of the one before where it was cut for its length, so that nothing is lost at the cut. */
const overlapUnits = 256;

/**
 * Parts text into blocks of whole lines: paragraphs end at an empty line; where a paragraph is too long, the next block
 * begins with the end of the last one and says so in `overlap`.
 */
export class BlockWriter {
  readonly #emit: Extraction['emit'];
  #rest = '';
  #overlap = 0;
  /** Line and paragraph on which `#rest` begins. */
  #line = 1;
  #paragraph = 1;

  constructor(emit: Extraction['emit']) {
    this.#emit = emit;
  }

  write(text: string): void {
    this.#rest += text;
    // A line end cut in two is looked at with its other half.
    while (this.#rest.length > blockUnits + 2) {
      const end = this.#blockEnd();
      if (end === undefined) return;
      this.#give(end);
    }
  }

  end(): void {
    while (this.#rest.length > this.#overlap)
      this.#give(this.#blockEnd() ?? { at: this.#rest.length, cut: false });
  }

  #blockEnd(): { at: number; cut: boolean } | undefined {
    const empty = /\n[ \t\r]*\n|\r\r/g;
    empty.lastIndex = this.#overlap;
    const paragraph = empty.exec(this.#rest.slice(0, blockUnits));
    if (paragraph !== null) return { at: paragraph.index + paragraph[0].length, cut: false };
    const line = nextLineEnd(this.#rest, blockUnits);
    if (line !== undefined && line <= blockUnitsMax) return { at: line, cut: true };
    if (this.#rest.length <= blockUnitsMax) return undefined;
    return { at: wholeCharacters(this.#rest, blockUnitsMax), cut: true };
  }

  #give({ at, cut }: { at: number; cut: boolean }): void {
    const text = this.#rest.slice(0, at);
    const isNew = text.length > this.#overlap && /\S/.test(text.slice(this.#overlap));
    if (isNew) {
      this.#emit({
        text,
        place: { kind: 'body', paragraph: this.#paragraph, line: this.#line },
        ...(this.#overlap > 0 ? { overlap: this.#overlap } : {}),
      });
    }
    const keptFrom = cut ? wholeCharacters(text, Math.max(this.#overlap, text.length - overlapUnits)) : at;
    this.#line += countLineEnds(text.slice(0, keptFrom));
    if (!cut && isNew) this.#paragraph += 1;
    this.#overlap = at - keptFrom;
    this.#rest = this.#rest.slice(keptFrom);
  }
}

function nextLineEnd(text: string, from: number): number | undefined {
  const found = /\r\n|\n|\r(?!\n)/g;
  found.lastIndex = from;
  const match = found.exec(text);
  return match === null ? undefined : match.index + match[0].length;
}

function countLineEnds(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}

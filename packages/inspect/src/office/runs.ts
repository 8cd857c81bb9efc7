import type { Hidden } from '../document/place.ts';

/** A paragraph as it grows out of its runs: a word split over runs becomes one text. */
export class Runs {
  #runs: { parts: string[]; hidden: Hidden | undefined }[] = [];

  add(text: string, hidden: Hidden | undefined): void {
    const last = this.#runs.at(-1);
    if (last !== undefined && last.hidden === hidden) last.parts.push(text);
    else this.#runs.push({ parts: [text], hidden });
  }

  /** Tells what a reader sees in one piece, then what is hidden in one piece for each reason; empties the paragraph. */
  flush(tell: (text: string, hidden: Hidden | undefined) => void): void {
    const runs = this.#runs;
    if (runs.length === 0) return;
    this.#runs = [];
    const reasons = new Map<Hidden | undefined, string[]>();
    for (const { parts, hidden } of runs) {
      const pieces = reasons.get(hidden);
      if (pieces === undefined) reasons.set(hidden, [...parts]);
      else pieces.push(...(hidden === undefined ? [] : [' ']), ...parts);
    }
    const seen = reasons.get(undefined);
    if (seen !== undefined) tellUnlessBlank(seen.join(''), undefined, tell);
    for (const [hidden, pieces] of reasons) {
      if (hidden !== undefined) tellUnlessBlank(pieces.join(''), hidden, tell);
    }
  }
}

function tellUnlessBlank(
  text: string,
  hidden: Hidden | undefined,
  tell: (text: string, hidden: Hidden | undefined) => void,
): void {
  if (text.trim() !== '') tell(text, hidden);
}

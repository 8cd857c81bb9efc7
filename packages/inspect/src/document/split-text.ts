/** What a piece repeats of the one before, so that nothing is lost at the cut. */
const overlapUnits = 256;

/** A text in pieces of at most `unitsMax` UTF-16 units, each but the first beginning with the end of the one before. */
export function* splitText(text: string, unitsMax: number): Generator<{ text: string; overlap: number }> {
  let start = 0;
  let overlap = 0;
  while (text.length - start > unitsMax) {
    const end = wholeCharacters(text, start + unitsMax);
    yield { text: text.slice(start, end), overlap };
    const next = wholeCharacters(text, end - overlapUnits);
    overlap = end - next;
    start = next;
  }
  yield { text: start === 0 ? text : text.slice(start), overlap };
}

/** The place itself, or one before it where it stands between the two halves of a character. */
export function wholeCharacters(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit < 0xe000 && at > 0 ? at - 1 : at;
}

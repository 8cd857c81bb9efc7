import { formatInstant, todayHere } from '../../lib/format.ts';

/** A moment as a `datetime-local` field writes it, in the house's time: `YYYY-MM-DDTHH:MM`. */
export function writeHouseInstant(at: Date): string {
  return `${todayHere(at)}T${formatInstant(at.toISOString()).slice(-5)}`;
}

/** The moment that the house's clocks show as this text, or null where it is none. */
export function readHouseInstant(text: string): Date | null {
  const asUtc = Date.parse(`${text}Z`);
  if (Number.isNaN(asUtc)) return null;
  let at = asUtc;
  // the offset at the guess is that of the answer but for the hour in which the clocks change: hence twice
  for (let round = 0; round < 2; round += 1) {
    const offset = Date.parse(`${writeHouseInstant(new Date(at))}Z`) - at;
    at = asUtc - offset;
  }
  return new Date(at);
}

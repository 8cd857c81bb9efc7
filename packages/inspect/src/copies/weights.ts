/** What a fingerprint counts for that stands in very many documents: as much as a token costs, so neither for nor against. */
export const weightMin = 0.4;
/** Up to so many parts, or this share of all, a fingerprint counts whole. */
const rareParts = 4;
const rareShare = 1 / 1000;
/** Doublings from there on until it counts least. */
const doublings = 5;

/** A fingerprint's weight from the parts that have it, of so many in all: an inverse document frequency with a floor. */
export function weighByFrequency(having: number, parts: number): number {
  const rare = Math.max(rareParts, parts * rareShare);
  if (having <= rare) return 1;
  return Math.max(weightMin, 1 - Math.log2(having / rare) / doublings);
}

/** The same from 0 to 1: what a fingerprint says about which document was copied. */
export function rarityOf(weight: number): number {
  return (weight - weightMin) / (1 - weightMin);
}

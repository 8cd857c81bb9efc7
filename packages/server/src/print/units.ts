/** Points in a millimetre (PDF user space: 72 points in an inch). */
export const mm = 72 / 25.4;

/** A4 (ISO 216), in points. */
export const a4 = { width: 210 * mm, height: 297 * mm } as const;

/** Sizes of type by their Chinese names, in points (GB/T 9704-2012 names them 号). */
export const typeSize = {
  two: 22,
  three: 16,
  four: 14,
  smallFour: 12,
  five: 10.5,
  smallFive: 9,
  six: 7.5,
} as const;

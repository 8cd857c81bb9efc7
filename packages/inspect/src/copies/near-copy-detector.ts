import type { Detector } from '../detect/detector.ts';
import type { CopyIndex } from './copy-index.ts';

/** A text of fewer units holds no passage that could be told from chance. */
const unitsMin = 20;

/**
 * Passages copied from protected documents: a hit for each, with the document's id and how much of it stands in the text.
 * Looks things up on disk, and sees what is added and removed meanwhile.
 */
export function createNearCopyDetector(index: CopyIndex): Detector {
  return {
    id: 'near-copy',
    detect: ({ text }) => {
      if (text.length < unitsMin) return [];
      return index.query(text).flatMap(({ id, passages, confidence, shareOfDocument, shareOfQuery }) =>
        passages.map(({ from, to }) => ({
          detector: 'near-copy',
          family: 'near-copy' as const,
          from,
          to,
          confidence,
          citation: 'Schleimer, Wilkerson, Aiken 2003 (winnowing)',
          facts: {
            document: id,
            shareOfDocument: inPercent(shareOfDocument),
            shareOfText: inPercent(shareOfQuery),
          },
        })),
      );
    },
  };
}

function inPercent(share: number): number {
  return Math.round(share * 100) / 100;
}

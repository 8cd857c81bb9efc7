import { createHmac } from 'node:crypto';
import type { PictureIndex } from '../copies/picture-index.ts';
import type { Finding } from '../detect/finding.ts';
import type { PictureSeen } from '../process/events.ts';

/** Smaller pictures are bullets and logos: alike in everybody's documents. */
export const pictureSideMin = 64;

const digestUnits = 32;
const hashBits = 64;
const distanceSame = 4;
/** A hash with next to no bits set, or unset, is that of a blank or flat picture. */
const bitsMin = 8;

/** Looks pictures up among the protected ones; what is too small or flat to be told apart is left out. */
export function makePictureFinder(index: PictureIndex, key: Uint8Array): (picture: PictureSeen) => Finding[] {
  return (picture) => {
    if (!isTelling(picture)) return [];
    const { path, page, slide, region, hash } = picture;
    return index.query(hash.pHash).map(({ id, distance }) => ({
      detector: 'picture',
      family: 'picture',
      place: {
        path,
        kind: 'picture',
        ...(page === undefined ? {} : { page }),
        ...(slide === undefined ? {} : { slide }),
        ...(region === undefined ? {} : { region }),
      },
      from: 0,
      to: 0,
      hidden: false,
      excerpt: '',
      digest: createHmac('sha256', key).update(`picture\n${hash.pHash}`).digest('hex').slice(0, digestUnits),
      confidence: distance <= distanceSame ? 0.9 : 0.7,
      citation: 'Zauner 2010 (pHash)',
      facts: { document: id, distance },
    }));
  };
}

/** Whether a picture can be told from others by its hash. */
export function isTelling({ width, height, hash }: Pick<PictureSeen, 'width' | 'height' | 'hash'>): boolean {
  if (Math.min(width, height) < pictureSideMin) return false;
  const bits = Array.from(hash.pHash, (digit) => Number.parseInt(digit, 16).toString(2)).join('');
  const set = bits.replaceAll('0', '').length;
  return set >= bitsMin && set <= hashBits - bitsMin;
}

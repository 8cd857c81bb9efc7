import type { Gap } from '../document/gaps.ts';
import type { FileKind } from '../document/kinds.ts';
import type { Region, Segment } from '../document/place.ts';
import type { PictureHash } from '../pictures/hash.ts';

/** A picture in a document as it can be compared: never the picture itself. */
export interface PictureSeen {
  path: readonly string[];
  page?: number;
  slide?: number;
  region?: Region;
  /** Perceptual hashes. */
  hash: PictureHash;
  /** Pixels. */
  width: number;
  height: number;
}

/** What comes of a file while it is read, in the order of the document; `done` is the last, always and once. */
export type ExtractionEvent =
  | { type: 'kind'; kind: FileKind }
  | { type: 'segments'; segments: readonly Segment[] }
  | { type: 'gap'; gap: Gap }
  | { type: 'picture'; picture: PictureSeen }
  | { type: 'done'; kind: FileKind; bytes: number };

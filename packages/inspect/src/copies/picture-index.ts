/** A protected picture near the one asked for. */
export interface PictureMatch {
  id: string;
  /** Bits that differ, 0 to 64; below 10 it is the same picture scaled, recoded or toned. */
  distance: number;
}

export interface PictureIndexState {
  pictures: number;
  hashes: number;
  /** Bytes on disk. */
  bytes: number;
}

export interface PictureIndexOptions {
  /** The installation's key: seals the file. A perceptual hash itself cannot be keyed, so the file stays on the high side. */
  key: Uint8Array;
  /** As in `CopyIndexOptions`. */
  mode: 'read' | 'write';
}

/** Perceptual hashes of protected pictures and of renderings of pages, up to a million; 40 bytes of memory each. */
export interface PictureIndex {
  /**
   * Adds the hashes of a picture, or of a document's pages, in place of what had the id before; safe on disk on return.
   * @param hashes 16 hexadecimal digits each
   * @throws CopyIndexRefused `bad-id`, `read-only`
   */
  add(id: string, hashes: readonly string[]): void;
  /** False when there was none. */
  remove(id: string): boolean;
  /** The nearest hash of each id within the distance (at most 15, default 8), nearest first. */
  query(hash: string, distanceMax?: number): PictureMatch[];
  /** Rewrites the file without what was removed. */
  compact(): void;
  state(): PictureIndexState;
  close(): void;
}

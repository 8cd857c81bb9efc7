import type { Segment } from '../document/place.ts';
import type { Hit } from './finding.ts';

/**
 * A run of text as detectors see it: segments of one part of a file (a page, a sheet, a document's body) put together
 * with line feeds between, so that what is broken over lines is still found.
 */
export interface TextRun {
  text: string;
  /**
   * The segments within, in order; segment `i` begins at `starts[i]` of `text`. Negative for a segment that began in the
   * run before.
   */
  segments: readonly Segment[];
  starts: readonly number[];
  /** True for the first run of a file, where heads of documents stand. */
  isFirst: boolean;
  /** The name of the file or entry the run is of. */
  fileName: string;
  /**
   * Hits that begin before `ownFrom` or from `ownTo` on are the neighbouring run's, which holds the same text there.
   * Left out: everything is the run's own.
   */
  ownFrom?: number;
  ownTo?: number;
}

/** Hits one detector may give for one run; the rest is counted in the last one's fact `dropped`. */
export const detectorHitsMax = 1000;

/**
 * One thing that is looked for: a definition, a function and examples in one file. `detect` is pure, keeps nothing from
 * call to call, and begins with a test that costs little.
 */
export interface Detector {
  id: string;
  detect(run: TextRun): Hit[];
}

/** A text that must be hit (`hits` how often) or must not (`hits: 0`); kept beside the detector, run by its test. */
export interface Example {
  text: string;
  hits: number;
  why?: string;
}

import type { Segment } from '../document/place.ts';
import type { Hit } from './finding.ts';

/**
 * A run of text as detectors see it: segments of one part of a file (a page, a sheet, a document's body) put together
 * with line feeds between, so that what is broken over lines is still found.
 */
export interface TextRun {
  text: string;
  /** The segments within, in order; segment `i` begins at `starts[i]` of `text`. */
  segments: readonly Segment[];
  starts: readonly number[];
  /** True for the first run of a file, where heads of documents stand. */
  isFirst: boolean;
  /** The name of the file or entry the run is of. */
  fileName: string;
}

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

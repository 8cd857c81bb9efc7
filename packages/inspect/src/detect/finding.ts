import type { Place } from '../document/place.ts';

/** What a detector looks for, for policies and statistics. */
export type Family =
  | 'mark'
  | 'term'
  | 'identifier'
  | 'coordinate'
  | 'document-head'
  | 'near-copy'
  | 'exact-data'
  | 'picture'
  | 'hidden';

/**
 * What was found, fit to be shown and kept: it never holds the secret itself. Made from a {@link Hit} by
 * `sealFinding`, which masks and digests.
 */
export interface Finding {
  /** Id of the detector: `mark.state-secret`, `identifier.X01`, `term`, `near-copy`. */
  detector: string;
  family: Family;
  place: Place;
  /** UTF-16 units within the segment the place names. */
  from: number;
  to: number;
  /** True for text that a reader of the document would not see. */
  hidden: boolean;
  /** Some characters around, the hit itself masked. */
  excerpt: string;
  /** HMAC-SHA-256 of the normalised hit under the installation's key, 16 bytes in hex: equal hits, equal digests. */
  digest: string;
  /** 0 to 1 */
  confidence: number;
  /** The rule's source: a law's article, a standard, a row of the pack. */
  citation: string;
  /** Facts about the hit that disclose nothing: level of a mark, id of a protected document, list of a term. */
  facts: Readonly<Record<string, string | number | boolean>>;
}

/** What a detector gives: a span of the text it was handed. */
export interface Hit {
  detector: string;
  family: Family;
  /** UTF-16 units in the text handed to the detector. */
  from: number;
  to: number;
  confidence: number;
  citation: string;
  facts: Readonly<Record<string, string | number | boolean>>;
}

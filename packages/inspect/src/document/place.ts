/** In which part of a document a text stands. */
export const placeKinds = [
  'body',
  'heading',
  'table',
  'header',
  'footer',
  'footnote',
  'comment',
  'text-box',
  'cell',
  'slide',
  'notes',
  'property',
  'name',
  'attribute',
  'field',
  'annotation',
  'picture',
  'barcode',
] as const;

export type PlaceKind = (typeof placeKinds)[number];

/** Why a reader of the document would not see a text that is in the file. */
export const hiddenReasons = [
  'hidden-text',
  'hidden-sheet',
  'hidden-row',
  'hidden-column',
  'hidden-slide',
  'background-colour',
  'tiny',
  'off-page',
  'deleted-revision',
  'comment',
  'property',
  'embedded',
  'script',
] as const;

export type Hidden = (typeof hiddenReasons)[number];

/** A rectangle as fractions of its page, from the top left corner: `{ x: 0, y: 0, width: 1, height: 1 }` is the page. */
export interface Region {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where a text stands. Counts begin at one; what a format does not know is left out. */
export interface Place {
  /** Names from the outermost container's entry inwards; empty for the file itself: `['附件.zip', '1.docx']`. */
  path: readonly string[];
  kind: PlaceKind;
  page?: number;
  paragraph?: number;
  /** Line on which the text begins, in plain text. */
  line?: number;
  sheet?: string;
  /** `B7` */
  cell?: string;
  slide?: number;
  /** Name of a property, attribute, field or mail header. */
  name?: string;
  region?: Region;
}

/** A paragraph, cell, line of a page or property: the smallest piece an extractor gives. */
export interface Segment {
  text: string;
  place: Place;
  hidden?: Hidden;
  /** 0 to 1 for recognised characters (OCR), left out for text that the file holds as text. */
  certainty?: number;
  /** How many UTF-16 units at the beginning repeat the end of the segment before, where a long text was cut. */
  overlap?: number;
}

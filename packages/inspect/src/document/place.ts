/** In which part of a document a text stands. */
export type PlaceKind =
  | 'body'
  | 'heading'
  | 'table'
  | 'header'
  | 'footer'
  | 'footnote'
  | 'comment'
  | 'text-box'
  | 'cell'
  | 'slide'
  | 'notes'
  | 'property'
  | 'name'
  | 'attribute'
  | 'field'
  | 'annotation'
  | 'picture'
  | 'barcode';

/** Why a reader of the document would not see a text that is in the file. */
export type Hidden =
  | 'hidden-text'
  | 'hidden-sheet'
  | 'hidden-row'
  | 'hidden-column'
  | 'hidden-slide'
  | 'background-colour'
  | 'tiny'
  | 'off-page'
  | 'deleted-revision'
  | 'comment'
  | 'property'
  | 'embedded'
  | 'script';

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
}

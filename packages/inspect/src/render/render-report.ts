import type { FileKind } from '../document/kinds.ts';
import type { RenderGap } from './render-gaps.ts';

/** What drew the pages: `flow` lays out Word and text itself, `simple` has the text of the file alone. */
export const renderEngines = [
  'pdf',
  'ofd',
  'picture',
  'flow',
  'slides',
  'sheets',
  'simple',
  'libreoffice',
] as const;

export type RenderEngine = (typeof renderEngines)[number];

export interface RenderOptions {
  /** Dots an inch. */
  dpi: number;
  pagesMax: number;
  /** Tried in turn on what asks for a password. */
  passwords: readonly string[];
}

export const renderDefaults: RenderOptions = { dpi: 150, pagesMax: 2000, passwords: [] };

export const dpiMax = 300;

/** What a document's pages are, told after the last of them. */
export interface RenderReport {
  kind: FileKind;
  engine: RenderEngine;
  /** Pages given. */
  pages: number;
  /** True where the pages look as the document's own program shows them, fonts apart. */
  faithful: boolean;
  /** What is not on the pages, and why. */
  gaps: RenderGap[];
}

/** A page as a picture: PNG, see page-image.ts. */
export interface RenderedPage {
  /** From one. */
  page: number;
  /** Pixels. */
  width: number;
  height: number;
  image: Buffer;
}

/** What comes of drawing a document: its pages in order, then the report, always and once. */
export type RenderEvent = ({ type: 'page' } & RenderedPage) | { type: 'report'; report: RenderReport };

import { archiveExtractors } from '../archive/extractors.ts';
import { mailExtractors } from '../mail/extractors.ts';
import { markupExtractors } from '../markup/extractors.ts';
import { officeExtractors } from '../office/extractors.ts';
import { pageExtractors } from '../pages/extractors.ts';
import { pictureExtractors } from '../pictures/extractors.ts';
import { textExtractors } from '../text/extractors.ts';
import type { ExtractorTable } from './extraction.ts';

/** What reads which kind; a family's code is loaded when its first file comes. */
export const extractors: ExtractorTable = {
  ...textExtractors,
  ...archiveExtractors,
  ...mailExtractors,
  ...markupExtractors,
  ...officeExtractors,
  ...pageExtractors,
  ...pictureExtractors,
};

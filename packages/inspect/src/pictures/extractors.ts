import type { ExtractorTable } from '../document/extraction.ts';

const load = async () => (await import('./picture.ts')).extractPicture;

export const pictureExtractors: ExtractorTable = {
  png: load,
  jpeg: load,
  gif: load,
  bmp: load,
  webp: load,
  tiff: load,
};

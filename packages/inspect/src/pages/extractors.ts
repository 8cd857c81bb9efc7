import type { ExtractorTable } from '../document/extraction.ts';

export const pageExtractors: ExtractorTable = {
  pdf: async () => (await import('./pdf.ts')).extractPdf,
  ofd: async () => (await import('./ofd.ts')).extractOfd,
};

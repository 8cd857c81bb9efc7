import type { ExtractorTable } from '../document/extraction.ts';

/** What reads marked-up text, each loaded when first needed. */
export const markupExtractors: ExtractorTable = {
  html: async () => (await import('./html.ts')).extractHtml,
  xml: async () => (await import('./xml.ts')).extractXml,
  rtf: async () => (await import('./rtf.ts')).extractRtf,
};

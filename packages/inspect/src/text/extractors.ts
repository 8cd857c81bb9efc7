import type { ExtractorTable } from '../document/extraction.ts';

export const textExtractors: ExtractorTable = {
  text: async () => (await import('./read-text.ts')).readText,
};

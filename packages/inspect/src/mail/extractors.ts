import type { ExtractorTable } from '../document/extraction.ts';

export const mailExtractors: ExtractorTable = {
  eml: async () => (await import('./eml.ts')).extractEml,
  msg: async () => (await import('./msg.ts')).extractMsg,
  mbox: async () => (await import('./mbox.ts')).extractMbox,
};

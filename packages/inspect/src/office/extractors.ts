import type { ExtractorTable } from '../document/extraction.ts';
import { guardReads } from './guard-reads.ts';

/** What reads the documents of offices, each loaded when first needed. */
export const officeExtractors: ExtractorTable = {
  docx: async () => (await import('./docx.ts')).extractDocx,
  xlsx: async () => (await import('./xlsx.ts')).extractXlsx,
  pptx: async () => (await import('./pptx.ts')).extractPptx,
  doc: async () => guardReads((await import('./doc.ts')).extractDoc),
  xls: async () => guardReads((await import('./xls.ts')).extractXls),
  ppt: async () => guardReads((await import('./ppt.ts')).extractPpt),
  works: async () => guardReads((await import('./works.ts')).extractWorks),
  odt: async () => (await import('./odf.ts')).extractOdt,
  ods: async () => (await import('./odf.ts')).extractOds,
  odp: async () => (await import('./odf.ts')).extractOdp,
  ole: async () => guardReads((await import('./ole.ts')).extractOle),
};

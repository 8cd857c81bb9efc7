/** What a file can be; told from its content, never from its name. */
export const fileKinds = [
  'docx',
  'xlsx',
  'pptx',
  'doc',
  'xls',
  'ppt',
  'works',
  'odt',
  'ods',
  'odp',
  'rtf',
  'pdf',
  'ofd',
  'html',
  'xml',
  'text',
  'eml',
  'msg',
  'mbox',
  'png',
  'jpeg',
  'gif',
  'bmp',
  'webp',
  'tiff',
  'zip',
  '7z',
  'rar',
  'tar',
  'gzip',
  'bzip2',
  'xz',
  'zstd',
  'ole',
  'empty',
  'unknown',
] as const;

/**
 * Kingsoft's wps, et and dps are doc, xls and ppt by content (or docx, xlsx, pptx). `ole` is a compound file of no known
 * kind, `unknown` anything no rule knows.
 */
export type FileKind = (typeof fileKinds)[number];

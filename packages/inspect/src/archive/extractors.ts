import type { ExtractorTable } from '../document/extraction.ts';

export const archiveExtractors: ExtractorTable = {
  zip: async () => (await import('./read-zip.ts')).readZip,
  '7z': async () => (await import('./read-seven-zip.ts')).readSevenZip,
  rar: async () => (await import('./read-rar.ts')).readRar,
  tar: async () => (await import('./read-tar.ts')).readTar,
  gzip: async () => (await import('./read-stream.ts')).readGzip,
  zstd: async () => (await import('./read-stream.ts')).readZstd,
  bzip2: async () => (await import('./read-packed.ts')).readBzip2,
  xz: async () => (await import('./read-packed.ts')).readXz,
};

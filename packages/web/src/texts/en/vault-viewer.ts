import type { vaultViewerZh } from '../zh/vault-viewer.ts';

export const vaultViewerEn = {
  'viewer.bar': 'Page and size',
  'viewer.pages': 'Pages',
  'viewer.page': 'Page number; press Enter',
  'viewer.page.n': 'Page {n}',
  'viewer.page.alt': 'Image of page {n}, with a watermark',
  'viewer.loading': 'Reading page {n} …',
  'viewer.previous': 'Previous page',
  'viewer.next': 'Next page',
  'viewer.first': 'This is the first page.',
  'viewer.last': 'This is the last page.',
  'viewer.smaller': 'Smaller',
  'viewer.larger': 'Larger',
  'viewer.smallest': 'It cannot be smaller.',
  'viewer.largest': 'It cannot be larger.',
  'viewer.fit': 'Fit width',
  'viewer.gaps': 'Not shown ({n})',
  'viewer.gaps.title': 'What cannot be shown',
  'viewer.simple': 'The layout differs from the original, which decides.',
  'viewer.note':
    'Every page opened is on record and bears a watermark: who, when, at which terminal, which copy. To print or save, ask on the page of the carrier. PageUp and PageDown turn pages, Home and End go to the first and last, + and - change the size.',
  'viewer.print':
    'Nothing is printed from here. For a paper copy, ask on the page of the carrier: once allowed, it is printed with a number of its own.',
  'viewer.none': 'No page of this file can be shown.',
  'viewer.none.first':
    'The file is kept whole. If you need the file itself, ask on the page of the carrier to save it to a registered medium.',
  'viewer.back': 'Back to the carrier',
} as const satisfies Record<keyof typeof vaultViewerZh, string>;

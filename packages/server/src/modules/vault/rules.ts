/** Uploads one person may have open at a time. */
export const uploadsOpenMax = 10;
/** The largest file taken, unless the house sets less. */
export const uploadBytesMax = 16 * 1024 ** 3;
/** Bytes of one request of an upload: a longer one would outlive the server's time for a request. */
export const uploadPieceBytesMax = 16 * 1024 ** 2;
/** Days after which what was uploaded and not attached is removed, its key destroyed. */
export const uploadKeptDays = 7;
/** Days for which copying text can be permitted at most. */
export const copyTextDaysMax = 30;
/** Days within which a permission to print or save is to be used. */
export const releaseDays = 3;
/** Pages of one printed copy at most: they are put together in memory. */
export const printPagesMax = 300;
/** Widths a page is shown in, in pixels; others are not made, since widths tell screens apart. */
export const pageWidths = [600, 900, 1200, 1800] as const;
/** Where an electronic copy is kept. */
export const vaultPlace = '密钥库';

/**
 * From this rank on (机密, core trade secrets) no word of a text is in any index (DESIGN §6). `find_content` and
 * `put_content_grams` hold the same number.
 */
export const searchedRankMax = 1;

/** What a file name on an upload may be: shown and given back as it came, but for what no system takes in a name. */
export function tidyFileName(name: string): string {
  // oxlint-disable-next-line eslint/no-control-regex -- control characters are what is removed
  const plain = name.replaceAll(/[\u0000-\u001f\u007f-\u009f/\\]/gu, '_').trim();
  return Array.from(plain).slice(-150).join('') || '未命名';
}

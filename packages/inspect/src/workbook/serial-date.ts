const dayMs = 86_400_000;

/** Day 0 of the 1900 system, after its invented 29 February 1900. ECMA-376 part 1, section 18.17.4. */
const day0 = Date.UTC(1899, 11, 30);

const inventedDay = 60;
const days1904 = 1462;

/** 31 December 9999, the last day spreadsheets know. */
const lastDay = 2_958_465;

/**
 * A spreadsheet's day number as a local date without a zone, to the second: `YYYY-MM-DD`, with `THH:MM:SS` when there
 * is a time. Undefined for numbers that are no day: below 1 (a time alone), the invented day, beyond year 9999.
 */
export function isoOfSerial(serial: number, date1904: boolean): string | undefined {
  const days = Math.round((serial + (date1904 ? days1904 : 0)) * 86_400) / 86_400;
  if (days < 1 || days >= lastDay + 1 || Math.floor(days) === inventedDay) return undefined;
  const shift = days < inventedDay ? 1 : 0;
  const iso = new Date(Math.round(((days + shift) * dayMs) / 1000) * 1000 + day0).toISOString();
  return iso.slice(11, 19) === '00:00:00' ? iso.slice(0, 10) : iso.slice(0, 19);
}

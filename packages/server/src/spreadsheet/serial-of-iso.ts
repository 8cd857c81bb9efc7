const dayMs = 86_400_000;

/** Day 0 of the 1900 system as it counts from 1 March 1900 on; ECMA-376 part 1, section 18.17.4. */
const day0 = Date.UTC(1899, 11, 30);

/** Before this day spreadsheet programs disagree by one, for an invented 29 February 1900. */
const firstAgreedDay = Date.UTC(1900, 2, 1);

const isoPattern = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2}))?$/;

/**
 * A local date `YYYY-MM-DD`, or with `THH:MM:SS`, as a spreadsheet's day number; undefined for texts that are no such
 * date, days that do not exist and days before March 1900.
 */
export function serialOfIso(text: string): number | undefined {
  const match = isoPattern.exec(text);
  if (match === null) return undefined;
  const iso = `${match[1]}T${match[2] ?? '00:00:00'}`;
  const time = Date.parse(`${iso}Z`);
  if (Number.isNaN(time) || time < firstAgreedDay || new Date(time).toISOString().slice(0, 19) !== iso)
    return undefined;
  return (time - day0) / dayMs;
}

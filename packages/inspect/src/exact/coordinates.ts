/** A latitude or a longitude in a text, in degrees, south and west below zero. */
export interface CoordinateValue {
  degrees: number;
  axis?: 'north' | 'east';
  from: number;
  to: number;
}

const degreesMax = 180;

/** Degrees with minutes and seconds, or decimal degrees with two decimals or more. */
const pattern =
  /(?<before>[北南]纬|[東东西][經经]|[NSEW](?![A-Za-z]))?[\s:：=]*(?<sign>[-−])?(?:(?<degrees>\d{1,3})\s*[°º度]\s*(?<minutes>\d{1,2}(?:\.\d+)?)\s*[′'’分](?:\s*(?<seconds>\d{1,2}(?:\.\d+)?)\s*(?:[″"”秒]|''|′′))?|(?<decimal>(?<![\d.])\d{1,3}\.\d{2,12})(?![\d.])\s*[°º度]?)\s*(?<after>[NSEW](?![A-Za-z]))?/gu;

/** Coordinates in a text, in order. */
export function parseCoordinates(text: string): CoordinateValue[] {
  const values: CoordinateValue[] = [];
  for (const match of foldWidth(text).matchAll(pattern)) {
    const groups = match.groups ?? {};
    const size = degreesOf(groups);
    if (!(size <= degreesMax)) continue;
    const hemisphere = groups['before']?.charAt(0) ?? groups['after'] ?? '';
    const isNegative = groups['sign'] !== undefined || '南西SW'.includes(hemisphere || '-');
    const lead = match[0].length - match[0].trimStart().length;
    const axis = axisOf(hemisphere);
    values.push({
      degrees: isNegative ? -size : size,
      ...(axis === undefined ? {} : { axis }),
      from: match.index + lead,
      to: match.index + match[0].trimEnd().length,
    });
  }
  return values;
}

function degreesOf(groups: Readonly<Record<string, string | undefined>>): number {
  const { decimal, degrees, minutes, seconds } = groups;
  if (decimal !== undefined) return Number(decimal);
  return Number(degrees) + Number(minutes) / 60 + Number(seconds ?? 0) / 3600;
}

function axisOf(hemisphere: string): 'north' | 'east' | undefined {
  if (hemisphere === '') return undefined;
  return '北南NS'.includes(hemisphere) ? 'north' : 'east';
}

/** Full-width signs to half-width, one for one, so that places stay. */
function foldWidth(text: string): string {
  return text.replaceAll(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
}

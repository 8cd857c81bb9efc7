/** What a text is drawn with, as far as a document says: colours as `RRGGBB`, undefined where unknown. */
export interface Look {
  vanish?: boolean | undefined;
  colour?: string | undefined;
  /** Behind the text; `none` where an outer one shows through. */
  fill?: string | undefined;
  /** Height of the letters in points. */
  points?: number | undefined;
}

/** Letters up to this height cannot be read on a page. */
const tinyPointsMax = 1.5;
/** Two colours this near in every channel (of 255) look the same. */
const channelDistanceMax = 10;

/** `RRGGBB` in capitals out of `#rgb`, `rrggbb`, `aarrggbb`; undefined for anything else, such as `auto`. */
export function hexColour(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const hex = value.trim().replace(/^#/, '').toUpperCase();
  if (/^[0-9A-F]{6}$/.test(hex)) return hex;
  if (/^[0-9A-F]{8}$/.test(hex)) return hex.slice(2);
  if (/^[0-9A-F]{3}$/.test(hex)) return hex.replace(/./g, '$&$&');
  return undefined;
}

function looksSame(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  if (one === other) return true;
  return [0, 2, 4].every((at) => {
    const left = Number.parseInt(one.slice(at, at + 2), 16);
    const right = Number.parseInt(other.slice(at, at + 2), 16);
    return Math.abs(left - right) <= channelDistanceMax;
  });
}

/** The sixteen names of a highlighter in Word and RTF (ECMA-376 part 1, 17.18.40), by their RTF numbers from 1. */
export const highlightColours: readonly [name: string, colour: string][] = [
  ['black', '000000'],
  ['blue', '0000FF'],
  ['cyan', '00FFFF'],
  ['green', '00FF00'],
  ['magenta', 'FF00FF'],
  ['red', 'FF0000'],
  ['yellow', 'FFFF00'],
  ['white', 'FFFFFF'],
  ['darkBlue', '00008B'],
  ['darkCyan', '008B8B'],
  ['darkGreen', '006400'],
  ['darkMagenta', '800080'],
  ['darkRed', '8B0000'],
  ['darkYellow', '808000'],
  ['darkGray', 'A9A9A9'],
  ['lightGray', 'D3D3D3'],
];

/** Why a text of this look is not seen on `background`; undefined for a text that is, or may be, seen. */
export function hiddenByLook(
  look: Look,
  background: string | undefined,
): 'hidden-text' | 'tiny' | 'background-colour' | undefined {
  if (look.vanish === true) return 'hidden-text';
  if (look.points !== undefined && look.points > 0 && look.points <= tinyPointsMax) return 'tiny';
  if (looksSame(look.colour, background)) return 'background-colour';
  return undefined;
}

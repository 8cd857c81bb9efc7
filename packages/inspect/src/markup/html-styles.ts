import type { Hidden } from '../document/place.ts';
import { type Look, hexColour, hiddenByLook } from '../office/colours.ts';

/** What a style says of whether its text is seen. */
export interface PageLook extends Look {
  isOff?: boolean;
}

const namedColours: Readonly<Record<string, string>> = {
  white: 'FFFFFF',
  black: '000000',
  red: 'FF0000',
  green: '008000',
  blue: '0000FF',
  yellow: 'FFFF00',
  gray: '808080',
  grey: '808080',
  silver: 'C0C0C0',
  snow: 'FFFAFA',
  ivory: 'FFFFF0',
  whitesmoke: 'F5F5F5',
};
const pointsOfUnit: Readonly<Record<string, number>> = {
  px: 0.75,
  pt: 1,
  em: 12,
  rem: 12,
  '%': 0.12,
  '': 0.75,
};
const declarationUnitsMax = 65_536;
const rulesMax = 20_000;

/** Reads the declarations of a style attribute or rule (CSS 2.2). */
export function readPageLook(declarations: string): PageLook {
  const look: PageLook = {};
  for (const declaration of declarations.slice(0, declarationUnitsMax).split(';')) {
    const colon = declaration.indexOf(':');
    if (colon === -1) continue;
    const value = declaration
      .slice(colon + 1)
      .replace(/!\s*important/i, '')
      .trim()
      .toLowerCase();
    readDeclaration(look, declaration.slice(0, colon).trim().toLowerCase(), value);
  }
  return look;
}

function readDeclaration(look: PageLook, name: string, value: string): void {
  switch (name) {
    case 'display':
      if (value === 'none') look.vanish = true;
      return;
    case 'visibility':
      look.vanish = value === 'hidden' || value === 'collapse';
      return;
    case 'opacity':
      if (Number.parseFloat(value) === 0) look.vanish = true;
      return;
    case 'mso-hide':
      if (value === 'all') look.vanish = true;
      return;
    case 'color':
      look.colour = pageColour(value);
      return;
    case 'background':
    case 'background-color':
      look.fill = pageColour(value.split(/\s+(?![^(]*\))/, 1)[0] ?? '');
      return;
    case 'font-size':
      look.points = pointsOf(value);
      return;
    case 'left':
    case 'top':
    case 'text-indent':
    case 'margin-left':
      if (Number.parseFloat(value) <= -900) look.isOff = true;
      return;
    default:
  }
}

export function pageColour(value: string): string | undefined {
  const plain = value.trim().toLowerCase();
  const channels = /^rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})/.exec(plain);
  if (channels === null) return namedColours[plain] ?? hexColour(plain);
  return channels
    .slice(1, 4)
    .map((channel) => Math.min(255, Number(channel)).toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
}

function pointsOf(value: string): number | undefined {
  const found = /^(\d{0,6}(?:\.\d{1,6})?)(px|pt|em|rem|%)?$/.exec(value);
  if (found === null || found[1] === '') return undefined;
  // Nothing is as small as nothing, which a size in points would leave out.
  return Math.max(0.01, Number(found[1]) * (pointsOfUnit[found[2] ?? ''] ?? 1));
}

/** The rules of style sheets, for selectors of one class, id or element; what else they select is not followed. */
export class PageRules {
  readonly #rules = new Map<string, PageLook>();

  add(sheet: string): void {
    let at = 0;
    while (this.#rules.size < rulesMax) {
      const begin = sheet.indexOf('{', at);
      const end = begin === -1 ? -1 : sheet.indexOf('}', begin);
      if (end === -1) return;
      const look = readPageLook(sheet.slice(begin + 1, end));
      for (const selector of sheet.slice(at, begin).slice(-2048).split(',')) {
        const plain = selector
          .slice(selector.lastIndexOf('/') + 1)
          .trim()
          .toLowerCase();
        if (/^[.#]?[\w-]+$/.test(plain)) this.#rules.set(plain, { ...this.#rules.get(plain), ...look });
      }
      at = end + 1;
    }
  }

  of(element: string, the: { id: string | undefined; classes: string | undefined }): PageLook {
    if (this.#rules.size === 0) return {};
    let look = this.#rules.get(element) ?? {};
    for (const name of (the.classes ?? '').toLowerCase().split(/\s+/, 32))
      look = { ...look, ...this.#rules.get(`.${name}`) };
    return the.id === undefined ? look : { ...look, ...this.#rules.get(`#${the.id.toLowerCase()}`) };
  }
}

export function hiddenOnPage(look: PageLook, background: string | undefined): Hidden | undefined {
  return hiddenByLook(look, look.fill ?? background) ?? (look.isOff === true ? 'off-page' : undefined);
}

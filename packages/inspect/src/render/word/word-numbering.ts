import { child, numberAt } from '../part-tree.ts';
import type { XmlNode } from '../part-tree.ts';

interface Level {
  format: string;
  /** `%1、` */
  text: string;
  start: number;
}

const digits = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** Numbers and bullets of lists as a word processor counts them (ECMA-376 part 1, 17.9). */
export class WordNumbering {
  /** Levels by the id paragraphs name. */
  readonly #lists = new Map<string, { abstractId: string; levels: Map<number, Level> }>();
  readonly #counts = new Map<string, number[]>();

  constructor(root: XmlNode | undefined) {
    const numbering = child(root, 'w:numbering');
    const abstracts = new Map<string, Map<number, Level>>();
    for (const node of numbering?.children ?? [])
      if (node.name === 'w:abstractNum')
        abstracts.set(node.attributes.get('w:abstractNumId') ?? '', levelsOf(node));
    for (const node of numbering?.children ?? []) {
      if (node.name !== 'w:num') continue;
      const abstractId = child(node, 'w:abstractNumId')?.attributes.get('w:val') ?? '';
      this.#lists.set(node.attributes.get('w:numId') ?? '', {
        abstractId,
        levels: abstracts.get(abstractId) ?? new Map<number, Level>(),
      });
    }
  }

  /** The next number of a list at this level; undefined where the paragraph is in no list that is known. */
  next({ id, level }: { id: string; level: number }): string | undefined {
    const list = this.#lists.get(id);
    const own = list?.levels.get(level);
    if (list === undefined || own === undefined || own.format === 'none') return undefined;
    const counts = this.#counts.get(list.abstractId) ?? [];
    this.#counts.set(list.abstractId, counts);
    counts[level] = (counts[level] ?? own.start - 1) + 1;
    counts.length = level + 1;
    if (own.format === 'bullet') return /[\ue000-\uf8ff]/.test(own.text) || own.text === '' ? '•' : own.text;
    return own.text.replaceAll(/%([1-9])/g, (_, digit: string) => {
      const place = Number(digit) - 1;
      const at = list.levels.get(place);
      return formatNumber(counts[place] ?? at?.start ?? 1, at?.format ?? 'decimal');
    });
  }
}

function levelsOf(abstract: XmlNode): Map<number, Level> {
  const levels = new Map<number, Level>();
  for (const node of abstract.children) {
    if (node.name !== 'w:lvl') continue;
    levels.set(numberAt(node, 'w:ilvl') ?? 0, {
      format: child(node, 'w:numFmt')?.attributes.get('w:val') ?? 'decimal',
      text: (child(node, 'w:lvlText')?.attributes.get('w:val') ?? '').slice(0, 40),
      start: numberAt(child(node, 'w:start'), 'w:val') ?? 1,
    });
  }
  return levels;
}

/** A number in the format of a list (17.18.59); unknown formats in figures. */
export function formatNumber(number: number, format: string): string {
  if (!Number.isInteger(number) || number < 0 || number > 9999) return String(number);
  switch (format) {
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
    case 'japaneseCounting':
      return inChinese(number);
    case 'ideographDigital':
    case 'japaneseDigitalTenThousand':
      return Array.from(String(number), (figure) => digits[Number(figure)] ?? figure).join('');
    case 'upperLetter':
      return letters(number).toUpperCase();
    case 'lowerLetter':
      return letters(number);
    case 'upperRoman':
      return roman(number);
    case 'lowerRoman':
      return roman(number).toLowerCase();
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return number >= 1 && number <= 20 ? String.fromCodePoint(0x2460 + number - 1) : String(number);
    case 'decimalZero':
      return String(number).padStart(2, '0');
    default:
      return String(number);
  }
}

function inChinese(number: number): string {
  if (number === 0) return '零';
  let text = '';
  let isZeroOwed = false;
  for (const [unit, name] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const figure = Math.floor(number / unit) % 10;
    if (figure === 0) {
      isZeroOwed = text !== '';
      continue;
    }
    text += `${isZeroOwed ? '零' : ''}${digits[figure] ?? ''}${name}`;
    isZeroOwed = false;
  }
  return number >= 10 && number < 20 ? text.slice(1) : text;
}

function letters(number: number): string {
  if (number === 0) return '0';
  const letter = String.fromCharCode(97 + ((number - 1) % 26));
  return letter.repeat(Math.ceil(number / 26));
}

function roman(number: number): string {
  let rest = number;
  let text = '';
  for (const [value, sign] of [
    [1000, 'M'],
    [900, 'CM'],
    [500, 'D'],
    [400, 'CD'],
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ] as const)
    for (; rest >= value; rest -= value) text += sign;
  return text;
}

import { hasCitizenCheck, isDay, isProvince } from './checksums.ts';
import {
  type Candidate,
  type Identifier,
  defineIdentifier,
  digitsOf,
  hasContext,
  matchesOf,
} from './identifier.ts';

const solid = /(?<![0-9A-Za-z])[1-9]\d{16}[\dXx](?![0-9A-Za-z])/g;
/** With one sign or line end between digits here and there; nothing that looks like a digit may go on before or after. */
const parted =
  /(?<![0-9A-Za-z][ \n.\-·_]?)[1-9](?:[ \n.\-·_]?\d){16}[ \n.\-·_]?[\dXx](?![ \n.\-·_]?\d|[A-Za-z])/g;
const idWords = /身份证|身份號|身份号|公民|证件|证号|居住证|居留|ID/u;

function findCards(text: string, isOurs: (digits: string) => boolean): Candidate[] {
  const seen = new Set<number>();
  return [...matchesOf(solid, text), ...matchesOf(parted, text)].flatMap(({ text: words, from, to }) => {
    const digits = digitsOf(words);
    if (seen.has(from) || !isOurs(digits) || !isDay(digits.slice(6, 14)) || !hasCitizenCheck(digits))
      return [];
    seen.add(from);
    return [{ from, to, confidence: hasContext(text, from, to, idWords) ? 0.99 : 0.9 }];
  });
}

const isPermit = (digits: string): boolean => /^8[123]0000/.test(digits);

/** X01 resident identity number, 18 signs. */
export const residentId = defineIdentifier({
  id: 'X01',
  citation: 'GB 11643-1999',
  prefilter: /\d/,
  numerals: true,
  rank: 1,
  find: (text) => findCards(text, (digits) => isProvince(digits.slice(0, 2)) && !isPermit(digits)),
  examples: [
    { text: '身份证号：11010119900307721X', hits: 0, why: 'the check digit is wrong' },
    { text: '公民身份号码 110101199003070011', hits: 1 },
    { text: '１１０１０１１９９００３０７００１１', hits: 1, why: 'full width' },
    { text: '110101 19900307 0011', hits: 1, why: 'in groups' },
    { text: '1-1-0-1-0-1-1-9-9-0-0-3-0-7-0-0-1-1', hits: 1, why: 'parted' },
    { text: '一一〇一〇一一九九〇〇三〇七〇〇一一', hits: 1, why: 'in Chinese numerals' },
    { text: '订单号 2110101199003070011', hits: 0, why: '19 digits' },
    { text: '110101199002300016', hits: 0, why: 'there is no 30 February' },
    { text: '001101199003070011', hits: 0, why: 'no province' },
  ],
});

/** X02 residence permit of people from Hong Kong, Macau and Taiwan. */
export const residencePermit = defineIdentifier({
  id: 'X02',
  citation: 'GB 11643-1999; 港澳台居民居住证申领发放办法',
  prefilter: /8/,
  rank: 0,
  find: (text) => findCards(text, isPermit),
  examples: [
    { text: '居住证 810000199408230021', hits: 1 },
    { text: '居住证 810000199408230022', hits: 0, why: 'the check digit is wrong' },
  ],
});

/** X03 foreigner's permanent residence card, form of 2023. */
export const foreignerCard = defineIdentifier({
  id: 'X03',
  citation: '外国人永久居留身份证（2023年版）',
  prefilter: /9/,
  rank: 0,
  find: (text) => findCards(text, (digits) => digits.startsWith('9')),
  examples: [
    { text: '永久居留证号码：911124198108030024', hits: 1 },
    { text: '永久居留证号码：911124198108030025', hits: 0, why: 'the check digit is wrong' },
  ],
});

/** X04 resident identity number of the old form, 15 digits. It has no check digit, so a word must say what it is. */
export const oldResidentId = defineIdentifier({
  id: 'X04',
  citation: 'GB 11643-1989',
  prefilter: /\d{15}/,
  rank: 5,
  find: (text) =>
    matchesOf(/(?<![0-9A-Za-z])[1-9]\d{14}(?![0-9A-Za-z])/g, text)
      .filter(({ text: digits }) => isProvince(digits.slice(0, 2)) && isDay(`19${digits.slice(6, 12)}`))
      .filter(({ from, to }) => hasContext(text, from, to, /身份证|公民身份|证件/u))
      .map(({ from, to }) => ({ from, to, confidence: 0.8 })),
  examples: [
    { text: '旧身份证号 110101900307001', hits: 1 },
    { text: '设备序列号 110101900307001', hits: 0, why: 'no word says what it is' },
    { text: '身份证号 110101901307001', hits: 0, why: 'there is no 13th month' },
  ],
});

export const personIdentifiers: readonly Identifier[] = [
  residentId,
  residencePermit,
  foreignerCard,
  oldResidentId,
];

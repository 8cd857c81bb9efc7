import {
  type Identifier,
  defineIdentifier,
  hasContext,
  isLedBy,
  matchesOf,
  otherNumberWords,
} from './identifier.ts';

const phoneWords =
  /电话|手机|移动|联系|致电|拨打|热线|传真|座机|微信|短信|号码|[Tt][Ee][Ll]|[Pp]hone|[Mm]obile|[Ff]ax/u;
const mobileForm =
  /(?<![\dA-Za-z/=_#]|\d\.)(?:(?:\+|00)?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?![\dA-Za-z_]|\.\d|\.[a-z])/g;

/** X08 mobile telephone. */
export const mobilePhone = defineIdentifier({
  id: 'X08',
  citation: 'YD/T 1100; 电信网编号计划',
  prefilter: /1[3-9]\d/,
  numerals: true,
  rank: 6,
  find: (text) =>
    matchesOf(mobileForm, text).flatMap(({ text: words, from, to }) => {
      const isNamed = hasContext(text, from, to, phoneWords);
      if (!isNamed && isLedBy(text, from, otherNumberWords)) return [];
      if (/(\d)\1{7}/.test(words)) return [];
      return [{ from, to, confidence: isNamed ? 0.95 : 0.6 }];
    }),
  examples: [
    { text: '联系电话：13912345678', hits: 1 },
    { text: '+86 139-1234-5678', hits: 1 },
    { text: '一三九一二三四五六七八', hits: 1, why: 'in Chinese numerals' },
    { text: '①③⑨①②③④⑤⑥⑦⑧', hits: 1, why: 'in circled digits' },
    { text: '①13912345678', hits: 1, why: 'the circled digit is the number of a list' },
    { text: '运单号：13912345678', hits: 0, why: 'a word says it is something else' },
    { text: '139123456789', hits: 0, why: '12 digits' },
    { text: 'https://example.com/13912345678.html', hits: 0, why: 'an address' },
  ],
});

const lineForm = /(?<![\dA-Za-z.-])\(?0(?:10|2\d|[3-9]\d{2})\)?[- ]?[2-9]\d{6,7}(?![\dA-Za-z]|\.\d)/g;

/** X09 fixed line. Written in one piece it needs a word that says what it is. */
export const fixedLine = defineIdentifier({
  id: 'X09',
  citation: 'YD/T 1100; 电信网编号计划',
  prefilter: /0\d{2}/,
  rank: 7,
  find: (text) =>
    matchesOf(lineForm, text).flatMap(({ text: words, from, to }) => {
      const isNamed = hasContext(text, from, to, phoneWords);
      if (isNamed) return [{ from, to, confidence: 0.9 }];
      if (!/[-) ]/.test(words) || isLedBy(text, from, otherNumberWords)) return [];
      return [{ from, to, confidence: 0.6 }];
    }),
  examples: [
    { text: '传真：010-66001234', hits: 1 },
    { text: '（0991）7661234', hits: 1 },
    { text: '02166001234', hits: 0, why: 'no word says what it is' },
    { text: '编号 010-66001234', hits: 0, why: 'a word says it is something else' },
  ],
});

export const phoneIdentifiers: readonly Identifier[] = [mobilePhone, fixedLine];

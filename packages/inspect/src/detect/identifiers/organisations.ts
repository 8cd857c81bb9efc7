import { hasCreditCheck, hasLuhnCheck, hasOrganisationCheck, isProvince } from './checksums.ts';
import {
  type Identifier,
  defineIdentifier,
  digitsOf,
  hasContext,
  isLedBy,
  matchesOf,
  otherNumberWords,
} from './identifier.ts';

const creditWords = /信用代码|税号|纳税人|代码|执照/u;
const creditForm =
  /(?<![0-9A-Za-z])[1-9A-GYa-gy][1-59][0-9]{6}[0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy]{10}(?![0-9A-Za-z])/g;

/** X05 unified social credit code. Without a word for it a code all of digits must also hold an organisation code. */
export const creditCode = defineIdentifier({
  id: 'X05',
  citation: 'GB 32100-2015',
  prefilter: /\d{6}/,
  rank: 2,
  find: (text) =>
    matchesOf(creditForm, text).flatMap(({ text: words, from, to }) => {
      const code = words.toUpperCase();
      const isSited = code.slice(2, 4) === '10' || isProvince(code.slice(2, 4));
      if (!hasCreditCheck(code) || !isSited) return [];
      const isNamed = hasContext(text, from, to, creditWords);
      if (!isNamed && !hasOrganisationCheck(code.slice(8, 17))) return [];
      return [{ from, to, confidence: isNamed ? 0.98 : 0.85 }];
    }),
  examples: [
    { text: '统一社会信用代码：91110000100000000C', hits: 0, why: 'the check sign is wrong' },
    { text: '统一社会信用代码 91350100M000100Y43', hits: 1 },
    { text: '税号９１３５０１００Ｍ０００１００Ｙ４３', hits: 1, why: 'full width' },
    { text: '91350100M000100Y44', hits: 0, why: 'the check sign is wrong' },
  ],
});

/** X06 organisation code. */
export const organisationCode = defineIdentifier({
  id: 'X06',
  citation: 'GB 11714-1997',
  prefilter: /机构代码|組織機構|机构编码/u,
  rank: 9,
  find: (text) =>
    matchesOf(/(?<![0-9A-Za-z-])[0-9A-Z]{8}-?[0-9X](?![0-9A-Za-z-])/g, text)
      .filter(({ text: code }) => hasOrganisationCheck(digitsOf(code)))
      .filter(({ from, to }) => hasContext(text, from, to, /机构代码|机构编码/u))
      .map(({ from, to }) => ({ from, to, confidence: 0.9 })),
  examples: [
    { text: '组织机构代码：D2143569-X', hits: 1 },
    { text: '组织机构代码：D2143569-1', hits: 0, why: 'the check sign is wrong' },
    { text: '件号 D2143569-X', hits: 0, why: 'no word says what it is' },
  ],
});

const cardForm = /(?<!\d|[A-Za-z]-)(?:62\d{14,17}|4\d{15}|5[1-5]\d{14}|35\d{14})(?!\d)/g;
/** In groups of four, or every digit by itself. */
const partedCardForm =
  /(?<!\d[ -]?)(?:\d{4}[ -]){3}\d{4}(?:[ -]?\d{1,3})?(?![ -]?\d)|(?<!\d[ .·_-]?)\d(?:[ .·_-]\d){15,18}(?![ .·_-]?\d)/g;
const cardWords = /卡号|账号|帐号|账户|帐户|银行|开户|储蓄|信用卡|借记卡|card|Card|支付|汇款/u;

/** X07 bank card. */
export const bankCard = defineIdentifier({
  id: 'X07',
  citation: 'ISO/IEC 7812-1; GB/T 14504',
  prefilter: /[3-6]/,
  rank: 3,
  find: (text) =>
    [...matchesOf(cardForm, text), ...matchesOf(partedCardForm, text)].flatMap(
      ({ text: words, from, to }) => {
        const digits = digitsOf(words);
        if (!/^(?:62\d{14,17}|4\d{15}|5[1-5]\d{14}|35\d{14})$/.test(digits) || !hasLuhnCheck(digits))
          return [];
        if (/^(\d)\1+$/.test(digits.slice(2))) return [];
        const isNamed = hasContext(text, from, to, cardWords);
        if (!isNamed && isLedBy(text, from, otherNumberWords)) return [];
        return [{ from, to, confidence: isNamed ? 0.97 : 0.7 }];
      },
    ),
  examples: [
    { text: '6222021234567890128', hits: 1 },
    { text: '开户行账号：6222020200112233440', hits: 0, why: 'the check digit is wrong' },
    { text: '卡号 6217 0012 3456 7893', hits: 1 },
    { text: '卡号 6217 0012 3456 7894', hits: 0, why: 'the check digit is wrong' },
    { text: 'ca-pub-6217001234567893', hits: 0, why: 'part of a name' },
    { text: '订单号6217001234567893', hits: 0, why: 'a word says it is something else' },
  ],
});

export const organisationIdentifiers: readonly Identifier[] = [creditCode, organisationCode, bankCard];

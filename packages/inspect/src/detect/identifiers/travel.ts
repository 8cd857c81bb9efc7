import { type Identifier, defineIdentifier, hasContext, matchesOf } from './identifier.ts';

const passportForm =
  /(?<![A-Z0-9])(?:E(?:\d{8}|[A-HJ-NP-Z]\d{7})|[DSP]E\d{7}|G\d{8}|K\d{8}|KJ\d{7}|H\d{8}|M[AB]\d{7})(?![A-Z0-9])/g;

/** X10 passport: ordinary E and G, diplomatic DE, service SE, public affairs PE, Hong Kong K KJ H, Macau MA MB. */
export const passport = defineIdentifier({
  id: 'X10',
  citation: '护照法；护照号码规则',
  prefilter: /护照|[Pp]assport|PASSPORT|旅行证|签证|出境|证件/u,
  rank: 8,
  find: (text) =>
    matchesOf(passportForm, text)
      .filter(({ from, to }) => hasContext(text, from, to, /护照|assport|ASSPORT|旅行证|签证|证件/u))
      .map(({ from, to }) => ({ from, to, confidence: 0.9 })),
  examples: [
    { text: '护照号码：E12345678', hits: 1 },
    { text: '公务护照 SE1234567', hits: 1 },
    { text: '型号 E12345678', hits: 0, why: 'no word says what it is' },
    { text: '护照 EI2345678', hits: 0, why: 'no I and no O as second letter' },
  ],
});

/** X11 permits for travel to and from Hong Kong, Macau and Taiwan. */
export const travelPermit = defineIdentifier({
  id: 'X11',
  citation: '往来港澳台通行证号码规则',
  prefilter: /通行证|回乡证|台胞证|往来/u,
  rank: 8,
  find: (text) =>
    matchesOf(/(?<![A-Z0-9])(?:[CWHML]\d{8}|C[A-HJ-NP-Z]\d{7})(?![A-Z0-9])/g, text)
      .filter(({ from, to }) => hasContext(text, from, to, /通行证|回乡证|台胞证|往来/u))
      .map(({ from, to }) => ({ from, to, confidence: 0.9 })),
  examples: [
    { text: '往来港澳通行证 C12345678', hits: 1 },
    { text: '零件 C12345678', hits: 0, why: 'no word says what it is' },
  ],
});

const plateForm =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][ ·•.-]?(?:[DABCEFGHJK][A-HJ-NP-Z0-9]\d{4}|\d{5}[DABCEFGHJK]|[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳])(?![A-Za-z0-9])/gu;

/** X13 vehicle plate; at least two digits, so that words in capitals are none. */
export const vehiclePlate = defineIdentifier({
  id: 'X13',
  citation: 'GA 36-2018',
  prefilter: /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z]/u,
  rank: 8,
  find: (text) =>
    matchesOf(plateForm, text)
      .filter(({ text: plate }) => /\d\D*\d/.test(plate))
      .map(({ from, to }) => ({ from, to, confidence: hasContext(text, from, to, /车|牌/u) ? 0.95 : 0.75 })),
  examples: [
    { text: '车牌号：京A12345', hits: 1 },
    { text: '新能源车 沪AD12345', hits: 1 },
    { text: '粤Z1234港', hits: 1 },
    { text: '滬A·D1234', hits: 1, why: 'a traditional character and a dot' },
    { text: '云APPLE平台', hits: 0, why: 'no digits' },
    { text: '京I12345', hits: 0, why: 'there is no letter I' },
  ],
});

export const travelIdentifiers: readonly Identifier[] = [passport, travelPermit, vehiclePlate];

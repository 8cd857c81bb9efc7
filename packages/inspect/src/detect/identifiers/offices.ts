import { type Identifier, defineIdentifier, hasContext, matchesOf } from './identifier.ts';

/** X12 officer's card. */
export const officerCard = defineIdentifier({
  id: 'X12',
  citation: '军官证、警官证编号规则',
  prefilter: /字第/u,
  rank: 8,
  find: (text) =>
    matchesOf(/[\u4e00-\u9fa5]{1,2}字第[0-9A-Za-z]{4,8}号?(?![0-9A-Za-z])/gu, text)
      .filter(({ from, to }) => hasContext(text, from, to, /军官|士官|士兵|文职|警官|军人|军证/u))
      .map(({ from, to }) => ({ from, to, confidence: 0.85 })),
  examples: [
    { text: '军官证号：南字第01234567号', hits: 1 },
    { text: '房权证京字第012345号', hits: 0, why: 'a title deed' },
  ],
});

/** X14 cover number of a military unit. Many are public: a reason to look, no more. */
export const unitNumber = defineIdentifier({
  id: 'X14',
  citation: '部队代号（多数已公开，仅提示）',
  prefilter: /部队/u,
  rank: 8,
  find: (text) =>
    matchesOf(/(?:中国人民解放军|武警|解放军|海军|空军)?(?<!\d)\d{5}[ \n]?部队/gu, text).map(
      ({ from, to }) => ({
        from,
        to,
        confidence: 0.4,
      }),
    ),
  examples: [
    { text: '驻地 61234 部队', hits: 1 },
    { text: '中国人民解放军61234部队', hits: 1 },
    { text: '1234567部队', hits: 0, why: 'seven digits' },
    { text: '部队 61234 人', hits: 0, why: 'a count' },
  ],
});

/** X15 number of an official document. */
export const documentNumber = defineIdentifier({
  id: 'X15',
  citation: 'GB/T 9704-2012#7.2.5',
  prefilter: /[〔[(【][ ]?(?:19|20)\d{2}/u,
  rank: 10,
  find: (text) =>
    matchesOf(
      /[\u4e00-\u9fa5A-Za-z]{1,12}[〔[(【][ ]?(?:19|20)\d{2}[ ]?[〕\])】][ ]?第?[ ]?\d{1,5}[ ]?号/gu,
      text,
    ).map(({ text: words, from, to }) => ({ from, to, confidence: words.includes('〔') ? 0.95 : 0.8 })),
  examples: [
    { text: '国资发〔2010〕41号', hits: 1 },
    { text: '示密办发［２０２６］１２号', hits: 1, why: 'full width' },
    { text: '法释(2020)7号', hits: 1 },
    { text: '（2020）京01民终123号', hits: 0, why: 'a case number: the court stands after the year' },
    { text: '会议（2026年）12号楼', hits: 0, why: 'a year in brackets' },
  ],
});

const headLinesMax = 10;

/** X16 copy number: six digits alone on a line among the first ten of a document. */
export const copyNumber = defineIdentifier({
  id: 'X16',
  citation: 'GB/T 9704-2012#7.2.1',
  prefilter: /\d{6}/,
  rank: 10,
  find(text, run) {
    if (!run.isFirst) return [];
    const head = headOf(text);
    return matchesOf(/^[ ]*(?:份[ ]*号[ ]*:?[ ]*)?\d{6}[ ]*$/gmu, head).map(({ text: words, from, to }) => ({
      from: from + words.search(/\d/),
      to: to - (words.length - words.trimEnd().length),
      confidence: words.includes('份') ? 0.95 : 0.6,
    }));
  },
  examples: [
    { text: '000123\n机密★10年\n示范单位文件', hits: 1 },
    { text: '份号：000123\n关于某事的通知', hits: 1 },
    { text: '甲\n'.repeat(12) + '000123', hits: 0, why: 'below the head' },
    { text: '邮编 100032', hits: 0, why: 'not alone on its line' },
  ],
});

function headOf(text: string): string {
  let end = -1;
  for (let line = 0; line < headLinesMax; line += 1) {
    end = text.indexOf('\n', end + 1);
    if (end < 0) return text;
  }
  return text.slice(0, end);
}

export const officeIdentifiers: readonly Identifier[] = [officerCard, unitNumber, documentNumber, copyNumber];

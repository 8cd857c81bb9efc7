import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkMark,
  formatMark,
  markErrors,
  markNotes,
  markTextCharsMax,
  parseMark,
  parseMarkTolerant,
} from './mark.ts';
import type { Mark, MarkErrorCode, MarkNote, Validity } from './mark.ts';
import { parseLocalDate } from './local-date.ts';
import type { LocalDate } from './local-date.ts';
import { builtinPacks } from './packs.ts';
import { anyMark } from './testkit/marks.ts';

function day(text: string): LocalDate {
  const date = parseLocalDate(text);
  if (date === null) throw new Error(text);
  return date;
}

const state = (level: string, validity: Validity): Mark => ({ scheme: 'cn-state-secret', level, validity });
const years = (count: number): Validity => ({ kind: 'duration', years: count });
const unstated: Validity = { kind: 'unstated' };

describe('a mark is written in the standard form', () => {
  test.each<[Mark, string]>([
    [state('JIMI', years(10)), '机密★10年'],
    [state('MIMI', { kind: 'duration', months: 6 }), '秘密★6个月'],
    [state('MIMI', { kind: 'duration', days: 30 }), '秘密★30日'],
    [state('JUEMI', { kind: 'indefinite' }), '绝密★长期'],
    [state('JIMI', { kind: 'date', date: day('2030-01-01') }), '机密★2030年1月1日'],
    [state('JIMI', { kind: 'condition', text: '会议开始前' }), '机密★会议开始前'],
    [state('JIMI', unstated), '机密★'],
    [{ scheme: 'cn-work-secret', level: 'WORK', validity: unstated }, '内部事项 注意保管'],
    [{ scheme: 'internal', level: 'INTERNAL', validity: unstated }, '内部'],
    [
      { scheme: 'cn-soe-trade-secret', level: 'CORE', validity: years(5), owner: '示范油田' },
      '示范油田核心商密▲5年',
    ],
    [
      { scheme: 'cn-soe-trade-secret', level: 'ORDINARY', validity: { kind: 'condition', text: '公布前' } },
      '普通商密▲公布前',
    ],
    [{ scheme: 'cn-soe-trade-secret', level: 'ORDINARY', validity: unstated }, '普通商密'],
  ])('%j', (mark, text) => {
    expect(formatMark(mark)).toBe(text);
    expect(parseMark(text)).toEqual({ ok: true, mark });
  });

  test('reading what was written gives the mark back, for every mark of every pack', () => {
    fc.assert(
      fc.property(anyMark, (mark) => {
        expect(parseMark(formatMark(mark))).toEqual({ ok: true, mark });
      }),
      { numRuns: 2000 },
    );
  });

  test('what is written otherwise is refused by the strict reader, with the form it should have', () => {
    const read = parseMark('机密 ★ 10年');
    expect(read).toMatchObject({ ok: false, code: 'not-canonical' });
    expect(read).toHaveProperty('zh', expect.stringContaining('机密★10年'));
  });
});

type Change = (text: string) => string;

const widen: Change = (text) =>
  text.replaceAll(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

const hits: [string, string, MarkNote[]][] = [
  ['秘密', '秘密★', ['missing-star', 'missing-term']],
  ['秘密★', '秘密★', ['missing-term']],
  ['机密 ★ 10 年', '机密★10年', ['spaces']],
  ['秘密*10年', '秘密★10年', ['star-variant']],
  ['秘密＊１０年', '秘密★10年', ['full-width', 'star-variant']],
  ['机密☆5年', '机密★5年', ['star-variant']],
  ['机密⭐️5年', '机密★5年', ['spaces', 'star-variant']],
  ['机 密★2 0 年', '机密★20年', ['spaces']],
  ['机密\n★10年', '机密★10年', ['spaces']],
  ['　绝密★３０年　', '绝密★30年', ['full-width', 'spaces']],
  ['絕密★30年', '绝密★30年', ['traditional']],
  ['機密★6個月', '机密★6个月', ['traditional']],
  ['机密★⻓期', '机密★长期', ['traditional', 'indefinite-needs-basis']],
  ['机密★6月', '机密★6个月', ['word-variant']],
  ['机密★15天', '机密★15日', ['word-variant']],
  ['机密级★10年', '机密★10年', ['word-variant']],
  ['机密★十年', '机密★10年', ['chinese-number']],
  ['机密★二十年', '机密★20年', ['chinese-number']],
  ['机密★1O年', '机密★10年', ['digit-misread']],
  ['机密★l0年', '机密★10年', ['digit-misread']],
  ['机密★010年', '机密★10年', ['written-otherwise']],
  ['机密10年', '机密★10年', ['missing-star']],
  ['机密（10年）', '机密★10年', ['full-width', 'brackets', 'separator', 'missing-star']],
  ['机密★(10年)', '机密★10年', ['brackets']],
  ['机密、10年', '机密★10年', ['separator', 'missing-star']],
  ['机密★★10年', '机密★10年', ['star-variant']],
  ['机密▲10年', '机密★10年', ['star-variant']],
  ['【机密★10年】', '机密★10年', ['brackets']],
  ['密级：【机密★10年】', '机密★10年', ['full-width', 'prefix', 'brackets']],
  ['密级：机密★10年', '机密★10年', ['full-width', 'prefix']],
  ['机密★10年。', '机密★10年', ['punctuation']],
  ['机密★10年（已解密）', '机密★10年', ['full-width', 'declassified']],
  ['机密★2030.1.1', '机密★2030年1月1日', ['date-form']],
  ['机密★2030-01-01', '机密★2030年1月1日', ['date-form']],
  ['机密★20300101', '机密★2030年1月1日', ['date-form']],
  ['机密★至2030年01月01日止', '机密★2030年1月1日', ['date-form']],
  ['机密★ 2030 年 1 月 1 日', '机密★2030年1月1日', ['spaces', 'date-form']],
  ['机密★36个月', '机密★36个月', ['unusual-unit']],
  ['内部', '内部', ['ambiguous-scheme']],
  ['内部资料　注意保存', '内部', ['full-width', 'spaces', 'word-variant']],
  ['工作秘密', '内部事项 注意保管', ['word-variant']],
  ['内部事项注意保管', '内部事项 注意保管', ['written-otherwise']],
  ['公开', '公开', []],
  ['非涉密', '公开', ['word-variant']],
  ['核心商业秘密▲5年', '核心商密▲5年', ['word-variant']],
  ['核心商密5年', '核心商密▲5年', ['separator']],
  [
    '示范（集团）公司 核心商密△长期',
    '示范（集团）公司核心商密▲长期',
    ['full-width', 'spaces', 'star-variant'],
  ],
];

describe('ledgers and recognised pages', () => {
  test.each(hits)('%s is read as %s', (text, standard, notes) => {
    const read = parseMarkTolerant(text);
    expect(read).toMatchObject({ ok: true });
    if (!read.ok) return;
    expect(formatMark(read.mark)).toBe(standard);
    expect(new Set(read.notes)).toEqual(new Set(notes));
  });

  test.each<[string, MarkErrorCode]>([
    ['', 'empty'],
    [' \n　', 'empty'],
    ['（）', 'empty'],
    ['绝密★50年', 'over-maximum'],
    ['秘密★11年', 'over-maximum'],
    ['秘密★121个月', 'over-maximum'],
    ['机密★10年、秘密★5年', 'two-marks'],
    ['机密★10年秘密★5年', 'two-marks'],
    ['机密/秘密', 'two-marks'],
    ['机密★10年 核心商密', 'two-marks'],
    ['内部、机密★5年', 'two-marks'],
    ['内部★', 'star-not-allowed'],
    ['工作秘密★5年', 'star-not-allowed'],
    ['普通商密★5年', 'star-not-allowed'],
    ['核心商密*长期', 'star-not-allowed'],
    ['内部5年', 'term-not-allowed'],
    ['内部刊物', 'unknown-level'],
    ['普通', 'unknown-level'],
    ['★10年', 'unknown-level'],
    ['商密', 'unknown-level'],
    ['Top Secret', 'unknown-level'],
    ['示范油田机密★10年', 'unknown-level'],
    ['密', 'unknown-level'],
    ['机密★10', 'unreadable-term'],
    ['机密★若干年', 'unreadable-term'],
    ['机密★永久', 'unreadable-term'],
    ['机密★1年6个月', 'unreadable-term'],
    ['机密大10年', 'unreadable-term'],
    ['机密★10年后', 'unreadable-term'],
    ['机密★0年', 'term-zero'],
    ['机密★2025年2月30日', 'bad-date'],
    ['，，核心商密▲5年', 'bad-owner'],
  ])('%s is refused: %s', (text, code) => {
    const read = parseMarkTolerant(text);
    expect(read).toMatchObject({ ok: false, code });
    expect(read).not.toHaveProperty('zh', expect.stringContaining('{}'));
    expect(read).not.toHaveProperty('en', expect.stringContaining('{}'));
  });

  test.each(['机密大10年', '绝密太30年', '秘密女长期', '秘密x6个月', '机密·★5年'])(
    'a misread star is forgiven only where the text comes from character recognition: %s',
    (text) => {
      expect(parseMarkTolerant(text)).toMatchObject({ ok: false });
      const read = parseMarkTolerant(text, { ocr: true });
      expect(read).toMatchObject({ ok: true });
      expect(read.ok && read.notes).toContain('star-misread');
    },
  );

  test('a level the caller did not ask for is refused, and the wanted scheme decides what shared words mean', () => {
    expect(parseMarkTolerant('机密★5年', { scheme: 'internal' })).toMatchObject({
      ok: false,
      code: 'other-scheme',
    });
    expect(parseMarkTolerant('内部', { scheme: 'cn-work-secret' })).toMatchObject({
      ok: true,
      mark: { scheme: 'cn-work-secret', level: 'WORK' },
    });
    expect(parseMarkTolerant('内部', { scheme: 'nowhere' })).toMatchObject({
      ok: false,
      code: 'unknown-scheme',
    });
  });

  test('a date over the maximum is seen once the day of issue is known', () => {
    expect(parseMarkTolerant('秘密★2040年1月1日')).toMatchObject({ ok: true });
    expect(parseMarkTolerant('秘密★2040年1月1日', { issuedOn: day('2024-01-01') })).toMatchObject({
      code: 'over-maximum',
    });
  });

  test('a term over the maximum of a received original can be kept, with a note', () => {
    expect(parseMarkTolerant('绝密★50年', { allowOverMaximum: true })).toMatchObject({
      ok: true,
      notes: ['over-maximum'],
    });
  });

  // The spellings in the ledger of samples/carrier-ledger.xlsx, sheets 纸质 and 光盘U盘.
  test.each([
    '秘密',
    '机密',
    '绝密',
    '机密★',
    '秘密★',
    '绝密★',
    '机密 ★ 10 年',
    '秘密*10年',
    '机密★长期',
    '秘密★10年',
    '秘密★5年',
    '绝密★30年',
    '机密 ★ 20 年',
    '秘密*3年',
    '秘密★1年',
    '机密*20年',
    '秘密★3年',
    '机密★20年',
    '秘密 ★ 3 年',
    '秘密*5年',
    '机密★5年',
    '机密*5年',
    '秘密★长期',
    '机密★10年',
    '秘密 ★ 5 年',
    '机密 ★ 5 年',
    '秘密 ★ 1 年',
    '绝密*30年',
    '绝密★长期',
    '秘密 ★ 10 年',
    '机密*10年',
    '绝密★20年',
  ])('the sample ledger: %s is a state secret', (text) => {
    expect(parseMarkTolerant(text)).toMatchObject({ ok: true, mark: { scheme: 'cn-state-secret' } });
  });

  const changes: Change[] = [
    widen,
    (text) => text.replace('★', '☆'),
    (text) => text.replace('★', '*'),
    (text) => text.replace('★', '＊'),
    (text) => text.replace('★', ' ★ '),
    (text) => text.replace('▲', '△'),
    (text) => ` ${text}　`,
    (text) => `【${text}】`,
    (text) => `密级:${text}`,
    (text) => text.replaceAll(/(?<=\d)(?=[年个日])/gu, ' '),
    (text) => text.replace('★长期', '★ 长 期'),
    (text) => text.replace('机密', '機密').replace('绝密', '絕 密'),
  ];

  test('full width, spaces, other stars and brackets, in any mixture, do not change the mark', () => {
    fc.assert(
      fc.property(anyMark, fc.subarray(changes), (mark, chosen) => {
        // Words of a condition or an owner are taken as written, so only the frame around them is changed.
        fc.pre(mark.validity.kind !== 'condition' && mark.owner === undefined);
        const text = chosen.reduce((changed, change) => change(changed), formatMark(mark));
        expect(parseMarkTolerant(text, { scheme: mark.scheme })).toMatchObject({ ok: true, mark });
      }),
      { numRuns: 2000 },
    );
  });

  test('any text at all is answered, never thrown at, and what is read can be written and read again', () => {
    const pieces = fc.constantFrom(
      '绝密',
      '机密',
      '秘密',
      '内部',
      '核心商密',
      '商密',
      '★',
      '*',
      '▲',
      '10',
      '１',
      '年',
      '个月',
      '长期',
      '前',
      '（',
      ')',
      '、',
      ' ',
      '\n',
      '密级:',
      '2030',
      '月',
      '日',
      '解密',
      '\ud83d',
      '\u0000',
      'ß',
      '会议',
      '公司',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.array(pieces, { maxLength: 12 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, fc.boolean(), (raw, ocr) => {
        const read = parseMarkTolerant(raw, { ocr });
        if (!read.ok) return;
        expect(parseMark(formatMark(read.mark), { scheme: read.mark.scheme })).toEqual({
          ok: true,
          mark: read.mark,
        });
      }),
      { numRuns: 5000 },
    );
  });

  test('a text over the limit is refused before it is read', () => {
    expect(parseMarkTolerant('机'.repeat(markTextCharsMax + 1))).toMatchObject({
      ok: false,
      code: 'too-long',
    });
    expect(parseMarkTolerant(' '.repeat(markTextCharsMax))).toMatchObject({ ok: false, code: 'empty' });
  });
});

describe('a mark that should not be', () => {
  test.each<[Mark, MarkErrorCode]>([
    [{ scheme: 'nowhere', level: 'X', validity: unstated }, 'unknown-scheme'],
    [state('CORE', unstated), 'unknown-level'],
    [state('MIMI', years(11)), 'over-maximum'],
    [{ ...state('MIMI', years(1)), owner: '示范油田' }, 'owner-not-allowed'],
    [{ scheme: 'internal', level: 'INTERNAL', validity: years(1) }, 'term-not-allowed'],
    [state('MIMI', { kind: 'condition', text: '秘密文件公布前' }), 'bad-condition'],
    [state('MIMI', { kind: 'condition', text: '会议★开始前' }), 'bad-condition'],
    [state('MIMI', { kind: 'condition', text: '会议，开始前' }), 'bad-condition'],
    [state('MIMI', { kind: 'condition', text: '没有结尾' }), 'bad-condition'],
    [{ scheme: 'cn-soe-trade-secret', level: 'CORE', validity: unstated, owner: '机密' }, 'bad-owner'],
    [{ scheme: 'cn-soe-trade-secret', level: 'CORE', validity: unstated, owner: '甲，乙' }, 'bad-owner'],
  ])('%j: %s', (mark, code) => {
    expect(checkMark(mark)).toMatchObject({ code });
    if (code !== 'over-maximum') expect(() => formatMark(mark)).toThrow(code);
  });

  test('a leap year makes no term longer than its maximum', () => {
    const tenYears = state('MIMI', years(10));
    expect(checkMark(tenYears, { issuedOn: day('2024-02-29') })).toBeNull();
    expect(checkMark(tenYears, { packs: builtinPacks })).toBeNull();
  });

  test('every code and note speaks both languages', () => {
    for (const { zh, en } of [...Object.values(markErrors), ...Object.values(markNotes)]) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/[a-z]{2}/);
    }
  });
});

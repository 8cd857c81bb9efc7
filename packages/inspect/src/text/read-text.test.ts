import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { collectExtraction } from '../document/testing/collect.ts';
import type { Collected } from '../document/testing/collect.ts';
import { extractDocument } from '../document/extract.ts';
import { detectEncoding } from './detect-encoding.ts';
import { hzToGb } from './hz.ts';
import { readText } from './read-text.ts';

const simplified =
  '根据有关规定，现将本单位的工作情况报告如下：一、人员和组织；二、检查的结果。以上内容仅供测试使用。';
const traditional =
  '根據有關規定，現將本單位的工作情況報告如下：一、人員和組織；二、檢查的結果。以上內容僅供測試使用。';
const japanese = 'これは日本語の文章です。漢字とひらがなとカタカナが混ざっています。';
const korean = '이것은 한국어로 된 문장입니다. 대한민국의 수도는 서울입니다.';

function wholeText({ segments }: Pick<Collected, 'segments'>): string {
  return segments.map(({ text, overlap = 0 }) => text.slice(overlap)).join('');
}

test.each([
  ['utf-8', Buffer.from(simplified)],
  ['utf-8', Buffer.from(`\uFEFF${simplified}`)],
  ['utf-16le', Buffer.from(`\uFEFF${simplified}`, 'utf16le')],
  ['utf-16le', Buffer.from(simplified, 'utf16le')],
  ['utf-16be', Buffer.from(`\uFEFF${simplified}`, 'utf16le').swap16()],
  ['utf-16be', Buffer.from(simplified, 'utf16le').swap16()],
  ['utf-16be', Buffer.from('plain ascii text\r\n', 'utf16le').swap16()],
  ['gb18030', iconv.encode(simplified, 'gb18030')],
  ['gb18030', iconv.encode(`${traditional}㐀𠀀`, 'gb18030')],
  ['big5', iconv.encode(traditional, 'big5')],
  ['shift_jis', iconv.encode(japanese, 'shift_jis')],
  ['euc-jp', iconv.encode(japanese, 'euc-jp')],
  ['euc-kr', iconv.encode(korean, 'euc-kr')],
  ['windows-1252', Buffer.from('Où sont les détails? Là-bas, à côté.', 'latin1')],
  ['hz', Buffer.from('This is ~{VPND~}.', 'latin1')],
  ['utf-8', Buffer.from('plain text with a ~{ and a ~} in it')],
])('%s is told', (encoding, bytes) => {
  expect(detectEncoding(bytes, true)?.encoding).toBe(encoding);
});

test('one character over and over, which in UTF-8 would be a letter over and over, is still GB 18030', () => {
  expect(detectEncoding(iconv.encode(`${simplified}${'关'.repeat(590)}`, 'gb18030'), true)?.encoding).toBe(
    'gb18030',
  );
});

test.each([
  [Uint8Array.from({ length: 3000 }, (_, place) => (place * 7919) % 251)],
  [Buffer.from('text then\0\0\0\0\0\0zeros')],
])('what is no text has no encoding', (bytes) => {
  expect(detectEncoding(bytes, true)).toBeUndefined();
});

test('short and long texts in each encoding are given back as they were', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('utf-8', 'gb18030', 'utf-16le'),
      fc.array(fc.constantFrom(...Array.from(simplified), '\n', '\n\n', 'abc 123 ', '，')),
      fc.integer({ min: 1, max: 2000 }),
      async (encoding, characters, times) => {
        const text = `${simplified}${characters.join('').repeat(times)}`;
        const found = await collectExtraction(readText, iconv.encode(text, encoding));
        // Empty lines alone are not given.
        expect(wholeText(found).replaceAll(/\s+/g, ' ').trim()).toBe(text.replaceAll(/\s+/g, ' ').trim());
        expect(found.gaps).toEqual([]);
      },
    ),
    { numRuns: 40 },
  );
});

test('lines and paragraphs are counted, and cut texts say what they repeat', async () => {
  const paragraphs = Array.from(
    { length: 30 },
    (_, place) => `${simplified.repeat(3 * place + 1)}\n第二行\n\n`,
  );
  const { segments } = await collectExtraction(readText, Buffer.from(paragraphs.join('')));
  const starts = segments.filter(({ overlap }) => overlap === undefined);
  expect(starts.map(({ place }) => place.paragraph)).toEqual(paragraphs.map((_, place) => place + 1));
  expect(starts.map(({ place }) => place.line)).toEqual(paragraphs.map((_, place) => 3 * place + 1));
  for (const [place, { text, overlap = 0 }] of segments.entries())
    expect(segments[place - 1]?.text.endsWith(text.slice(0, overlap)) ?? overlap === 0).toBe(true);
});

test('a line without end is cut, and no character with it', async () => {
  const { segments } = await collectExtraction(readText, Buffer.from('𠮷'.repeat(60_000)));
  expect(segments.length).toBeGreaterThan(3);
  expect(segments.every(({ text }) => text.isWellFormed())).toBe(true);
  expect(wholeText({ segments })).toBe('𠮷'.repeat(60_000));
});

test('Chinese after a long stretch of ASCII is read in its own encoding', async () => {
  const ascii = 'line of ascii\n'.repeat(50_000);
  const found = await collectExtraction(
    readText,
    Buffer.concat([Buffer.from(ascii), iconv.encode(simplified, 'gb18030')]),
  );
  expect(wholeText(found).endsWith(simplified)).toBe(true);
  expect(found.gaps).toEqual([]);
});

test('where files of two encodings were joined both are read', async () => {
  const first = Buffer.from(`${simplified}\n`.repeat(5000));
  const second = iconv.encode(`${traditional}结尾\n`.repeat(20_000), 'gb18030');
  const found = await collectExtraction(readText, Buffer.concat([first, second]));
  expect(wholeText(found).endsWith(`${traditional}结尾\n`)).toBe(true);
});

test('bytes that fit nowhere are counted in a gap', async () => {
  const bytes = Buffer.concat([
    Buffer.from(simplified.repeat(20)),
    Buffer.from([0xff, 0xfe, 0xff]),
    Buffer.from(simplified),
  ]);
  const found = await collectExtraction(readText, bytes);
  expect(found.gaps).toEqual([{ path: [], reason: 'unmapped-characters', count: 3 }]);
});

test('HZ is the same wherever windows part it', () => {
  const bytes = Buffer.from('ASCII ~~ ~{<:Ky2;S{#,NpJ)l6HK!#~} bye ~\nend', 'latin1');
  const whole = Buffer.from(hzToGb(bytes)).toString('hex');
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    const state = { chinese: false, held: undefined };
    const parts = [hzToGb(bytes.subarray(0, cut), state), hzToGb(bytes.subarray(cut), state)];
    expect(Buffer.concat(parts).toString('hex')).toBe(whole);
  }
  expect(new TextDecoder('gb18030').decode(hzToGb(bytes))).toContain('己所不欲，勿施於人。');
});

test('a text of any length is read window by window, with only a few of them in memory', async () => {
  const line = Buffer.from(`${simplified}\n`);
  const lines = 20_000;
  let largest = 0;
  let units = 0;
  await extractDocument(
    {
      length: line.length * lines,
      read: (offset, wanted) => {
        const length = Math.max(0, Math.min(wanted, line.length * lines - offset));
        largest = Math.max(largest, length);
        return Uint8Array.from({ length }, (_, place) => line[(offset + place) % line.length] ?? 0);
      },
    },
    {
      name: '',
      options: { ocr: 'never', passwords: [] },
      sink: {
        segment: ({ text, overlap = 0 }) => void (units += text.length - overlap),
        gap: () => expect.unreachable(),
        picture: () => expect.unreachable(),
      },
    },
  );
  expect(units).toBe((simplified.length + 1) * lines);
  expect(largest).toBeLessThanOrEqual(256 * 1024);
});

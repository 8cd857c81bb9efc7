// CLS-4
import { PDFDocument } from '@cantoo/pdf-lib';
import { formatMark } from '@fengni/schemes/mark';
import type { Mark } from '@fengni/schemes/mark';
import { builtinPacks } from '@fengni/schemes/packs';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { sourceOf } from '../document/byte-source.ts';
import { makeDocx, packParts, wordRun } from '../office/testing/make-packages.ts';
import { hexOf, makePdf } from '../pages/testing/make-pdf.ts';
import { TaskPool } from '../process/task-process.ts';
import { readMarks } from '../detect/read-marks.ts';
import { extractBytes } from '../document/testing/extract-bytes.ts';
import { ReadingPool } from '../process/reading-pool.ts';
import { createStampHands, stampDocument } from './stamp-document.ts';
import { StampOrder } from './stamp-order.ts';
import { stampTask } from './stamp-task.ts';
import { StampRefused, isStampRefusal } from './stamp-work.ts';

const state = (level: string, validity: Mark['validity']): Mark => ({
  scheme: 'cn-state-secret',
  level,
  validity,
});
const years = (count: number): Mark['validity'] => ({ kind: 'duration', years: count });
const order = (mark: Mark | null, more: Partial<StampOrder> = {}): StampOrder =>
  StampOrder.parse({ mark, ...more });

const paragraph = (text: string, properties = ''): string => `<w:p>${properties}${wordRun(text)}</w:p>`;
const docxOf = (body: string): Buffer => makeDocx(body, { parts: { '[Content_Types].xml': '<Types/>' } });
const docx = (...texts: string[]): Buffer => docxOf(texts.map((text) => paragraph(text)).join(''));
const line = (text: string, x: number, y: number, size = 12): string =>
  `BT /F1 ${size} Tf ${x} ${y} Td ${hexOf(text)} Tj ET`;
const pdf = (...lines: string[]): Buffer => makePdf({ pages: [lines.join('\n'), line('第二页', 90, 700)] });

/** Reads and stamps in this process: the processes have a test of their own below. */
const readOwnMarks = async (bytes: Uint8Array) => {
  const { segments } = await extractBytes(bytes);
  return { segments, ...readMarks(segments, '') };
};
const stampBytes = async (bytes: Uint8Array, wanted: StampOrder) =>
  stampDocument(
    {
      read: readOwnMarks,
      stamp: async (original, work) => {
        let made: Uint8Array | undefined;
        let refused: unknown;
        const give = (value: unknown, stamped?: Uint8Array): void => {
          refused = z.object({ refused: z.string().optional() }).parse(value).refused;
          made = stamped;
        };
        await stampTask({ source: sourceOf(original), options: work, give, skip: () => undefined });
        if (made === undefined) throw new StampRefused(isStampRefusal(refused) ? refused : 'damaged');
        return made;
      },
    },
    bytes,
    wanted,
  );

const refusal = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'stamped',
    (error: unknown) => (error instanceof StampRefused ? error.code : String(error)),
  );

/** Marks of every pack with every kind of validity that can be written. */
const someMark = fc
  .constantFrom(
    ...[...builtinPacks.values()].flatMap((pack) =>
      pack.levels
        .filter((level) => level.markKind !== 'plain')
        .map((level) => ({ scheme: pack.id, level: level.code })),
    ),
  )
  .chain((of) =>
    fc
      .oneof(
        fc.integer({ min: 1, max: 5 }).map((count) => years(count)),
        fc.constant<Mark['validity']>({ kind: 'unstated' }),
        fc
          .integer({ min: 1, max: 11 })
          .map((count): Mark['validity'] => ({ kind: 'duration', months: count })),
      )
      .map((validity): Mark => ({ ...of, validity })),
  )
  .filter((mark) => {
    try {
      return formatMark(mark) !== '';
    } catch {
      return false;
    }
  });
const words = fc.array(
  fc.constantFrom('关于', '年度', '工作', '安排', '的', '通知', '各单位', '按照', '<&>', '2026'),
  {
    minLength: 1,
    maxLength: 6,
  },
);
const someText = words.map((list) => list.join(''));

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

test('after stamping, our reader finds exactly that mark on page one of a docx, and its text is otherwise the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(someText, { minLength: 1, maxLength: 5 }),
      someMark,
      someMark,
      async (texts, mark, next) => {
        const bytes = docx(...texts.map((text) => escaped(text)));
        const marked = await stampBytes(bytes, order(mark, { copyNumber: '12' }));
        expect(marked.did).toBe('marked');
        const reading = await readOwnMarks(marked.bytes);
        expect(reading.segments.map(({ text }) => text)).toEqual(['000012', formatMark(mark), ...texts]);
        expect(reading.marks.filter((one) => one.isRuling).map((one) => one.text)).toEqual([
          formatMark(mark),
        ]);
        expect((await stampBytes(marked.bytes, order(mark, { copyNumber: '12' }))).did).toBe('already');
        if (formatMark(mark) === formatMark(next)) return;
        const changed = await stampBytes(marked.bytes, order(next));
        expect(changed.did).toBe('changed');
        const after = await readOwnMarks(changed.bytes);
        expect(after.marks.filter((one) => one.isRuling).map((one) => one.text)).toEqual([formatMark(next)]);
        expect(after.segments.map(({ text }) => text)).toEqual([
          '000012',
          formatMark(next),
          `〔原 ${formatMark(mark)}〕`,
          ...texts,
        ]);
      },
    ),
    { numRuns: 30 },
  );
});

test('after stamping, our reader finds exactly that mark in the corner of page one of a pdf, and its text is otherwise the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      someText,
      someMark,
      someMark,
      fc.constantFrom(0, 90, 180, 270),
      async (text, mark, next, rotate) => {
        const bytes = makePdf({
          pages: [line(text, 300, 600), line('第二页', 90, 700)],
          page: rotate === 0 ? '' : `/Rotate ${rotate}`,
        });
        const before = await readOwnMarks(bytes);
        const marked = await stampBytes(bytes, order(mark));
        expect(marked.did).toBe('marked');
        const reading = await readOwnMarks(marked.bytes);
        const ruling = reading.marks.filter((one) => one.isRuling);
        expect(ruling.map((one) => [one.text, one.place.page, one.hit.facts['zone']])).toEqual([
          [formatMark(mark), 1, 'corner'],
        ]);
        const others = reading.segments.filter((segment) => segment.text.trim() !== formatMark(mark));
        expect(others.map((one) => one.text).toSorted()).toEqual(
          before.segments.map((one) => one.text).toSorted(),
        );
        expect((await stampBytes(marked.bytes, order(mark))).did).toBe('already');
        if (formatMark(mark) === formatMark(next)) return;
        const changed = await stampBytes(marked.bytes, order(next));
        expect(changed.did).toBe('changed');
        const after = await readOwnMarks(changed.bytes);
        expect(after.marks.filter((one) => one.isRuling).map((one) => one.text)).toEqual([formatMark(next)]);
      },
    ),
    { numRuns: 8 },
  );
});

test('the first lines of the type area are left to what stands there', async () => {
  const free = await readOwnMarks(
    (await stampBytes(pdf(line('标题', 300, 600)), order(state('JIMI', years(10))))).bytes,
  );
  const full = await readOwnMarks(
    (await stampBytes(pdf(line('某某单位文件编号甲', 80, 720, 16)), order(state('JIMI', years(10))))).bytes,
  );
  const top = (reading: typeof free) => reading.marks[0]?.place.region?.y ?? 1;
  // 37 mm of 297
  expect(top(free)).toBeGreaterThan(0.1);
  expect(top(full)).toBeLessThan(0.1);
});

test('a mark of somebody else in the head is struck out, in its own look, not doubled', async () => {
  const own = '<w:pPr><w:jc w:val="center"/></w:pPr>';
  const bytes = docxOf(paragraph('秘密★5年', own) + paragraph('关于样例的通知'));
  const { bytes: changed, did } = await stampBytes(bytes, order(state('JIMI', years(10))));
  expect(did).toBe('changed');
  const xml = Buffer.from(unzipSync(changed)['word/document.xml'] ?? []).toString('utf8');
  expect(xml).toContain(`<w:p>${own}<w:r>`);
  expect(xml.match(/<w:strike\/>/g)).toHaveLength(1);
  const reading = await readOwnMarks(changed);
  expect(reading.issues).toEqual([]);
  expect(reading.marks.map((one) => [one.text, one.isRuling])).toEqual([
    ['机密★10年', true],
    ['秘密★5年', false],
  ]);
  const foreign = pdf(line('秘密★5年', 90, 720, 16), line('关于样例的通知', 200, 600));
  const drawn = await readOwnMarks((await stampBytes(foreign, order(state('JIMI', years(10))))).bytes);
  expect(drawn.marks.filter((one) => one.isRuling).map((one) => one.text)).toEqual(['机密★10年']);
});

test('a released document shows 解密 beside the struck mark and bears none any more', async () => {
  for (const bytes of [docx('秘密★5年', '正文'), pdf(line('秘密★5年', 90, 720, 16), line('正文', 90, 600))]) {
    const released = await stampBytes(bytes, order(null));
    expect(released.did).toBe('changed');
    const reading = await readOwnMarks(released.bytes);
    expect(reading.marks.filter((one) => one.isRuling)).toEqual([]);
    expect(reading.segments.map((one) => one.text).join('\n')).toContain('解密');
  }
  expect(await refusal(stampBytes(docx('正文'), order(null)))).toBe('nothing-to-release');
  const told = await stampBytes(docx('正文'), order(null, { former: state('MIMI', years(5)) }));
  expect((await readOwnMarks(told.bytes)).segments.map((one) => one.text)).toEqual([
    '解密',
    '〔原 秘密★5年〕',
    '正文',
  ]);
});

test('chosen paragraphs get a level of their own, none above the document', async () => {
  const portions = [{ paragraph: 2, mark: state('MIMI', { kind: 'unstated' }) }];
  const { bytes } = await stampBytes(
    docx('标题', '一段', '二段'),
    order(state('JIMI', years(10)), { portions }),
  );
  const reading = await readOwnMarks(bytes);
  expect(reading.segments.map((one) => one.text)).toEqual(['机密★10年', '标题', '〔秘密〕一段', '二段']);
  expect(reading.marks.map((one) => one.hit.facts['form'])).toEqual(['starred', 'portion']);
  const over = [{ paragraph: 2, mark: state('JUEMI', { kind: 'unstated' }) }];
  expect(
    await refusal(stampBytes(docx('标题', '一段'), order(state('JIMI', years(10)), { portions: over }))),
  ).toBe('portion-over-head');
  const gone = [{ paragraph: 9, mark: state('MIMI', { kind: 'unstated' }) }];
  expect(await refusal(stampBytes(docx('标题'), order(state('JIMI', years(10)), { portions: gone })))).toBe(
    'portion-missing',
  );
});

const secret = order(state('MIMI', years(5)));
test.each([
  ['a signed pdf', pdf(line('正文', 90, 600)).toString('latin1') + '\n/ByteRange [0 1 2 3]', 'signed'],
  ['a text', 'just words', 'kind'],
  ['half a docx', docx('正文').subarray(0, 400).toString('latin1'), 'kind'],
])('%s is refused', async (_, content, code) => {
  expect(await refusal(stampBytes(Buffer.from(content, 'latin1'), secret))).toBe(code);
});

test('macros, signatures, scripts and marks that cannot be struck out are refused', async () => {
  const more = (parts: Record<string, string>) => {
    const base = unzipSync(docx('正文'));
    return packParts({ ...base, ...parts });
  };
  expect(await refusal(stampBytes(more({ 'word/vbaProject.bin': 'x' }), secret))).toBe('macros');
  expect(await refusal(stampBytes(more({ '_xmlsignatures/sig1.xml': '<a/>' }), secret))).toBe('signed');
  const scripted = makePdf({
    pages: [line('正文', 90, 600)],
    catalogue: '/OpenAction << /S /JavaScript /JS (app.alert) >>',
  });
  expect(await refusal(stampBytes(scripted, secret))).toBe('scripts');
  const among = pdf(line('密级 机密★10年 请妥善保管', 90, 720, 16));
  expect(await refusal(stampBytes(among, secret))).toBe('mark-elsewhere');
  const twice = await stampBytes(docx('正文'), order(state('MIMI', years(5)), { copyNumber: '1' }));
  expect(await refusal(stampBytes(twice.bytes, order(state('MIMI', years(5)), { copyNumber: '2' })))).toBe(
    'copy-number-differs',
  );
});

const tasks = new TaskPool({ jobs: 1 });
const reading = new ReadingPool({ jobs: 1 });
afterAll(() => Promise.all([tasks.close(), reading.close()]));

test('the same is done in processes of the file', async () => {
  const hands = createStampHands({ reading, tasks });
  for (const original of [pdf(line('正文', 90, 600)), docx('正文')]) {
    const stamped = await stampDocument(hands, original, secret);
    expect(stamped.did).toBe('marked');
    expect((await stampDocument(hands, stamped.bytes, secret)).did).toBe('already');
  }
  const stamped = await stampDocument(hands, pdf(line('正文', 90, 600)), secret);
  expect((await PDFDocument.load(stamped.bytes)).getPageCount()).toBe(2);
  expect(await refusal(stampDocument(hands, Buffer.from('words'), secret))).toBe('kind');
  expect(await refusal(stampDocument(hands, pdf(line('正文', 90, 600)).subarray(0, 120), secret))).toBe(
    'damaged',
  );
});

test('whatever is done to a file, it is stamped well or refused', async () => {
  const originals = [docx('标题', '正文'), pdf(line('正文', 90, 600))];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...originals),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 12 }),
      async (original, changes) => {
        const bytes = Buffer.from(original);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        const outcome = await stampBytes(bytes, secret).catch((error: unknown) => error);
        if (outcome instanceof StampRefused) return;
        expect(outcome).not.toBeInstanceOf(Error);
      },
    ),
    { numRuns: 60 },
  );
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codeCharsMax } from './code.ts';
import { loadFont } from './fonts.ts';
import { type PdfLine, type PdfPage, readPdf } from './read-pdf.ts';
import { samplePrinting, samples } from './samples.ts';
import { measureText } from './text.ts';

const papers = samples.filter(({ name }) => !name.startsWith('labels'));

const textOf = (pages: PdfPage[]): string =>
  pages.flatMap((page) => page.lines.map((line) => line.text)).join('\n');

function face(line: PdfLine): 'hei' | 'title' | 'song' {
  if (line.font.startsWith('NotoSans')) return 'hei';
  return line.font.includes('SemiBold') ? 'title' : 'song';
}

interface Ink {
  line: PdfLine;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

// Han glyphs reach from 0.12 em below to 0.88 em above the baseline; a hair is let pass for rounding.
function inkOf(line: PdfLine): Ink {
  const width = measureText(line.text, loadFont(face(line)).metrics, line.size);
  const { x, baseline, size } = line;
  return {
    line,
    left: x + 0.2,
    right: x + width - 0.2,
    bottom: baseline - size * 0.1,
    top: baseline + size * 0.86,
  };
}

/** Pairs of lines that run into each other, and lines that leave the sheet. */
function faultsOf(page: PdfPage): string[] {
  const inks = page.lines.map(inkOf);
  const outside = inks.filter(
    (ink) => ink.left < 0 || ink.bottom < 0 || ink.right > page.width || ink.top > page.height,
  );
  const overlaps = inks.flatMap((one, index) =>
    inks
      .slice(index + 1)
      .filter(
        (two) => one.left < two.right && two.left < one.right && one.bottom < two.top && two.bottom < one.top,
      )
      .map((two) => `${one.line.text} × ${two.line.text}`),
  );
  return [...outside.map((ink) => `outside: ${ink.line.text}`), ...overlaps];
}

test.each(samples)('$name bears its words on the number of pages it should have', async (sample) => {
  const pages = readPdf(await sample.print({ compress: false }));
  const text = textOf(pages);
  for (const word of sample.words) expect(text.replaceAll('\n', '')).toContain(word);
  expect(pages).toHaveLength(sample.pages);
});

test.each(papers)(
  '$name says on every page whose it is, who printed it when, which page, and its code',
  async (sample) => {
    const pages = readPdf(await sample.print({ compress: false }));
    for (const [index, page] of pages.entries()) {
      const text = textOf([page]);
      expect(text).toContain('示范县保密办');
      expect(text).toContain('打印人：甲一');
      expect(text).toContain('打印时间：2026年11月22日 15:00');
      expect(text).toContain(`第 ${index + 1} 页，共 ${pages.length} 页`);
      expect(text).toContain(samplePrinting.code);
    }
  },
);

test.each(samples)(
  '$name lets no text run into another or off the sheet, in Chinese and in English',
  async (sample) => {
    for (const lang of ['zh', 'en'] as const) {
      const pages = readPdf(await sample.print({ compress: false, lang }));
      expect(pages.flatMap(faultsOf)).toEqual([]);
    }
  },
);

const hostile = {
  control: 'a\u0000b\u0007\u001b[31m\r\nc\u2028d',
  long: '长'.repeat(10_000),
  longWord: 'x'.repeat(10_000),
  emoji: '👨‍👩‍👧🙂 甲',
  direction: '甲\u202e一\u200f\u2066乙',
  pile: `甲${'\u0301'.repeat(500)}`,
  lone: '\ud842甲\udfb7',
};

test.each(samples)('$name survives hostile text in the words every paper bears', async (sample) => {
  for (const text of Object.values(hostile)) {
    const changes = { organisation: text, printedBy: text, mark: text, copyNumber: text, compress: false };
    const pages = readPdf(await sample.print(changes));
    expect(pages.flatMap(faultsOf)).toEqual([]);
    expect(textOf(pages)).not.toMatch(/[^\P{C}\n]/u);
  }
});

test('a paper is the same bytes for the same input and time, and other bytes a minute later', async () => {
  const later = { printedAt: new Date(samplePrinting.printedAt.getTime() + 60_000) };
  for (const sample of samples) {
    const [first, second, third] = [await sample.print(), await sample.print(), await sample.print(later)];
    expect(Buffer.from(first).equals(Buffer.from(second)), sample.name).toBe(true);
    expect(Buffer.from(first).equals(Buffer.from(third)), sample.name).toBe(false);
  }
});

test('a demo is marked on every page, and nothing else is', async () => {
  for (const sample of samples) {
    const marked = readPdf(await sample.print({ compress: false, demo: true }));
    expect(marked.every((page) => page.lines.some((line) => line.text === '演示'))).toBe(true);
    const plain = readPdf(await sample.print({ compress: false }));
    expect(textOf(plain)).not.toContain('演示');
  }
});

test('copy number, mark and urgency stand top left, one above the other, in size 3, the mark in 黑体', async () => {
  const slip = samples.find(({ name }) => name === 'circulation-slip');
  const lines = readPdf((await slip?.print({ compress: false })) ?? new Uint8Array())[0]?.lines ?? [];
  const head = lines.slice(0, 3);
  expect(head.map((line) => line.text)).toEqual(['000002', '机密★10年', '特急']);
  expect(head.every((line) => line.size === 16 && Math.abs(line.x - (28 / 25.4) * 72) < 0.01)).toBe(true);
  expect(head[1]?.font).toMatch(/^NotoSans/u);
});

test('a character the fonts lack is printed as 〓 and the page says so', async () => {
  const slip = samples.find(({ name }) => name === 'circulation-slip');
  const text = textOf(
    readPdf((await slip?.print({ compress: false, printedBy: '甲\u{20bb7}' })) ?? new Uint8Array()),
  );
  expect(text).toContain('打印人：甲〓');
  expect(text).toContain('“〓”代表字库中没有的字');
});

test('a paper refuses words in its code', async () => {
  const [sample] = papers;
  for (const code of ['', '概算', 'FN 7Q4K', 'a'.repeat(codeCharsMax + 1)]) {
    await expect(sample?.print({ code })).rejects.toThrow('a printed code must be');
  }
});

const installed = spawnSync('pdftotext', ['-v']).error === undefined;

test('another reader finds the same words', async (context) => {
  if (!installed) {
    context.skip('pdftotext is not installed');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'fengni-print-'));
  try {
    for (const sample of samples) {
      const file = join(folder, `${sample.name}.pdf`);
      writeFileSync(file, await sample.print());
      const text = spawnSync('pdftotext', ['-raw', '-enc', 'UTF-8', file, '-'], { encoding: 'utf8' }).stdout;
      for (const word of sample.words) expect(text.replace(/\s/gu, '')).toContain(word.replace(/\s/gu, ''));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

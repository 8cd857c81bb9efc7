// CAR-11
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { extractBytes } from '../../document/testing/extract-bytes.ts';
import { makeDocx, packParts, wordRun } from '../../office/testing/make-packages.ts';
import { TaskPool } from '../../process/task-process.ts';
import { collectPages, inkOf } from '../testing/collect-pages.ts';
import { makeSheets } from '../testing/render-files.ts';
import { OfficeConverter, officeKinds } from './office-converter.ts';
import { memoryFolder } from './office-launch.ts';

let office: OfficeConverter | undefined;
let missing = '';
let pool: TaskPool;
const folder = mkdtempSync(path.join(os.tmpdir(), 'fengni-linked-'));

beforeAll(async () => {
  pool = new TaskPool({ jobs: 1 });
  const found = await OfficeConverter.find();
  office = found.converter;
  if (found.converter === undefined) missing = `LibreOffice cannot be used here: ${found.reason}`;
}, 180_000);

afterAll(async () => {
  await pool.close();
  rmSync(folder, { recursive: true });
});

const textOf = async (pdf: Buffer | string | undefined): Promise<string> => {
  if (!Buffer.isBuffer(pdf)) throw new Error(`No PDF: ${String(pdf)}`);
  return (await extractBytes(pdf)).segments.map(({ text }) => text).join('\n');
};

const docx = (text: string): Buffer =>
  makeDocx(`<w:p>${wordRun(text)}</w:p>`, {
    parts: {
      '[Content_Types].xml':
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    },
  });

const ownFolders = (): string[] =>
  readdirSync(memoryFolder).filter((name) => name.startsWith(`fengni-office-${process.pid}-`));

test('a document becomes a PDF with its text, and nothing of it is left in memory', async ({ skip }) => {
  if (office === undefined) return skip(missing);
  expect(await textOf(await office.convert(docx('关于印发测试办法的通知'), { kind: 'docx' }))).toContain(
    '关于印发测试办法的通知',
  );
  expect(ownFolders()).toEqual([]);
});

test('a section linked to another file of this machine is not fetched', async ({ skip }) => {
  if (office === undefined) return skip(missing);
  const linked = path.join(folder, 'linked.txt');
  writeFileSync(linked, 'FETCHED-FROM-OUTSIDE', { mode: 0o644 });
  for (const target of [linked, '/etc/passwd']) {
    const pdf = await office.convert(linkedOdt(target), { kind: 'odt' });
    const text = await textOf(pdf);
    expect(text).toContain('before');
    expect(text).not.toMatch(/FETCHED|root:/);
  }
});

function linkedOdt(target: string): Buffer {
  const spaces = ['office', 'text', 'style']
    .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
    .join(' ');
  return packParts({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'META-INF/manifest.xml':
      '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
    'content.xml': `<office:document-content ${spaces} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"><office:body><office:text><text:p>before</text:p><text:section text:name="S"><text:section-source xlink:type="simple" xlink:href="file://${target}" text:filter-name="Text"/><text:p>kept</text:p></text:section></office:text></office:body></office:document-content>`,
  });
}

test('what it cannot convert has failed, what takes too long is ended, what is aborted rejects', async ({
  skip,
}) => {
  if (office === undefined) return skip(missing);
  expect(await office.convert(Buffer.from('PK\u0003\u0004 no document'), { kind: 'docx' })).toBe('failed');
  expect(await office.convert(Buffer.from('%PDF-'), { kind: 'pdf' })).toBe('failed');
  const aborted = office.convert(docx('x'), {
    kind: 'docx',
    signal: AbortSignal.abort(new Error('the user left')),
  });
  await expect(aborted).rejects.toThrow('the user left');
  const hasty = await OfficeConverter.find({ limits: { timeMs: 1 } });
  expect(hasty).toEqual({ converter: undefined, reason: 'no-walls' });
});

test('pages are drawn of what it made, and hidden sheets are said though it leaves them out', async ({
  skip,
}) => {
  if (office === undefined) return skip(missing);
  const word = await collectPages(pool, docx('保密工作'), { office, dpi: 72 });
  expect(word.report).toMatchObject({ kind: 'docx', engine: 'libreoffice', faithful: true, gaps: [] });
  expect(inkOf(word.pages[0])).toBeGreaterThan(0);
  const sheets = await collectPages(pool, makeSheets(), { office, dpi: 72 });
  expect(sheets.reasons).toContain('hidden-not-shown');
});

test('where it fails the text is laid out here, and that is said', async () => {
  const failing = { convert: async () => 'failed' as const };
  const rtf = Buffer.from('{\\rtf1\\ansi test\\par}');
  const { pages, report, reasons } = await collectPages(pool, rtf, { office: failing, dpi: 72 });
  expect(report).toMatchObject({ kind: 'rtf', engine: 'simple', faithful: false });
  expect(pages.length).toBe(1);
  expect(reasons).toContain('converter-failed');
  expect(reasons).not.toContain('needs-converter');
});

test('what is no office document never reaches it', async () => {
  const asked: string[] = [];
  const watched = {
    convert: async (_file: unknown, { kind }: { kind: string }) => {
      asked.push(kind);
      return 'failed' as const;
    },
  };
  await collectPages(pool, Buffer.from('plain text\n'), { office: watched, dpi: 72 });
  expect(asked).toEqual([]);
  expect(officeKinds).not.toContain('pdf');
});

import { execFile } from 'node:child_process';
import { access, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { deflateRawSync } from 'node:zlib';
import type { Extractor } from '../packages/inspect/src/document/extraction.ts';
import { collectExtraction } from '../packages/inspect/src/document/testing/collect.ts';
import { extractDocx } from '../packages/inspect/src/office/docx.ts';
import { makeDocx, makeXlsx, wordRun } from '../packages/inspect/src/office/testing/make-packages.ts';
import { extractXlsx } from '../packages/inspect/src/office/xlsx.ts';
import { makeDocument } from './chinese-text.ts';
import { type Bench, type Report, percentile, round } from './result.ts';
import { withFolder } from './stage.ts';

const run = promisify(execFile);
const documents = 4000;
const rows = 40_000;
const columns = 8;
const calls = 5;
/** LibreOffice tells a package by it. */
const contentTypes = {
  '[Content_Types].xml':
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ' +
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    [
      ['workbook', 'sheet.main'],
      ['worksheets/sheet1', 'worksheet'],
      ['sharedStrings', 'sharedStrings'],
      ['styles', 'styles'],
    ]
      .map(
        ([part, type]) =>
          `<Override PartName="/xl/${part}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`,
      )
      .join('') +
    '</Types>',
};
const converted = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1';

/**
 * (c) Text out of Office files, in milliseconds of processor and on the same bytes: docx against `docx2txt` (a Perl script), xlsx against
 * LibreOffice without a screen. The peers are programs: what one takes for a file that holds nearly nothing is measured
 * as well and taken off, so that only the reading is compared.
 */
export const benchInspectOffice: Bench = async (report) => {
  await withFolder(async (folder) => {
    await compare(report, folder, {
      name: 'docx',
      extract: extractDocx,
      large: repack(makeDocx(makeBody(documents))),
      small: makeDocx(makeBody(0)),
      tool: '/usr/bin/docx2txt',
      call: (file) => ({ command: '/usr/bin/docx2txt', args: [file, `${file}.txt`] }),
      written: (file) => `${file}.txt`,
    });
    await compare(report, folder, {
      name: 'xlsx',
      extract: extractXlsx,
      large: repack(makeXlsx([{ name: 'data', xml: makeRows(rows) }], { parts: contentTypes })),
      small: makeXlsx([{ name: 'data', xml: makeRows(1) }], { parts: contentTypes }),
      tool: '/usr/bin/soffice',
      call: (file) => ({
        command: '/usr/bin/soffice',
        args: [
          '--headless',
          `-env:UserInstallation=file://${folder}/profile`,
          '--convert-to',
          converted,
          '--outdir',
          folder,
          file,
        ],
      }),
      written: (file) => file.replace('.xlsx', '-data.csv'),
    });
  });
};

interface Comparison {
  name: string;
  extract: Extractor;
  large: Buffer;
  small: Buffer;
  tool: string;
  call: (file: string) => { command: string; args: string[] };
  /** The file the peer writes. */
  written: (file: string) => string;
}

async function compare(report: Report, folder: string, the: Comparison): Promise<void> {
  const ours: number[] = [];
  let units = 0;
  for (let i = 0; i <= calls; i += 1) {
    const begun = process.cpuUsage();
    const { segments } = await collectExtraction(the.extract, the.large);
    const { user, system } = process.cpuUsage(begun);
    if (i > 0) ours.push((user + system) / 1000);
    units = segments.reduce((sum, { text }) => sum + text.length, 0);
  }
  const value = percentile(ours, 0.5);
  const peer = await timePeer(folder, the);
  report({
    bench: `inspect-office: ${the.name}`,
    value: round(value, 1),
    unit: 'ms of processor',
    peer: peer === undefined ? null : round(peer.large - peer.small, 1),
    ratio: peer === undefined ? null : round((peer.large - peer.small) / value),
    aim: `faster than ${path.basename(the.tool)} without its start`,
    met: peer !== undefined && peer.large - peer.small > value,
    more: {
      bytes: the.large.length,
      units,
      ...(peer === undefined ? { skipped: `${the.tool} is not here` } : { peerStart: round(peer.small, 1) }),
    },
  });
}

async function timePeer(
  folder: string,
  { name, large, small, tool, call, written }: Comparison,
): Promise<{ large: number; small: number } | undefined> {
  try {
    await access(tool);
  } catch {
    return undefined;
  }
  const took: Record<'large' | 'small', number> = { large: 0, small: 0 };
  for (const [size, bytes] of [
    ['small', small],
    ['large', large],
  ] as const) {
    const file = path.join(folder, `${size}.${name}`);
    await writeFile(file, bytes);
    const { command, args } = call(file);
    // The first call makes a profile and fills caches.
    if (size === 'small') await run(command, args);
    took[size] = await timeProgram(command, args);
    // A program that could not load the file ends all the same.
    await access(written(file));
  }
  return took;
}

/** Milliseconds of processor that a program and what it starts take. */
async function timeProgram(command: string, args: readonly string[]): Promise<number> {
  const script = 'TIMEFORMAT="%U %S"; time "$@" > /dev/null 2>&1';
  const { stderr } = await run('bash', ['-c', script, 'bench', command, ...args], {
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  const [user = 0, system = 0] = stderr.trim().split(' ').map(Number);
  return (user + system) * 1000;
}

function makeBody(count: number): string {
  const paragraphs: string[] = [];
  for (let i = 0; i < count; i += 1) {
    for (const paragraph of makeDocument(i).paragraphs) {
      // Word cuts a paragraph into runs where somebody went on writing another day.
      const middle = Math.floor(paragraph.length / 2);
      const properties = '<w:rFonts w:hint="eastAsia" w:ascii="仿宋" w:eastAsia="仿宋"/><w:sz w:val="32"/>';
      const runs =
        wordRun(paragraph.slice(0, middle), properties) + wordRun(paragraph.slice(middle), properties);
      paragraphs.push(`<w:p w:rsidR="00A77B3E"><w:pPr><w:spacing w:line="560"/></w:pPr>${runs}</w:p>`);
    }
  }
  return paragraphs.join('') || '<w:p/>';
}

function makeRows(count: number): string {
  const lines: string[] = [];
  for (let row = 1; row <= count; row += 1) {
    const cells = Array.from({ length: columns }, (_, column) => {
      const place = `${String.fromCharCode(65 + column)}${row}`;
      return column % 2 === 0
        ? `<c r="${place}" t="inlineStr"><is><t>单位${row}第${column}项</t></is></c>`
        : `<c r="${place}"><v>${row * column}.25</v></c>`;
    });
    lines.push(`<row r="${row}">${cells.join('')}</row>`);
  }
  return `<sheetData>${lines.join('')}</sheetData>`;
}

/** The same package, packed as real ones are: what tests make is only stored. */
function repack(zip: Buffer): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  const end = Buffer.from(zip.subarray(zip.length - 22));
  let at = end.readUInt32LE(16);
  let place = 0;
  for (let index = end.readUInt16LE(10); index > 0; index -= 1) {
    const nameBytes = zip.readUInt16LE(at + 28);
    const entry = Buffer.from(zip.subarray(at, at + 46 + nameBytes));
    const headerAt = entry.readUInt32LE(42);
    const local = Buffer.from(zip.subarray(headerAt, headerAt + 30 + nameBytes));
    const content = headerAt + local.length;
    const packed = deflateRawSync(zip.subarray(content, content + entry.readUInt32LE(20)));
    for (const [head, shift] of [
      [entry, 2],
      [local, 0],
    ] as const) {
      head.writeUInt16LE(8, 8 + shift);
      head.writeUInt32LE(packed.length, 18 + shift);
    }
    entry.writeUInt32LE(place, 42);
    locals.push(local, packed);
    entries.push(entry);
    place += local.length + packed.length;
    at += 46 + nameBytes;
  }
  const directory = Buffer.concat(entries);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(place, 16);
  return Buffer.concat([...locals, directory, end]);
}

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ReadingPool } from '../process/reading-pool.ts';
import type { Gap } from './gaps.ts';
import type { FileKind } from './kinds.ts';

const corpusFolder = path.resolve(import.meta.dirname, '../../../../../shared/corpus');
const exceptionsFile = path.resolve(import.meta.dirname, '../../fixtures/corpus-exceptions.json');

/** Recognition takes seconds a picture: these stand for the others, which the benchmark reads. */
const recognised = new Set(['image/rapidocr__text_rec.jpg', 'image/rapidocr__issue_170.png']);

const kindsOfFormats: Record<string, FileKind[]> = {
  'tar.gz': ['gzip'],
  'tar.bz2': ['bzip2'],
  'tar.xz': ['xz'],
  'tar.zst': ['zstd'],
  image: ['png', 'jpeg'],
  'pdf-scan': ['pdf'],
  'works-wps': ['works'],
  'wps-doc': ['doc'],
  'wps-docx': ['docx'],
  'wps-xlsx': ['xlsx'],
  'wps-pptx': ['pptx'],
  'wps-wps': ['doc'],
  'wps-et': ['xls'],
  'wps-dps': ['ppt'],
  'hostile-gz': ['gzip'],
  // What is within an encrypted package is not known from outside.
  'hostile-docx': ['docx', 'ole'],
  'hostile-xlsx': ['xlsx', 'ole'],
};

/** Named by their endings in the manifest, which are not what they are. */
const kindsOfFiles: Record<string, FileKind> = { 'ppt/unstr__eng_spa_mult.ppt': 'pptx' };

interface CorpusFile {
  path: string;
  format: string;
  pieces: string[];
  password: string | undefined;
}

interface Outcome {
  kind: FileKind;
  text: string;
  gaps: Gap[];
}

const files = existsSync(corpusFolder) ? readManifest() : [];
const exceptions = readExceptions();
const outcomes = new Map<string, Outcome>();
let pool: ReadingPool | undefined;

function readManifest(): CorpusFile[] {
  const [head = '', ...lines] = readFileSync(path.join(corpusFolder, 'MANIFEST.tsv'), 'utf8')
    .trimEnd()
    .split('\n');
  const columns = head.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    const cell = (name: string): string => cells[columns.indexOf(name)] ?? '';
    return {
      path: cell('path'),
      format: cell('format'),
      pieces: cell('expected_text')
        .split(' || ')
        .filter((piece) => piece !== '' && !piece.startsWith('expect:')),
      password: /; password: ([^\s;]+)$/.exec(cell('note'))?.[1],
    };
  });
}

function readExceptions(): Map<string, string> {
  const list: unknown = JSON.parse(readFileSync(exceptionsFile, 'utf8'));
  if (typeof list !== 'object' || list === null) throw new Error('The exceptions are no object.');
  return new Map(Object.entries(list).map(([file, reason]) => [file, String(reason)]));
}

async function read(file: CorpusFile, passwords: readonly string[] = []): Promise<Outcome> {
  const outcome: Outcome = { kind: 'unknown', text: '', gaps: [] };
  const texts: string[] = [];
  const events = pool?.inspect(
    { path: path.join(corpusFolder, file.path) },
    { options: { ocr: recognised.has(file.path) ? 'always' : 'never', passwords } },
  );
  for await (const event of events ?? []) {
    if (event.type === 'segments') texts.push(...event.segments.map(({ text }) => text));
    if (event.type === 'gap') outcome.gaps.push(event.gap);
    if (event.type === 'done') outcome.kind = event.kind;
  }
  return { ...outcome, text: loosen(texts.join('\n')) };
}

/** Compared without white space and the lines of tables, in the widths of NFKC. */
function loosen(text: string): string {
  return text.normalize('NFKC').replaceAll(/[\s|]+/g, '');
}

/** The manifest's own notation: names of mail headers, attachments and marks of lists stand in front of the text. */
function isFound(piece: string, text: string): boolean {
  const forms = [piece, piece.replace(/^(?:[A-Za-z-]+: |\[attachment\] |- |\d+\. )/, '')];
  return forms.some((form) => text.includes(loosen(form)));
}

function missingOf(file: CorpusFile): string[] {
  const text = outcomes.get(file.path)?.text ?? '';
  return file.pieces.filter((piece) => !isFound(piece, text));
}

beforeAll(async () => {
  if (files.length === 0) return;
  pool = new ReadingPool({ jobs: 2 });
  await Promise.all(files.map(async (file) => outcomes.set(file.path, await read(file))));
});

afterAll(async () => pool?.close());

/** Pictures and scans have no text but what recognition finds. */
function needsRecognition({ format, path: file }: CorpusFile): boolean {
  return (format === 'image' || format === 'pdf-scan') && !recognised.has(file);
}

test.runIf(files.length === 0)('the corpus is not on this machine: nothing of it was read', () => {
  expect(existsSync(corpusFolder)).toBe(false);
});

describe.skipIf(files.length === 0)('the corpus', () => {
  test.each(files)('$path is told by its content', (file) => {
    const expected = kindsOfFiles[file.path] ?? kindsOfFormats[file.format];
    const plain = file.format.replace(/^hostile-/, '').replace(/^txt-.*/, 'text');
    expect(expected === undefined ? [plain] : [expected].flat()).toContain(outcomes.get(file.path)?.kind);
  });

  test.each(files.filter((file) => !exceptions.has(file.path) && !needsRecognition(file)))(
    '$path gives the text that is known to be in it',
    (file) => {
      expect(missingOf(file)).toEqual([]);
    },
  );

  test.each(files.filter(needsRecognition))('$path is said to be unread without recognition', (file) => {
    const reasons = outcomes.get(file.path)?.gaps.map(({ reason }) => reason);
    expect(reasons?.some((reason) => reason === 'page-not-read' || reason === 'picture-not-read')).toBe(true);
  });

  test.each(files)('$path neither ends its process nor keeps it', (file) => {
    const ends = outcomes
      .get(file.path)
      ?.gaps.filter(({ reason }) => ['crashed', 'timed-out', 'out-of-memory'].includes(reason));
    expect(ends).toEqual([]);
  });

  test.each([...exceptions.keys()])('%s is still an exception', (name) => {
    const file = files.find(({ path: other }) => other === name);
    expect(file).toBeDefined();
    expect(file === undefined ? [] : missingOf(file)).not.toEqual([]);
  });

  test.each([
    'hostile/libarchive__test_read_format_zip_traditional_encryption_data.zip',
    'hostile/poi__protected_passtika.xlsx',
    'hostile/poi__xor-encryption-abc.xls',
    'hostile/qpdf__enc-R3,V2,U=view,O=view.pdf',
  ])('%s is read with its password and said to be encrypted without', async (name) => {
    const file = files.find(({ path: other }) => other === name);
    expect(file?.password).toBeDefined();
    if (file === undefined) return;
    const closed = outcomes.get(name)?.gaps.map(({ reason }) => reason);
    const opened = await read(file, ['wrong', file.password ?? '']);
    expect(closed).toContain('encrypted');
    expect(opened.gaps.map(({ reason }) => reason)).not.toContain('encrypted');
    expect(opened.text.length).toBeGreaterThan(0);
  });
});

import { createHmac } from 'node:crypto';
import path from 'node:path';
import { CopyIndexRefused } from '../copies/copy-index.ts';
import { describeGap } from '../document/gaps.ts';
import type { Gap, GapReason } from '../document/gaps.ts';
import type { ExtractionEvent } from '../process/events.ts';
import { ReadingPool } from '../process/reading-pool.ts';
import { showSafely } from '../scan/file-name.ts';
import { openFile } from '../scan/open-file.ts';
import { isTelling } from '../scan/picture-finder.ts';
import { readPasswords } from '../scan/read-lists.ts';
import { walkPaths } from '../scan/walk.ts';
import type { IndexAddOptions } from './define-inspect-commands.ts';
import { inspectExitCodes, UsageFault } from './inspect-io.ts';
import type { InspectExitCode, Setting } from './inspect-io.ts';
import { checkPaths } from './check-paths.ts';
import { loadKey } from './load-engine.ts';
import { openProtectedIndex } from './protected-index.ts';
import type { ProtectedIndex } from './protected-index.ts';

/** One text to protect: that of a file, or of a file within it. */
export interface TextToProtect {
  /** Names of entries from outside in; empty for the file itself. */
  path: readonly string[];
  text: string;
}

/** Texts beside a document's own: everybody's file has such an author and such a program. */
const asideKinds: ReadonlySet<string> = new Set(['property', 'name', 'attribute']);

const passageUnitsMin = 40;

/** Pictures kept of one document. */
const picturesMax = 10_000;

/** Gaps that leave nothing out of the text that is protected. */
const harmlessGaps: ReadonlySet<GapReason> = new Set(['external-content', 'cycle']);

interface Adding {
  readonly index: ProtectedIndex;
  readonly pool: ReadingPool;
  readonly key: Uint8Array;
  readonly options: IndexAddOptions;
  readonly passwords: readonly string[];
  readonly setting: Setting;
}

/** `fengni index add`: protects every file under the paths; files within files become documents of their own. */
export async function runIndexAdd(
  { folder, paths }: { folder: string; paths: readonly string[] },
  options: IndexAddOptions,
  setting: Setting,
): Promise<InspectExitCode> {
  await checkPaths(paths);
  const passwords = options.passwordFile === undefined ? [] : await readPasswords(options.passwordFile);
  const files: { file: Buffer; shown: string }[] = [];
  let failures = 0;
  for await (const walked of walkPaths(paths, { signal: setting.signal })) {
    if (walked.is === 'file') files.push(walked);
    else {
      failures += 1;
      sayGap({ path: [], reason: walked.reason }, walked.shown, setting);
    }
  }
  if (options.id !== undefined && files.length !== 1)
    throw new UsageFault(
      `--id 只能用于一个文件，现有 ${files.length} 个。`,
      `--id is for a single file; there are ${files.length}.`,
    );
  const key = await loadKey(options.keyFile, setting);
  const index = await openProtectedIndex(folder, { key, mode: 'write' });
  const pool = new ReadingPool({ jobs: 1 });
  try {
    const adding = { index, pool, key, options, passwords, setting };
    for (const file of files) {
      setting.signal.throwIfAborted();
      if (!(await addFile(file, adding))) failures += 1;
    }
    sayTotal(index, setting);
  } finally {
    await Promise.all([pool.close(), index.close()]);
  }
  return failures === 0 ? inspectExitCodes.pass : inspectExitCodes.unread;
}

function sayTotal({ texts, pictures }: ProtectedIndex, { io, t }: Setting): void {
  const { documents } = texts.state();
  const hashes = pictures?.state().hashes ?? 0;
  io.err(
    `${t(`指纹库现有 ${documents} 份文件，${hashes} 幅图片`, `The index now holds ${documents} documents and ${hashes} pictures`)}\n`,
  );
}

/** True when all of the file was read and protected. */
async function addFile(file: { file: Buffer; shown: string }, adding: Adding): Promise<boolean> {
  const { pool, options, passwords, setting } = adding;
  const opened = await openFile(file.file, setting.signal).catch(() => undefined);
  if (opened === undefined) {
    sayGap({ path: [], reason: 'unreadable' }, file.shown, setting);
    return false;
  }
  try {
    const request = { options: { ocr: options.ocr, passwords }, signal: setting.signal };
    const { texts, gaps, pictures } = await collectTexts(pool.inspect({ path: opened.path }, request));
    for (const gap of gaps) sayGap(gap, file.shown, setting);
    const first = documentId(opened.sha256, file, adding);
    let isWhole = gaps.length === 0;
    const hasPictures = addPictures(first, pictures, file.shown, adding);
    if (texts.length === 0 && !hasPictures) {
      sayRefusal(file.shown, new CopyIndexRefused('text-too-short', '12'), setting);
      isWhole = false;
    }
    for (const [at, text] of texts.entries()) {
      // A few words recognised in a protected picture are no document.
      if (hasPictures && text.text.length < passageUnitsMin) continue;
      const id = idWithin(first, text, at, options);
      if (!(await addText(id, text, file.shown, adding))) isWhole = false;
    }
    return isWhole;
  } finally {
    await opened.close();
  }
}

/** True when there was a picture that can be told from others. */
function addPictures(
  id: string,
  pictures: readonly string[],
  shown: string,
  { index, setting }: Adding,
): boolean {
  if (pictures.length === 0 || index.pictures === undefined) return false;
  index.pictures.add(id, pictures);
  const line = setting.t(
    `已登记 ${id}（${pictures.length} 幅图片）  ${shown}`,
    `added ${id} (${pictures.length} pictures)  ${shown}`,
  );
  setting.io.out(`${line}\n`);
  return true;
}

/** The texts of a file, that of each file within it apart, hashes of its pictures, and what was not read. */
export async function collectTexts(
  events: AsyncIterable<ExtractionEvent>,
): Promise<{ texts: TextToProtect[]; gaps: Gap[]; pictures: string[] }> {
  const pieces = new Map<string, { path: readonly string[]; lines: string[] }>();
  const gaps: Gap[] = [];
  const pictures = new Set<string>();
  for await (const event of events) {
    if (event.type === 'picture' && isTelling(event.picture) && pictures.size < picturesMax)
      pictures.add(event.picture.hash.pHash);
    if (event.type === 'gap' && !harmlessGaps.has(event.gap.reason)) gaps.push(event.gap);
    if (event.type !== 'segments') continue;
    for (const { text, place, overlap = 0 } of event.segments) {
      if (asideKinds.has(place.kind)) continue;
      const at = place.path.join('\0');
      const piece = pieces.get(at) ?? { path: place.path, lines: [] };
      pieces.set(at, piece);
      const rest = text.slice(overlap);
      if (overlap > 0 && piece.lines.length > 0) piece.lines.push(`${piece.lines.pop() ?? ''}${rest}`);
      else piece.lines.push(rest);
    }
  }
  const texts = [...pieces.values()].map(({ path: inner, lines }) => ({
    path: inner,
    text: lines.join('\n'),
  }));
  return { texts: texts.filter(({ text }) => text.trim() !== ''), gaps, pictures: [...pictures] };
}

function documentId(
  sha256: string,
  { file, shown }: { file: Buffer; shown: string },
  { key, options }: Adding,
): string {
  if (options.id !== undefined) return options.id;
  if (options.names === true) return path.basename(shown === '' ? file.toString('utf8') : shown);
  return `doc-${createHmac('sha256', key).update(`document\n${sha256}`).digest('hex').slice(0, 12)}`;
}

/** Files within a file are told apart by number, or by name where names are used. */
function idWithin(
  id: string,
  { path: inner }: TextToProtect,
  at: number,
  { names }: IndexAddOptions,
): string {
  if (inner.length === 0) return id;
  return names === true ? [id, ...inner].join('/') : `${id}.${at + 1}`;
}

async function addText(id: string, { text }: TextToProtect, shown: string, adding: Adding): Promise<boolean> {
  const { index, setting } = adding;
  try {
    const { tokens } = await index.texts.add(id, text);
    const line = setting.t(
      `已登记 ${id}（${tokens} 字）  ${shown}`,
      `added ${id} (${tokens} characters)  ${shown}`,
    );
    setting.io.out(`${line}\n`);
    return true;
  } catch (error) {
    if (!(error instanceof CopyIndexRefused)) throw error;
    sayRefusal(shown, error, setting);
    return false;
  }
}

function sayRefusal(shown: string, refused: CopyIndexRefused, { io, language, t }: Setting): void {
  io.err(`${t(`未登记 ${shown}：`, `Not added ${shown}: `)}${refused.texts[language]}\n`);
}

function sayGap(gap: Gap, shown: string, { io, language, t }: Setting): void {
  const where = [shown, ...gap.path.map((name) => showSafely(name))].join(' › ');
  io.err(`${t(`未读取 ${where}：`, `Not read ${where}: `)}${describeGap(gap)[language]}\n`);
}

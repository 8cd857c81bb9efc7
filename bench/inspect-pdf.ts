import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { collectExtraction } from '../packages/inspect/src/document/testing/collect.ts';
import { extractPdf } from '../packages/inspect/src/pages/pdf.ts';
import { makeTextPdf } from '../packages/inspect/src/pages/testing/make-pdf.ts';
import { type Bench, percentile, round, timeCalls } from './result.ts';
import { withFolder } from './stage.ts';

const ratioMin = 0.5;
const wordsMin = 0.98;
const pageCount = 200;
const calls = 7;
const corpus = path.resolve(import.meta.dirname, '../../shared/corpus/pdf');

/**
 * (b) Text out of PDF against `pdftotext` on the same files, one file after the other: a document of many pages of
 * Chinese, and the small files of the corpus. The peer is started for each file, which is how it is used; both read the
 * file from disk.
 */
export const benchInspectPdf: Bench = async (report) => {
  if (!hasPeer()) {
    process.stderr.write('inspect-pdf: skipped, pdftotext is not on this machine\n');
    return;
  }
  await withFolder(async (folder) => {
    const file = path.join(folder, 'pages.pdf');
    writeFileSync(file, makeTextPdf(chinesePages(pageCount)));
    await compare(`inspect-pdf: ${pageCount} pages`, { files: [file], report });
  });
  if (!existsSync(corpus)) {
    process.stderr.write('inspect-pdf: corpus skipped, it is not beside the repository\n');
    return;
  }
  const files = readdirSync(corpus)
    .filter((name) => name.endsWith('.pdf'))
    .map((name) => path.join(corpus, name));
  await compare(`inspect-pdf: ${files.length} files of the corpus`, { files, report });
};

async function compare(
  bench: string,
  { files, report }: { files: readonly string[]; report: Parameters<Bench>[0] },
): Promise<void> {
  const readEach = async () => {
    for (const file of files) await readText(file);
  };
  const own = await timeCalls(readEach, { calls, warmUp: 2 });
  const peer = await timeCalls(async () => files.map(readTextOfPeer), { calls, warmUp: 1 });
  const bytes = files.reduce((sum, file) => sum + readFileSync(file).length, 0);
  const [ownMs, peerMs] = [percentile(own, 0.5), percentile(peer, 0.5)];
  const words = await sameWords(files);
  const ratio = peerMs / ownMs;
  report({
    bench,
    value: round(bytes / 1024 ** 2 / (ownMs / 1000)),
    unit: 'MiB/s',
    peer: round(bytes / 1024 ** 2 / (peerMs / 1000)),
    ratio: round(ratio),
    aim: `≥ ${ratioMin} of pdftotext, and its words`,
    met: ratio >= ratioMin && words >= wordsMin,
    more: { ownMs: round(ownMs), peerMs: round(peerMs), wordsFound: round(words, 4) },
  });
}

function hasPeer(): boolean {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function readText(file: string): Promise<string> {
  const { segments } = await collectExtraction(extractPdf, new Uint8Array(readFileSync(file)));
  return segments.map(({ text }) => text).join('\n');
}

function readTextOfPeer(file: string): string {
  return execFileSync('pdftotext', ['-enc', 'UTF-8', file, '-'], {
    encoding: 'utf8',
    maxBuffer: 1024 ** 3,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** The share of the peer's words that are found. Scripts written without spaces count by pairs of characters. */
async function sameWords(files: readonly string[]): Promise<number> {
  let found = 0;
  let all = 0;
  for (const file of files) {
    const own = new Set(wordsOf(await readText(file)));
    const peer = wordsOf(readTextOfPeer(file));
    all += peer.length;
    found += peer.filter((word) => own.has(word)).length;
  }
  return found / all;
}

function wordsOf(text: string): string[] {
  const runs = text.normalize('NFKC').match(/[\p{L}\p{N}]+/gu) ?? [];
  return runs.flatMap((run) =>
    /[\u3040-\u9fff]/.test(run)
      ? Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2))
      : [run],
  );
}

const sentence =
  '各单位应当按照规定对会议材料逐份编号登记，会后统一清退；需要留存的，由承办部门在三个工作日内办理归档手续。';

/** Pages of text that differ from each other, without chance. */
function chinesePages(count: number): string[][] {
  const letters = Array.from(sentence);
  return Array.from({ length: count }, (_page, page) =>
    Array.from({ length: 36 }, (_line, line) => {
      const shift = (page * 37 + line * 11) % letters.length;
      return `${page + 1}.${line + 1} ${[...letters.slice(shift), ...letters.slice(0, shift)].join('')}`.slice(
        0,
        44,
      );
    }),
  );
}

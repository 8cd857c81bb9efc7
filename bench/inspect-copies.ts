import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { CopyIndex } from '../packages/inspect/src/copies/copy-index.ts';
import { convertToTraditional } from '../packages/inspect/src/copies/testing/traditional.ts';
import { openCopyIndex } from '../packages/inspect/src/copies/open-copy-index.ts';
import { changeEveryTenth, makeChance, makeDocument } from './chinese-text.ts';
import { type Bench, type Report, percentile, round } from './result.ts';
import { withFolder } from './stage.ts';

const run = promisify(execFile);
/** Always the same, so that runs can be compared: which fingerprints are kept depends on it. */
const key = Buffer.alloc(32, 42);
const documents = 1000;
const probes = 100;
const recallMin = 0.95;
const growthMax = 1.5;
/** Paragraphs to a document where only time is measured. */
const smallParagraphs = 2;
const sizes = [1_000, 10_000, 100_000];
/** Documents that are in no index: what stands around a copied passage, and what must not be found. */
const strangers = 10_000_000;

type Kind =
  | 'whole'
  | 'chapter'
  | `paragraph ${30 | 60 | 120}`
  | `every tenth changed ${30 | 60 | 120}`
  | 'sentences in another order'
  | 'traditional 60';

/** Recall that was promised; the rest is measured and told. */
const promised: ReadonlySet<Kind> = new Set<Kind>([
  'whole',
  'chapter',
  'paragraph 30',
  'paragraph 60',
  'paragraph 120',
  'every tenth changed 60',
  'every tenth changed 120',
  'sentences in another order',
  'traditional 60',
]);

function cut(text: string, length: number, chance: () => number): string {
  const from = Math.floor(chance() * Math.max(0, text.length - length));
  return text.slice(from, from + length);
}

/** What is copied of document `i`. */
function copyOf(kind: Kind, i: number, chance: () => number): string {
  const { text, paragraphs } = makeDocument(i);
  const paragraph = paragraphs[Math.floor(chance() * paragraphs.length)] ?? '';
  if (kind === 'whole') return text;
  if (kind === 'chapter') return paragraphs.slice(0, 2).join('\n');
  if (kind === 'traditional 60') return convertToTraditional(cut(paragraph, 60, chance));
  if (kind === 'sentences in another order') {
    const sentences = paragraph.split(/(?<=。)/);
    return sentences.toReversed().join('');
  }
  const length = Number(/\d+$/.exec(kind)?.[0]);
  const passage = cut(paragraph, length, chance);
  return kind.startsWith('every') ? changeEveryTenth(passage, chance) : passage;
}

/** The copy within a document that has nothing to do with it, except when the whole was copied. */
function placeCopy(kind: Kind, copy: string, i: number): string {
  if (kind === 'whole') return copy;
  const around = makeDocument(strangers + i, 2).text;
  const middle = around.indexOf('\n', Math.floor(around.length / 2)) + 1;
  return `${around.slice(0, middle)}${copy}\n${around.slice(middle)}`;
}

const kinds: readonly Kind[] = [
  'whole',
  'chapter',
  'paragraph 120',
  'paragraph 60',
  'paragraph 30',
  'every tenth changed 120',
  'every tenth changed 60',
  'every tenth changed 30',
  'sentences in another order',
  'traditional 60',
];

async function fill(index: CopyIndex, from: number, to: number, paragraphs: number): Promise<void> {
  for (let i = from; i < to; i += 1) await index.add(`d${i}`, makeDocument(i, paragraphs).text);
}

async function hasSsdeep(): Promise<boolean> {
  try {
    await run('ssdeep', ['-V']);
    return true;
  } catch {
    return false;
  }
}

/** Which of the probes ssdeep matches with the document they are of, at any score above zero, and how many with another. */
async function askSsdeep(
  folder: string,
  queries: readonly { i: number; text: string }[],
): Promise<{ found: number; wrong: number }> {
  const asked = path.join(folder, 'asked');
  await mkdir(asked, { recursive: true });
  for (const [at, { i, text }] of queries.entries())
    await writeFile(path.join(asked, `${String(at).padStart(4, '0')}-d${i}`), text);
  const names = queries.map(({ i }, at) => path.join(asked, `${String(at).padStart(4, '0')}-d${i}`));
  const { stdout } = await run(
    'ssdeep',
    ['-s', '-b', '-t', '1', '-m', path.join(folder, 'known'), ...names],
    {
      maxBuffer: 256 * 1024 * 1024,
    },
  );
  const found = new Set<string>();
  const wrong = new Set<string>();
  for (const [, name = '', of = ''] of stdout.matchAll(/^(\S+) matches \S*?:?(d\d+) \(\d+\)$/gm))
    (name.endsWith(`-${of}`) ? found : wrong).add(name);
  return { found: found.size, wrong: wrong.size };
}

async function writeKnown(folder: string): Promise<void> {
  const known = path.join(folder, 'documents');
  await mkdir(known, { recursive: true });
  const names = Array.from({ length: documents }, (_, i) => path.join(known, `d${i}`));
  for (const [i, name] of names.entries()) await writeFile(name, makeDocument(i).text);
  const { stdout } = await run('ssdeep', ['-s', '-b', ...names], { maxBuffer: 64 * 1024 * 1024 });
  await writeFile(path.join(folder, 'known'), stdout);
}

/** Recall of each kind of copy and false hits, in an index of a thousand documents. */
async function benchRecall(report: Report, folder: string): Promise<void> {
  const index = await openCopyIndex(path.join(folder, 'recall'), {
    key,
    mode: 'write',
    syncEach: false,
    lowSide: false,
  });
  try {
    await fill(index, 0, documents, 4);
    const withPeer = await hasSsdeep();
    if (withPeer) await writeKnown(folder);
    for (const kind of kinds) {
      const chance = makeChance(7);
      const queries = Array.from({ length: probes }, () => {
        const i = Math.floor(chance() * documents);
        return { i, text: placeCopy(kind, copyOf(kind, i, chance), i) };
      });
      const answers = queries.map(({ text }) => index.query(text).map(({ id }) => id));
      const found = answers.filter((ids, at) => ids.includes(`d${queries[at]?.i}`)).length;
      const wrong = answers.filter((ids, at) => ids.some((id) => id !== `d${queries[at]?.i}`)).length;
      const peer = withPeer ? await askSsdeep(folder, queries) : undefined;
      report({
        bench: `near copies: recall, ${kind}`,
        value: round(found / probes),
        unit: 'share',
        peer: peer === undefined ? null : round(peer.found / probes),
        ratio: null,
        aim: promised.has(kind) ? `≥ ${recallMin}` : 'told, not promised',
        met: !promised.has(kind) || found / probes >= recallMin,
        more: {
          queriesWithAWrongDocument: wrong,
          peerQueriesWithAWrongDocument: peer?.wrong ?? 'ssdeep is not here',
        },
      });
    }
    reportFalseHits(report, index);
  } finally {
    await index.close();
  }
}

function reportFalseHits(report: Report, index: CopyIndex): void {
  const asked = 1000;
  let hit = 0;
  for (let i = 0; i < asked; i += 1)
    if (index.query(makeDocument(strangers + 50_000 + i, 3).text).length > 0) hit += 1;
  report({
    bench: 'near copies: unrelated documents with a hit',
    value: round(hit / asked, 4),
    unit: 'share',
    peer: null,
    ratio: null,
    aim: '≤ 0.01',
    met: hit / asked <= 0.01,
    more: { asked },
  });
}

interface Sized {
  size: number;
  index: CopyIndex;
  addedPerSecond: number;
  segmentsBeforeCompacting: number;
  took: number[];
  found: number;
}

/**
 * Median time of a query of a paragraph within 500 characters, for indexes of growing size; each query is asked of all
 * of them in turn, so that what else the machine does falls on all alike.
 */
async function benchGrowth(report: Report, folder: string): Promise<void> {
  const sized: Sized[] = [];
  try {
    for (const size of sizes) sized.push(await buildSized(folder, size));
    await askInTurn(sized);
    for (const [at, the] of sized.entries()) {
      const median = percentile(the.took, 0.5);
      const before = sized[at - 1];
      const growth = before === undefined ? null : median / percentile(before.took, 0.5);
      const state = the.index.state();
      report({
        bench: `near copies: query with ${the.size} documents`,
        value: round(median, 3),
        unit: 'ms',
        peer: null,
        ratio: growth === null ? null : round(growth),
        aim: `growth < ${growthMax} for ten times the documents`,
        met: growth === null || growth < growthMax,
        more: {
          p99: round(percentile(the.took, 0.99), 2),
          recallOf60: round(the.found / the.took.length),
          segmentsBeforeCompacting: the.segmentsBeforeCompacting,
          fingerprints: state.fingerprints,
          megabytesOnDisk: round(state.bytes / 1e6, 1),
          addedPerSecond: round(the.addedPerSecond, 0),
          megabytesOfProcess: round(process.memoryUsage().rss / 1e6, 0),
        },
      });
    }
  } finally {
    for (const { index } of sized) await index.close();
  }
}

async function buildSized(folder: string, size: number): Promise<Sized> {
  const index = await openCopyIndex(path.join(folder, `growth-${size}`), {
    key,
    mode: 'write',
    syncEach: false,
    lowSide: false,
  });
  const begun = performance.now();
  await fill(index, 0, size, smallParagraphs);
  const addedPerSecond = size / ((performance.now() - begun) / 1000);
  const segmentsBeforeCompacting = index.state().segments;
  await index.compact();
  return { size, index, addedPerSecond, segmentsBeforeCompacting, took: [], found: 0 };
}

async function askInTurn(sized: readonly Sized[]): Promise<void> {
  const chance = makeChance(11);
  const least = sizes[0] ?? 1;
  const warmUp = 100;
  for (let asked = 0; asked < warmUp + 400; asked += 1) {
    const i = Math.floor(chance() * least);
    const [paragraph = ''] = makeDocument(i, smallParagraphs).paragraphs;
    const text = `${makeDocument(strangers + i, 1).text.slice(0, 440)}\n${cut(paragraph, 60, chance)}`;
    for (const the of sized) {
      const begun = performance.now();
      const answers = the.index.query(text);
      if (asked < warmUp) continue;
      the.took.push(performance.now() - begun);
      if (answers.some(({ id }) => id === `d${i}`)) the.found += 1;
    }
  }
}

/** (d) Near copies: what is found and what is not, against `ssdeep`, and how time grows with the index. */
export const benchInspectCopies: Bench = (report) =>
  withFolder(async (folder) => {
    await benchRecall(report, folder);
    await benchGrowth(report, folder);
  });

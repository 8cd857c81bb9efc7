import { createHash } from 'node:crypto';
import type { Cosignature } from '@fengni/seal/cosignature';
import { SealError } from '@fengni/seal/errors';
import { type VerifierKey, formatVerifierKey, parseVerifierKey } from '@fengni/seal/note';
import { encodeDisclosure, formatProof, parseProof, verifyProof } from '@fengni/seal/proof';
import { z } from 'zod';
import type { Bilingual, Json } from '../command/define.ts';
import { invariant } from '../command/invariant.ts';
import { EntryDetails } from './details.ts';
import type { Evidence, RowImage } from './evidence.ts';
import { parseJson } from './files.ts';
import { digestRows } from './row-digest.ts';

const bundleFormat = 'fengni/evidence/v1';
export const bundleBytesMax = 64 * 1024 * 1024;

/** Everything the answer rests on, and how to check it. */
export interface BundleContent {
  readonly question: Json;
  readonly answer: Json;
  /** Rows the answer was made of, each with the entry that wrote it last. */
  readonly rows: readonly (RowImage & { readonly entryId: string })[];
  readonly evidence: Evidence;
  /** The log's keys; who checks should have them from elsewhere. */
  readonly verifiers: readonly VerifierKey[];
}

/**
 * One JSON text file for a third party: question, answer, and for each row its image, the entry that wrote it, the list
 * of all rows of that entry, and a disclosing tlog-proof. It proves every event listed; that none is missing is proved
 * by an export of the whole range, not by this.
 */
export function proofBundle(content: BundleContent): string {
  const { evidence, rows } = content;
  const proven = new Set(evidence.entries.map(({ entryId }) => entryId));
  invariant(
    rows.every(({ entryId }) => proven.has(entryId)),
    'every row of a bundle has its entry in it',
  );
  const entries = evidence.entries.map((entry) => ({
    id: entry.entryId,
    rows: entry.rows.map(({ table, rowId, hash }) => [table, rowId, hash]),
    proof: formatProof({
      index: entry.leafIndex,
      path: entry.path,
      checkpoint: evidence.checkpoint,
      extra: encodeDisclosure({
        leaf: entry.leaf,
        opened: { salt: entry.salt, details: parseJson(entry.details) },
      }),
    }),
  }));
  const bundle = {
    format: bundleFormat,
    question: content.question,
    answer: content.answer,
    checkpoint: evidence.checkpoint,
    keys: content.verifiers.map(formatVerifierKey),
    rows: rows.map(({ table, rowId, image, entryId }) => ({ table, id: rowId, image, entry: entryId })),
    entries,
  };
  return `${JSON.stringify(bundle, null, 1)}\n`;
}

const Bundle = z.object({
  format: z.literal(bundleFormat),
  question: z.json(),
  answer: z.json(),
  checkpoint: z.string(),
  keys: z.array(z.string()).max(10),
  rows: z.array(z.object({ table: z.string(), id: z.string(), image: z.string(), entry: z.string() })),
  entries: z.array(
    z.object({
      id: z.string(),
      rows: z.array(z.tuple([z.string(), z.string(), z.string().nullable()])),
      proof: z.string(),
    }),
  ),
});

export const bundleFindingTexts = {
  'bundle.malformed': {
    zh: '这不是封泥的证明包，或文件不完整。',
    en: 'This is not an evidence file of Fengni, or it is incomplete.',
  },
  'bundle.keys': {
    zh: '没有给出日志公钥，用的是文件自带的公钥；请与当面取得的公钥核对。',
    en: 'No key of the log was given; the file’s own was used. Compare it with one you got in person.',
  },
  'bundle.signature': {
    zh: '检查点没有所给公钥的有效签名：文件被改动或伪造。',
    en: 'The checkpoint is not signed by the keys given: the file was changed or forged.',
  },
  'bundle.checkpoint': {
    zh: '条目 {entry} 的证明用的是另一个检查点：文件是拼凑的。',
    en: 'The proof of entry {entry} rests on another checkpoint: the file was pieced together.',
  },
  'bundle.proof': {
    zh: '条目 {entry} 不在检查点所封的日志中，或被改动。',
    en: 'Entry {entry} is not in the log the checkpoint seals, or was changed.',
  },
  'bundle.details': {
    zh: '条目 {entry} 的详情与其承诺值不符，或缺失。',
    en: 'The details of entry {entry} do not fit its commitment, or are missing.',
  },
  'bundle.list': {
    zh: '条目 {entry} 所写行的清单与其详情中的摘要不符。',
    en: 'The list of rows written by entry {entry} does not fit the digest in its details.',
  },
  'bundle.row': {
    zh: '{table} 的行 {row} 与条目 {entry} 所记的哈希不符：行被改动，或不是该条目所写。',
    en: 'Row {row} of {table} does not fit the hash entry {entry} recorded: it was changed, or another entry wrote it.',
  },
  'bundle.entry': {
    zh: '{table} 的行 {row} 没有附上写入它的条目。',
    en: 'The entry that wrote row {row} of {table} is not in the file.',
  },
} as const satisfies Record<string, Bilingual>;
export type BundleFindingCode = keyof typeof bundleFindingTexts;
export interface BundleFinding extends Bilingual {
  readonly code: BundleFindingCode;
}

/** A row of the answer, and what is proved of it. */
export interface ProvenRow extends RowImage {
  readonly entryId: string;
  readonly leafIndex: number;
  readonly at: string;
  readonly command: string;
}
export interface BundleReport {
  readonly verdict: 'intact' | 'broken' | 'unreadable';
  readonly question: Json;
  readonly answer: Json;
  readonly checkpoint: { readonly origin: string; readonly size: number; readonly root: string } | null;
  readonly cosigners: readonly { readonly name: string; readonly time: string }[];
  readonly rows: readonly ProvenRow[];
  readonly findings: readonly BundleFinding[];
}

interface ProvenEntry {
  readonly index: number;
  readonly at: string;
  readonly command: string;
  /** Hash of each written row by table and id. */
  readonly hashes: ReadonlyMap<string, string | null>;
}

/**
 * Checks an evidence file off-line: row images against the entries' lists, lists and details against the entries,
 * entries against the checkpoint, the checkpoint against the keys. Question and answer are shown, not proved: compare
 * the answer with the rows. Never throws for what the file holds.
 * @param keys the log's public keys; with none given the file's own are used, and that is said.
 */
export function verifyBundle(
  text: string,
  keys: readonly VerifierKey[],
  witnesses: readonly VerifierKey[] = [],
): BundleReport {
  const findings: BundleFinding[] = [];
  const find = (code: BundleFindingCode, params: Readonly<Record<string, string>> = {}): void => {
    const { zh, en } = bundleFindingTexts[code];
    const fill = (template: string) =>
      template.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
    findings.push({ code, zh: fill(zh), en: fill(en) });
  };
  const bundle = readBundle(text);
  const trusted = keys.length > 0 || bundle === undefined ? keys : ownKeys(bundle.keys);
  if (bundle === undefined || trusted.length === 0) {
    find('bundle.malformed');
    return {
      verdict: 'unreadable',
      question: null,
      answer: null,
      checkpoint: null,
      cosigners: [],
      rows: [],
      findings,
    };
  }
  if (keys.length === 0) find('bundle.keys');
  const entries = new Map<string, ProvenEntry>();
  let checkpoint: BundleReport['checkpoint'] = null;
  let cosignatures: readonly Cosignature[] = [];
  for (const entry of bundle.entries) {
    const proven = proveEntry(entry, { checkpoint: bundle.checkpoint, keys: trusted, witnesses });
    if (proven.fault !== null) find(proven.fault, { entry: entry.id });
    if (proven.entry !== null) entries.set(entry.id, proven.entry);
    if (proven.checkpoint !== null) ({ checkpoint, cosignatures } = proven);
  }
  const rows = bundle.rows.flatMap((row): ProvenRow[] => {
    const place = { table: row.table, row: row.id, entry: row.entry };
    const entry = entries.get(row.entry);
    if (entry === undefined) {
      if (!bundle.entries.some(({ id }) => id === row.entry)) find('bundle.entry', place);
      return [];
    }
    const hash = createHash('sha256').update(row.image, 'utf8').digest('hex');
    if (entry.hashes.get(`${row.table} ${row.id}`) !== hash || idOf(row.image) !== row.id) {
      find('bundle.row', place);
      return [];
    }
    const { index: leafIndex, at, command } = entry;
    return [
      { table: row.table, rowId: row.id, image: row.image, entryId: row.entry, leafIndex, at, command },
    ];
  });
  const broken = findings.some(({ code }) => code !== 'bundle.keys');
  return {
    verdict: broken ? 'broken' : 'intact',
    question: bundle.question,
    answer: bundle.answer,
    checkpoint,
    cosigners: cosignatures.map(({ key, time }) => ({ name: key.name, time: time.toISOString() })),
    rows,
    findings,
  };
}

function readBundle(text: string): z.infer<typeof Bundle> | undefined {
  if (text.length > bundleBytesMax) return undefined;
  try {
    return Bundle.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function ownKeys(lines: readonly string[]): VerifierKey[] {
  try {
    return lines.map(parseVerifierKey);
  } catch {
    return [];
  }
}

/** The id a row image claims. */
function idOf(image: string): unknown {
  try {
    const row: unknown = JSON.parse(image);
    return typeof row === 'object' && row !== null ? Reflect.get(row, 'id') : undefined;
  } catch {
    return undefined;
  }
}

interface EntryProof {
  readonly fault: BundleFindingCode | null;
  readonly entry: ProvenEntry | null;
  readonly checkpoint: BundleReport['checkpoint'];
  readonly cosignatures: readonly Cosignature[];
}

function failed(fault: BundleFindingCode): EntryProof {
  return { fault, entry: null, checkpoint: null, cosignatures: [] };
}

function proveEntry(
  entry: z.infer<typeof Bundle>['entries'][number],
  by: { checkpoint: string; keys: readonly VerifierKey[]; witnesses: readonly VerifierKey[] },
): EntryProof {
  try {
    if (parseProof(entry.proof).checkpoint !== by.checkpoint) return failed('bundle.checkpoint');
    const proof = verifyProof(entry.proof, { logKeys: by.keys, witnesses: by.witnesses });
    const { origin, size, root, signedBy } = proof.checkpoint;
    if (signedBy.length !== by.keys.length) return failed('bundle.signature');
    if (proof.leaf.id !== entry.id) return failed('bundle.proof');
    const details = EntryDetails.safeParse(proof.details).data;
    if (details === undefined || details.entry !== entry.id) return failed('bundle.details');
    const rows = entry.rows.map(([table, rowId, hash]) => ({ table, rowId, hash }));
    const digest = digestRows(rows);
    const lists = digest.count === details.rows.count && digest.digest === details.rows.digest;
    if (!lists) return failed('bundle.list');
    return {
      fault: null,
      entry: {
        index: proof.index,
        at: proof.leaf.time,
        command: details.command,
        hashes: new Map(rows.map((row) => [`${row.table} ${row.rowId}`, row.hash])),
      },
      checkpoint: { origin, size, root: root.toString('hex') },
      cosignatures: proof.cosignatures,
    };
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    if (error.code === 'proof.details') return failed('bundle.details');
    return failed(error.code.startsWith('note.') ? 'bundle.signature' : 'bundle.proof');
  }
}

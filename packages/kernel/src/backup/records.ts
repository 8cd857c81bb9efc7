import { z } from 'zod';
import { refuser } from '../command/refusal.ts';
import { backupErrors } from './errors.ts';

const refuse = refuser(backupErrors);
const recordBytesMax = 64 * 1024 * 1024;
const lengthBytes = 4;
const types = { json: 0x4a, data: 0x44 } as const;

/** First record: what the backup is of, and where the log stood in the same snapshot. */
export const Manifest = z.object({
  kind: z.literal('manifest'),
  madeAt: z.iso.datetime(),
  madeBy: z.string(),
  migrations: z.array(z.object({ name: z.string(), digest: z.string() })),
  head: z.object({ origin: z.string(), epoch: z.int(), size: z.int(), root: z.string() }),
  /** Newest signed checkpoint; the log can be ahead of it by what was not signed yet. */
  checkpoint: z.string().nullable(),
  witnessed: z.object({ size: z.int(), at: z.string(), witness: z.string().nullable() }).nullable(),
  tables: z.array(z.string()),
});
export type Manifest = z.infer<typeof Manifest>;

const TableBegin = z.object({
  kind: z.literal('table'),
  name: z.string().regex(/^[a-z][a-z0-9_]*$/),
  columns: z.array(z.string().regex(/^[a-z][a-z0-9_]*$/)),
});
const TableEnd = z.object({ kind: z.literal('end'), name: z.string(), rows: z.int() });
const BackupEnd = z.object({ kind: z.literal('done'), tables: z.int() });
const Note = z.discriminatedUnion('kind', [Manifest, TableBegin, TableEnd, BackupEnd]);
export type BackupNote = z.infer<typeof Note>;
export type BackupRecord = { readonly note: BackupNote } | { readonly data: Buffer };

/** A record as bytes: length, type, body. */
export function encodeRecord(record: BackupRecord): Buffer {
  const body = 'data' in record ? record.data : Buffer.from(JSON.stringify(record.note), 'utf8');
  const head = Buffer.alloc(lengthBytes + 1);
  head.writeUInt32BE(body.length, 0);
  head.writeUInt8('data' in record ? types.data : types.json, lengthBytes);
  return Buffer.concat([head, body]);
}

/** Reads records from an opened stream. Refuses `backup.damaged` for anything else. */
export async function* decodeRecords(source: AsyncIterable<Buffer>): AsyncGenerator<BackupRecord> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of source) {
    rest = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    let at = 0;
    for (;;) {
      if (rest.length - at < lengthBytes + 1) break;
      const length = rest.readUInt32BE(at);
      if (length > recordBytesMax) throw refuse('backup.damaged');
      const begin = at + lengthBytes + 1;
      if (rest.length < begin + length) break;
      yield decodeBody(rest.readUInt8(at + lengthBytes), rest.subarray(begin, begin + length));
      at = begin + length;
    }
    rest = rest.subarray(at);
  }
  if (rest.length > 0) throw refuse('backup.damaged');
}

function decodeBody(type: number, body: Buffer): BackupRecord {
  if (type === types.data) return { data: body };
  if (type !== types.json) throw refuse('backup.damaged');
  const parsed = Note.safeParse(parseJson(body));
  if (!parsed.success) throw refuse('backup.damaged');
  return { note: parsed.data };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

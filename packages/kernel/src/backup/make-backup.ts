import { to as copyTo } from 'pg-copy-streams';
import type pg from 'pg';
import { invariant } from '../command/invariant.ts';
import { writeFileDurably } from '../keys/write-file.ts';
import { type Manifest, encodeRecord } from './records.ts';
import { type Recipient, sealStream } from './sealed-stream.ts';

export interface MadeBackup {
  readonly manifest: Manifest;
  readonly tables: number;
  readonly rows: number;
}

/** What the migrations write themselves: their own list, which stands in the manifest. */
const leftOut = new Set(['migration']);

/**
 * Writes every table, as of one snapshot, into one sealed file. The connection is the owner's; the keys folder and the
 * queue of jobs are not in it (docs/adr/0010).
 */
export async function makeBackup(the: {
  readonly client: pg.Client;
  readonly file: string;
  readonly recipient: Recipient;
  readonly now: Date;
  readonly madeBy: string;
}): Promise<MadeBackup> {
  const { client } = the;
  await client.query('begin isolation level repeatable read read only');
  try {
    const tables = await listTables(client);
    const manifest = await describe(client, { ...the, tables: tables.map((table) => table.name) });
    const counted = { rows: 0 };
    await writeFileDurably(the.file, sealStream(recordsOf(client, manifest, tables, counted), the.recipient));
    return { manifest, tables: tables.length, rows: counted.rows };
  } finally {
    await client.query('rollback');
  }
}

interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Tables of the house with their stored columns; what is generated is made again. */
export async function listTables(client: pg.ClientBase): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' group by c.relname order by c.relname`,
  );
  const tables = rows.filter((table) => !leftOut.has(table.name));
  invariant(
    tables.every((table) => [table.name, ...table.columns].every((name) => /^[a-z][a-z0-9_]*$/.test(name))),
    'tables and columns have plain names',
  );
  return tables;
}

async function describe(
  client: pg.Client,
  the: { now: Date; madeBy: string; tables: string[] },
): Promise<Manifest> {
  const migrations = await client.query<{ name: string; digest: string }>(
    'select name, digest from migration order by name',
  );
  const heads = await client.query<Manifest['head']>(
    `select origin, epoch, size::int as size, encode(root, 'base64') as root from log_head`,
  );
  const notes = await client.query<{ note: string }>(
    'select note from log_checkpoint order by size desc limit 1',
  );
  const witnessed = await client.query<{ size: number; at: Date; witness: string | null }>(
    `select size::int as size, witnessed_at as at, witness from log_checkpoint
     where witnessed_at is not null order by size desc limit 1`,
  );
  const head = heads.rows[0];
  invariant(head !== undefined, 'a house that has started has the head of a log');
  const last = witnessed.rows[0];
  return {
    kind: 'manifest',
    madeAt: the.now.toISOString(),
    madeBy: the.madeBy,
    migrations: migrations.rows,
    head,
    checkpoint: notes.rows[0]?.note ?? null,
    witnessed: last === undefined ? null : { ...last, at: last.at.toISOString() },
    tables: the.tables,
  };
}

async function* recordsOf(
  client: pg.Client,
  manifest: Manifest,
  tables: readonly TableShape[],
  counted: { rows: number },
): AsyncGenerator<Buffer> {
  yield encodeRecord({ note: manifest });
  for (const { name, columns } of tables) {
    yield encodeRecord({ note: { kind: 'table', name, columns: [...columns] } });
    const stream = client.query(copyTo(`copy public.${name} (${columns.join(', ')}) to stdout`));
    for await (const chunk of stream) {
      invariant(Buffer.isBuffer(chunk), 'COPY gives bytes');
      yield encodeRecord({ data: chunk });
    }
    counted.rows += stream.rowCount;
    yield encodeRecord({ note: { kind: 'end', name, rows: stream.rowCount } });
  }
  yield encodeRecord({ note: { kind: 'done', tables: tables.length } });
}

import { timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { FieldFault, FieldReader, FieldWriter } from '../copies/byte-fields.ts';
import { checksum, replaceFile } from '../copies/durable-files.ts';
import { deriveKey, keyBytesMin, sealText } from '../copies/keys.ts';
import { formKinds } from './cell-forms.ts';
import type { CellArrays } from './cell-store.ts';
import { ExactTableRefused } from './exact-table.ts';
import type { ColumnKind, ExactColumn } from './exact-table.ts';
import { LoadedTable } from './loaded-table.ts';
import type { TableHead } from './loaded-table.ts';

const magic = 'FNGEXACT';
const formatVersion = 1;
const columnKinds: readonly ColumnKind[] = ['name', 'number', 'phone', 'id', 'coordinate', 'free'];

/** The table as bytes: version, checksum, head and arrays, sealed with the key (HMAC-SHA-256). */
export function encodeExactTable(table: LoadedTable, key: Uint8Array): Buffer {
  const fileKey = deriveKey(key, 'exact/file');
  const { head, arrays } = table;
  const writer = new FieldWriter(table.bytes + 4096)
    .text(magic)
    .u32(formatVersion)
    .text(sealText(fileKey, 'key'))
    .text(head.id)
    .text(String(head.withinUnits))
    .text(String(head.toleranceDegrees))
    .varint(head.rowCount)
    .varint(head.columns.length);
  for (const { name, kind, alone } of head.columns)
    writer
      .text(name)
      .u8(columnKinds.indexOf(kind))
      .u8(alone ? 1 : 0);
  for (const lengths of head.lengths) writer.varint(lengths.length).words(Uint32Array.from(lengths));
  for (const words of wordArrays(arrays)) writer.varint(words.length).words(words);
  writer.bytes(arrays.columns);
  const body = writer.finish();
  const tail = new FieldWriter(80).u32(checksum(body)).text(sealText(fileKey, body)).finish();
  return Buffer.concat([body, tail]);
}

function wordArrays(arrays: CellArrays): Uint32Array[] {
  const { filter, lead, slots, hashLow, hashHigh, rowsFrom, rows } = arrays;
  return [filter, lead, slots, hashLow, hashHigh, rowsFrom, rows];
}

const tailBytes = 4 + 1 + 64;

/** @throws ExactTableRefused `damaged`, `wrong-key`, `weak-key`, `unknown-version` */
export function decodeExactTable(bytes: Uint8Array, key: Uint8Array): LoadedTable {
  if (key.byteLength < keyBytesMin) throw new ExactTableRefused('weak-key');
  if (bytes.byteLength < tailBytes) throw new ExactTableRefused('damaged', 'length');
  const body = bytes.subarray(0, bytes.byteLength - tailBytes);
  try {
    const tail = new FieldReader(bytes.subarray(bytes.byteLength - tailBytes));
    if (tail.u32() !== checksum(body)) throw new FieldFault('checksum');
    return parseTable(body, tail.text(), key);
  } catch (error) {
    if (error instanceof FieldFault) throw new ExactTableRefused('damaged', error.message);
    throw error;
  }
}

function parseTable(body: Uint8Array, seal: string, key: Uint8Array): LoadedTable {
  const fileKey = deriveKey(key, 'exact/file');
  const reader = new FieldReader(body);
  if (reader.text() !== magic) throw new FieldFault('not a table');
  const version = reader.u32();
  if (version !== formatVersion) throw new ExactTableRefused('unknown-version', String(version));
  if (!isSame(reader.text(), sealText(fileKey, 'key'))) throw new ExactTableRefused('wrong-key');
  if (!isSame(seal, sealText(fileKey, body))) throw new FieldFault('seal');
  const head = parseHead(reader);
  const words = (): Uint32Array => reader.words(reader.varint());
  const arrays: CellArrays = {
    filter: words(),
    lead: words(),
    slots: words(),
    hashLow: words(),
    hashHigh: words(),
    rowsFrom: words(),
    rows: words(),
    columns: reader.bytes(),
  };
  return new LoadedTable(head, arrays, key);
}

function parseHead(reader: FieldReader): TableHead {
  const head: TableHead = {
    id: reader.text(),
    withinUnits: Number(reader.text()),
    toleranceDegrees: Number(reader.text()),
    rowCount: reader.varint(),
    columns: [],
    lengths: [],
  };
  const columns = reader.varint();
  for (let i = 0; i < columns; i += 1) head.columns.push(parseColumn(reader));
  head.lengths = formKinds.map(() => Array.from(reader.words(reader.varint())));
  return head;
}

function parseColumn(reader: FieldReader): ExactColumn {
  const name = reader.text();
  const kind = columnKinds[reader.u8()];
  if (kind === undefined) throw new FieldFault('a column of no known kind');
  return { name, kind, alone: reader.u8() === 1 };
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

/** Writes the table in place of the file, whole or not at all. */
export function saveExactTable(file: string, table: LoadedTable, key: Uint8Array): void {
  replaceFile(file, encodeExactTable(table, key));
}

/** @throws ExactTableRefused `damaged`, `wrong-key`, `weak-key`, `unknown-version` */
export function openExactTable(file: string, { key }: { key: Uint8Array }): LoadedTable {
  return decodeExactTable(readFileSync(file), key);
}

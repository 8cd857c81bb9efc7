import type pg from 'pg';
import type { LoadTx } from '../command/define.ts';

/** Rows of a statement, wherever it runs: as the auditor in a query, as the owner at the command line. */
export interface LogReader {
  readonly rows: <Row>(text: string, values?: readonly unknown[]) => Promise<Row[]>;
}

export function readerOfTx(tx: Pick<LoadTx, 'readSql'>): LogReader {
  return { rows: (text, values = []) => tx.readSql(text, values) };
}

/** Reads over a connection of the owner's. Statements cast sizes to float8, so any parser of types will do. */
export function readerOf(client: pg.ClientBase): LogReader {
  return {
    async rows<Row>(text: string, values: readonly unknown[] = []) {
      const { rows } = await client.query(text, [...values]);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the caller names the row type of his statement
      return rows as Row[];
    },
  };
}

// as the triggers' note_rows_written writes rows, whatever the client's own settings
const asLogged = `set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
  set local bytea_output = 'hex'; set local extra_float_digits = '1'`;

/** Runs `work` on one snapshot of the database, read only, with rows written as the log hashes them. */
export async function withSnapshot<T>(
  client: pg.ClientBase,
  work: (reader: LogReader) => Promise<T>,
): Promise<T> {
  await client.query('begin isolation level repeatable read read only');
  try {
    await client.query(asLogged);
    return await work(readerOf(client));
  } finally {
    await client.query('rollback');
  }
}

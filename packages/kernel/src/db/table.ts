import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';

/** A table of the database by name, carrying the type of its rows. */
export interface Table<Row extends { id: string }> {
  readonly name: string;
  readonly row?: Row;
}

/** Declares a table for the kernel's typed reads and writes. */
export function table<Row extends { id: string }>(name: string): Table<Row> {
  return { name };
}

const builder = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/**
 * A query builder over the named row types. It only compiles; a transaction runs what it built,
 * so that no query can be run outside a transaction with a role and a caller.
 */
export function tables<Tables>(): Kysely<Tables> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it only compiles; the row types are the module's named ones
  return builder as Kysely<Tables>;
}

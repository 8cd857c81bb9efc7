import { createHash } from 'node:crypto';
import { Socket } from 'node:net';
import type { CompiledQuery } from 'kysely';
import type pg from 'pg';
import { invariant } from '../command/invariant.ts';
import type { OutsideProof } from '../access/directory/proof.ts';
import { refuse } from '../command/refusal.ts';
import type { Table } from './table.ts';

/** The narrow database roles a transaction steps into (DESIGN §3). */
export type DbRole = 'reader' | 'writer' | 'sealer' | 'clockwork';

/** A row that was found in the caller's sight and locked; only the kernel makes one, and only writes take one. */
export type Locked<Row> = Row & { readonly [lockedRow]: true };
declare const lockedRow: unique symbol;

/** Anything that compiles to one statement: every Kysely query does. */
export interface Compilable<Row> {
  compile(): CompiledQuery<Row>;
}

const tableName = /^[a-z][a-z_]{1,50}$/;
const columnName = /^[a-z][a-z0-9_]{0,50}$/;
const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const statementNames = new Map<string, string>();
const statementNamesMax = 2_000;

/** Statements are prepared once a connection under a name made from their text. */
function nameOf(text: string): string | undefined {
  const known = statementNames.get(text);
  if (known !== undefined) return known;
  if (statementNames.size >= statementNamesMax) return undefined;
  const made = createHash('sha256').update(text).digest('hex').slice(0, 32);
  statementNames.set(text, made);
  return made;
}

/** Rows of one table to be added, all with the same columns. */
export interface RowBatch {
  readonly table: string;
  readonly rows: readonly object[];
}

export function rowsFor<Row extends { id: string }>(into: Table<Row>, rows: readonly Row[]): RowBatch {
  return { table: into.name, rows };
}

function insertText({ table, rows }: RowBatch, parameter: number): string {
  invariant(tableName.test(table), `a table has a plain name: ${table}`);
  const first = rows[0] ?? {};
  const columns = Object.keys(first).filter((column) => Reflect.get(first, column) !== undefined);
  invariant(
    columns.every((column) => columnName.test(column)),
    'columns have plain names',
  );
  const list = columns.join(', ');
  return `insert into ${table} (${list}) select ${list} from jsonb_populate_recordset(null::${table}, $${parameter})`;
}

/** What the server knows of the caller's connection; nothing here comes from the caller's input. */
export interface Connection {
  /** Address or client certificate of the terminal. */
  readonly terminal: string;
  /** Token for the session a sign-in opens; its hash is all that is stored. */
  readonly newToken: string;
  /** Origin of the page that calls, checked by the server; '' where there is none. Security keys are bound to it. */
  readonly origin: string;
  /** What the server has found out about the caller at the organisation's directory, in this very request. */
  readonly outside?: OutsideProof;
  /** Token of whom an issuer has proved, until his second factor is shown. */
  readonly ticket?: string;
}

export interface TxOptions {
  readonly connection: Connection;
  readonly now: Date;
  readonly today: string;
  /** IANA zone of the house: days of the house begin and end there. */
  readonly zone: string;
  readonly entryId: string;
  readonly newId: () => string;
  /** Role for what the caller may see. */
  readonly readAs: DbRole;
  /** Role for what the command decided on. */
  readonly writeAs: DbRole;
}

/**
 * One transaction. Reads run in the reading role under row-level security, as the caller sees;
 * writes in the writing role, which sees and changes only rows granted to this transaction.
 */
export class Tx {
  readonly connection: Connection;
  readonly now: Date;
  readonly today: string;
  readonly entryId: string;
  readonly newId: () => string;
  readonly #client: pg.PoolClient;
  readonly #zone: string;
  readonly #readAs: DbRole;
  readonly #writeAs: DbRole;
  #role: DbRole | null = null;
  #session = '';
  #granted = new Set<string>();
  #grantedSent = true;
  /** Statements sent, those put together in one text counted each. */
  statements = 0;

  constructor(client: pg.PoolClient, options: TxOptions) {
    this.#client = client;
    this.connection = options.connection;
    this.now = options.now;
    this.today = options.today;
    this.#zone = options.zone;
    this.entryId = options.entryId;
    this.newId = options.newId;
    this.#readAs = options.readAs;
    this.#writeAs = options.writeAs;
  }

  /** Opens the transaction with role, caller, entry and date; sent with the first statement. */
  begin(sessionHash: string, mode: 'read only' | 'read write'): void {
    invariant(/^[0-9a-f]{0,64}$/.test(sessionHash), 'a session is named by its hash');
    invariant(/^\d{4}-\d\d-\d\d$/.test(this.today), 'today is a date');
    invariant(/^[A-Za-z][A-Za-z0-9_+/-]{0,60}$/.test(this.#zone), 'a zone has a plain name');
    // what writes claims its command's id first
    this.#role = mode === 'read write' ? this.#writeAs : this.#readAs;
    this.#session = sessionHash;
    this.#send(
      `begin ${mode}; set local role fengni_${this.#role}; set local fengni.session = '${sessionHash}'; ` +
        `set local fengni.entry = '${this.entryId}'; set local fengni.today = '${this.today}'; set local fengni.zone = '${this.#zone}'`,
    );
  }

  async commit(): Promise<void> {
    await this.#raw('commit');
  }

  async rollback(): Promise<void> {
    await this.#raw('rollback');
  }

  /** Runs `work` so that its failure undoes only its own writes; the error is thrown on. */
  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    this.#send('savepoint step');
    const role = this.#role;
    const session = this.#session;
    try {
      const value = await work();
      this.#send('release savepoint step');
      return value;
    } catch (error) {
      await this.#raw('rollback to savepoint step');
      this.#role = role;
      this.#session = session;
      this.#grantedSent = false;
      throw error;
    }
  }

  /** Runs `work` with another session as the caller: a parked command is decided and run as who asked for it. */
  async asCaller<T>(sessionHash: string, work: () => Promise<T>): Promise<T> {
    const before = this.#session;
    this.#callAs(sessionHash, true);
    const value = await work();
    this.#callAs(before, false);
    return value;
  }

  /** Sessions of parked commands are known to the database only here: nobody can come with one from outside. */
  #callAs(sessionHash: string, parked: boolean): void {
    invariant(/^[0-9a-f]{0,64}$/.test(sessionHash), 'a session is named by its hash');
    this.#session = sessionHash;
    this.#send(
      `set local fengni.session = '${sessionHash}'; set local fengni.parked = '${parked ? 'on' : 'off'}'`,
    );
  }

  /** Rows of a query as the caller sees them. */
  async read<Row>(query: Compilable<Row>): Promise<Row[]> {
    const { sql, parameters } = query.compile();
    return this.readSql<Row>(sql, parameters);
  }

  /** The first row of a query, or undefined. */
  async readOne<Row>(query: Compilable<Row>): Promise<Row | undefined> {
    return (await this.read(query))[0];
  }

  /** Plain SQL in the reading role, for what the builder says less well. */
  async readSql<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    this.#be(this.#readAs);
    return this.#rows<Row>(text, values);
  }

  /** Plain SQL in the writing role: calls of the kernel's own functions. `parts`: statements put together in `text`. */
  async writeSql<Row>(text: string, values: readonly unknown[] = [], parts = 1): Promise<Row[]> {
    this.#beWriter();
    this.statements += parts - 1;
    return this.#rows<Row>(text, values);
  }

  /**
   * The row with this id, locked until the end of the transaction. What the caller cannot see is not found;
   * unknown and forbidden read alike (DESIGN §4).
   */
  async lock<Row extends { id: string }>(of: Table<Row>, id: string): Promise<Locked<Row>> {
    const rows = await this.lockAll(of, [id]);
    const row = rows[0];
    if (row === undefined) throw refuse('not.found');
    return row;
  }

  /** The rows with these ids, in the order of the ids, all locked; one missing or unseen and nothing is found. */
  async lockAll<Row extends { id: string }>(of: Table<Row>, ids: readonly string[]): Promise<Locked<Row>[]> {
    const [rows] = await this.lockTogether([{ of, ids }]);
    return rows;
  }

  /**
   * As {@link lockAll} for several tables: their rows are locked in the order given, in two round trips for all. What is
   * unseen is never waited for, since how long a refusal takes would tell that it is there.
   */
  async lockTogether<const Rows extends readonly { id: string }[]>(wanted: {
    readonly [At in keyof Rows]: { readonly of: Table<Rows[At]>; readonly ids: readonly string[] };
  }): Promise<{ -readonly [At in keyof Rows]: Locked<Rows[At]>[] }> {
    const sorted = wanted.map(({ of, ids }) => {
      invariant(tableName.test(of.name), `a table has a plain name: ${of.name}`);
      return { name: of.name, ids: [...new Set(ids)].toSorted() };
    });
    if (sorted.some(({ ids }) => ids.some((id) => !uuidForm.test(id)))) throw refuse('not.found');
    const named = sorted.filter(({ ids }) => ids.length > 0);
    const count = named.reduce((sum, { ids }) => sum + ids.length, 0);
    if (count > 0) {
      const seen = await this.readSql(
        named.map(({ name }, i) => `select id from ${name} where id = any($${i + 1})`).join(' union all '),
        named.map(({ ids }) => ids),
      );
      if (seen.length !== count) throw refuse('not.found');
      this.grant(named.flatMap(({ ids }) => ids));
    }
    const locked = await Promise.all(sorted.map(async ({ name, ids }) => this.#lockGranted(name, ids)));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tables name the row types
    return wanted.map(({ ids }, i) => inOrder(ids, locked[i] ?? [])) as {
      -readonly [At in keyof Rows]: Locked<Rows[At]>[];
    };
  }

  async #lockGranted(table: string, ids: readonly string[]): Promise<{ id: string }[]> {
    if (ids.length === 0) return [];
    const rows = await this.writeSql<{ id: string }>(
      `select * from ${table} where id = any($1) order by id for update`,
      [ids],
    );
    if (rows.length !== ids.length) throw refuse('not.found');
    return rows;
  }

  /**
   * Locks rows that are named by something this transaction has decided on, whether or not its caller may see them; those
   * gone by now are left out. In the order of the ids.
   */
  async lockNamed<Row extends { id: string }>(
    of: Table<Row>,
    ids: readonly string[],
  ): Promise<Locked<Row>[]> {
    if (ids.length === 0) return [];
    this.grant(ids);
    return this.writeSql<Locked<Row>>(`select * from ${of.name} where id = any($1) order by id for update`, [
      ids,
    ]);
  }

  /** Adds rows, all with the same columns. Ids are the kernel's (`newId`). */
  async insert<Row extends { id: string }>(into: Table<Row>, ...rows: readonly Row[]): Promise<void> {
    await this.insertTogether(rowsFor(into, rows));
  }

  /** Adds rows of several tables in one round trip; they may refer to one another. */
  async insertTogether(...batches: readonly RowBatch[]): Promise<void> {
    const filled = batches.filter(({ rows }) => rows.length > 0);
    const inserts = filled.map((batch, i) => insertText(batch, i + 1));
    const last = inserts.pop();
    if (last === undefined) return;
    const before = inserts.map((text, i) => `added_${i + 1} as (${text})`);
    await this.writeSql(
      before.length === 0 ? last : `with ${before.join(', ')} ${last}`,
      filled.map(({ rows }) => JSON.stringify(rows)),
      filled.length,
    );
  }

  /** Changes a locked row. Returns the row as it is now. */
  async update<Row extends { id: string }>(
    of: Table<Row>,
    row: Locked<Row>,
    patch: Partial<Omit<Row, 'id'>>,
  ): Promise<Locked<Row>> {
    await this.updateAll(of, [row], patch);
    return { ...row, ...patch };
  }

  /** Changes locked rows alike, in one statement. */
  async updateAll<Row extends { id: string }>(
    of: Table<Row>,
    rows: readonly Locked<Row>[],
    patch: Partial<Omit<Row, 'id'>>,
  ): Promise<void> {
    const columns = Object.keys(patch).filter((column) => Reflect.get(patch, column) !== undefined);
    invariant(columns.every((column) => columnName.test(column)) && tableName.test(of.name), 'plain names');
    if (columns.length === 0 || rows.length === 0) return;
    const list = columns.map((column) => `${column} = p.${column}`).join(', ');
    const changed = await this.writeSql<{ n: string }>(
      `with u as (update ${of.name} t set ${list} from jsonb_populate_record(null::${of.name}, $2) p ` +
        `where t.id = any($1) returning 1) select count(*)::int as n from u`,
      [rows.map((row) => row.id), JSON.stringify(patch)],
    );
    invariant(Number(changed[0]?.n) === rows.length, `every locked row of ${of.name} is changed`);
  }

  /** Lets this transaction see and change rows it has itself decided on or made. */
  grant(ids: readonly string[]): void {
    for (const id of ids) {
      invariant(uuidForm.test(id), 'ids are uuids');
      if (this.#granted.has(id)) continue;
      this.#granted.add(id);
      this.#grantedSent = false;
    }
  }

  /** The writing role with what it may see. */
  #beWriter(): void {
    if (this.#grantedSent) {
      this.#be(this.#writeAs);
      return;
    }
    this.#grantedSent = true;
    this.#role = this.#writeAs;
    holdWrites(this.#client);
    ignoreRejection(
      this.#rows(`select set_config('role', $1, true), set_config('fengni.granted', $2, true)`, [
        `fengni_${this.#writeAs}`,
        `{${[...this.#granted].join(',')}}`,
      ]),
    );
  }

  #be(role: DbRole): void {
    if (this.#role === role) return;
    this.#role = role;
    this.#send(`set local role fengni_${role}`);
  }

  async #rows<Row>(text: string, values: readonly unknown[]): Promise<Row[]> {
    this.statements += 1;
    const name = nameOf(text);
    const query = { text, values: [...values], ...(name === undefined ? {} : { name }) };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the caller names the row type of his statement
    return (await this.#client.query(query)).rows as Row[];
  }

  async #raw(text: string): Promise<void> {
    this.statements += 1;
    await this.#client.query(text);
  }

  /**
   * Sends a statement ahead of the next one without waiting for its answer. Should it fail, PostgreSQL refuses all that
   * follows in this transaction, so nothing runs in a role or under a caller that was not taken.
   */
  #send(text: string): void {
    holdWrites(this.#client);
    ignoreRejection(this.#raw(text));
  }
}

/** What is sent in one turn of the event loop goes out in one write: a system call less for each statement ahead. */
function holdWrites(client: pg.PoolClient): void {
  const connection: unknown = Reflect.get(client, 'connection');
  const stream: unknown =
    typeof connection === 'object' && connection !== null ? Reflect.get(connection, 'stream') : undefined;
  if (!(stream instanceof Socket)) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

function inOrder<Row extends { id: string }>(ids: readonly string[], rows: readonly Row[]): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return [...new Set(ids)].flatMap((id) => byId.get(id) ?? []);
}

function ignoreRejection(sent: Promise<unknown>): void {
  sent.catch(() => undefined);
}

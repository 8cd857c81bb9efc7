import type { LoadTx } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { isTimestamp } from '@fengni/kernel/register/page';
import { builtinPacks, levelOf } from '@fengni/schemes/packs';
import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { CarrierListQuery } from './contract.ts';
import { db } from './store.ts';

/** Up to here a total is counted exactly. */
export const exactTotalMax = 1_000;
export type ListInput = z.output<typeof CarrierListQuery>;
type Condition = RawBuilder<boolean>;

/** A row of the list before it is dressed: the key columns it was found and sorted by. */
export interface FoundCarrier {
  readonly id: string;
  readonly keys: readonly string[];
}

/** What lists sort by before the id, with the type and the form of each in a cursor. An index stands behind each order. */
const time = { column: 'registered_at', type: 'timestamptz', form: { test: isTimestamp } };
const anyText = { test: (value: string) => value.isWellFormed() && !value.includes('\0') };
const sortKeys = {
  newest: [time],
  number: [{ column: 'number_sort', type: 'text', form: anyText }],
  level: [{ column: 'level_rank', type: 'int', form: /^\d{1,4}$/ }, time],
  state: [{ column: 'state', type: 'text', form: anyText }, time],
} as const;
const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Order {
  readonly keys: (typeof sortKeys)[keyof typeof sortKeys];
  readonly direction: 'asc' | 'desc';
  /** Keys and id of the last row of the page before. */
  readonly after: readonly string[] | null;
}

/**
 * The page of a list, driven from what the caller may see: from the registers he handles, one index walk each, merged;
 * or from the scope table (DESIGN §4, List equals check). Nothing is filtered after the fact.
 */
export async function findCarriers(
  tx: LoadTx,
  input: ListInput,
): Promise<{ found: FoundCarrier[]; more: boolean }> {
  const statement = pageOf(input);
  const found = await tx.read({ compile: () => statement.compile(db) });
  return { found: found.slice(0, input.limit), more: found.length > input.limit };
}

/** The exact number of hits up to 1 000, null above: counting further costs more than it is worth (BEY-4). */
export async function countCarriers(tx: LoadTx, input: ListInput): Promise<number | null> {
  const all = pageOf({ ...input, after: null, limit: exactTotalMax });
  const statement = sql<{ count: number }>`select count(*)::int as count from (${all}) f`;
  const count = (await tx.readOne({ compile: () => statement.compile(db) }))?.count ?? 0;
  return count > exactTotalMax ? null : count;
}

/** One row more than the page has, by which is known whether there is another page. */
function pageOf(input: ListInput): RawBuilder<FoundCarrier> {
  const known = input.by === 'known';
  const keys = sortKeys[known ? 'newest' : input.sort];
  const ascending = !known && input.sort === 'number' && !input.descending;
  const order: Order = {
    keys,
    direction: ascending ? 'asc' : 'desc',
    after: readCursor(input.after, keys),
  };
  const rows = input.limit + 1;
  if (input.search !== '') return pageOfHits(order, rows, (reach) => searchHits(input, reach));
  if (known) return pageOfHits(order, rows, (reach) => [knownHits(input, reach)]);
  if (input.copyState !== null || input.overdue)
    return pageOfHits(order, rows, (reach) => [copyHits(input, reach)]);
  const walk = sql`select c.* from carrier c where c.register_id = r.id
    and ${allOf([afterOf(order), ...filtersOf('c', input)])} order by ${orderBy(order)} limit ${rows}`;
  return sql`select c.id, ${keysOf(order)} as keys from ${handledRegisters(input)} cross join lateral (${walk}) c
    order by ${orderBy(order)} limit ${rows}`;
}

/** How far hits are read: behind the last one of the page before, and so many. */
interface Reach {
  readonly after: readonly string[] | null;
  readonly rows: number;
}

/**
 * A page out of carriers found in several ways, each giving ids with the newest first. By any other order than the
 * newest it is a page of the newest thousand hits: to sort all of them would be to read all of them.
 */
function pageOfHits(
  order: Order,
  rows: number,
  hits: (reach: Reach) => readonly RawBuilder<unknown>[],
): RawBuilder<FoundCarrier> {
  const newest = order.keys === sortKeys.newest;
  const reach = newest ? { after: order.after, rows } : { after: null, rows: exactTotalMax + 1 };
  const found = sql`select distinct on (u.registered_at, u.id) u.id, u.registered_at
    from (${sql.join(hits(reach), sql` union all `)}) u order by u.registered_at desc, u.id desc limit ${reach.rows}`;
  if (newest) return sql`select c.id, ${keysOf(order)} as keys from (${found}) c order by ${orderBy(order)}`;
  return sql`select c.id, ${keysOf(order)} as keys from (${found}) f join carrier c on c.id = f.id
    where ${afterOf(order)} order by ${orderBy(order)} limit ${rows}`;
}

/** From the scope: its rows bear what they are filtered by. */
function knownHits(input: ListInput, reach: Reach): RawBuilder<unknown> {
  const conditions = [
    sql<boolean>`k.person_id = acting_person()`,
    ...reached('k.registered_at, k.carrier_id', reach),
    ...filtersOf('k', input),
    ...copyFilters('k.carrier_id', input),
  ];
  return sql`(select k.carrier_id as id, k.registered_at from carrier_knower k where ${allOf(conditions)}
    order by k.registered_at desc, k.carrier_id desc limit ${reach.rows})`;
}

/** From the copies in a state, or those overdue, by an index that bears the carriers' order. */
function copyHits(input: ListInput, reach: Reach): RawBuilder<unknown> {
  const conditions = [
    sql<boolean>`y.register_id = r.id`,
    ...(input.copyState === null ? [] : [sql<boolean>`y.state = ${input.copyState}`]),
    ...(input.overdue ? [sql<boolean>`y.due_on < house_today()`] : []),
    ...reached('y.carrier_registered_at, y.carrier_id', reach),
    ...filtersOf('c', input),
  ];
  const needsCarrier = filtersOf('c', input).length > 0;
  const carrier = needsCarrier ? sql`join carrier c on c.id = y.carrier_id` : sql``;
  return sql`select h.* from ${handledRegisters(input)} cross join lateral (
    select distinct on (y.carrier_registered_at, y.carrier_id) y.carrier_id as id, y.carrier_registered_at as registered_at
    from copy y ${carrier} where ${allOf(conditions)}
    order by y.carrier_registered_at desc, y.carrier_id desc limit ${reach.rows}) h`;
}

/** By words for who may know; by number besides for who handles. */
function searchHits(input: ListInput, reach: Reach): RawBuilder<unknown>[] {
  const known = input.by === 'known';
  const filter = {
    state: input.state,
    scheme: input.scheme,
    copyState: input.copyState,
    overdue: input.overdue,
  };
  const ranks = input.level === null ? {} : { ranks: ranksOf(input) };
  const registers = known
    ? sql`'{}'::jsonb`
    : sql`jsonb_build_object('registers', (select coalesce(jsonb_agg(r.id), '[]') from ${handledRegisters(input)}))`;
  const titled = sql`select id, registered_at from find_known(${input.search},
    ${JSON.stringify({ ...filter, ...ranks })}::jsonb || ${registers},
    ${reach.after?.[0] ?? null}::timestamptz, ${reach.after?.[1] ?? null}::uuid, ${reach.rows})`;
  if (known) return [titled];
  const numbered = numberConditions(input.search).map((condition) => {
    const conditions = [
      sql<boolean>`c.register_id = r.id`,
      condition,
      ...reached('c.registered_at, c.id', reach),
      ...filtersOf('c', input),
      ...copyFilters('c.id', input),
    ];
    return sql`select h.* from ${handledRegisters(input)} cross join lateral (
      select c.id, c.registered_at from carrier c where ${allOf(conditions)}
      order by c.registered_at desc, c.id desc limit ${reach.rows}) h`;
  });
  return [titled, ...numbered];
}

/** Its number is or begins with what was typed, or counts to it; an index stands behind each. */
function numberConditions(search: string): Condition[] {
  const begins = sql<boolean>`c.number >= ${search} and c.number < ${`${search}\u{10ffff}`}`;
  const digits = /^0*([1-9]\d{0,11})$/.exec(search)?.[1];
  return digits === undefined ? [begins] : [begins, sql<boolean>`c.number_tail = ${digits}`];
}

function handledRegisters(input: ListInput): RawBuilder<unknown> {
  if (input.registerId === null) return sql`unnest(handled_registers()) r (id)`;
  return sql`(select id from unnest(handled_registers()) u (id) where id = ${input.registerId}::uuid) r`;
}

function filtersOf(alias: 'c' | 'k', input: ListInput): Condition[] {
  const column = (name: string): RawBuilder<unknown> => sql.ref(`${alias}.${name}`);
  const conditions = [];
  // one of three words of the contract, written out: the index of drafts is partial
  if (input.state !== null) conditions.push(sql<boolean>`${column('state')} = ${sql.lit(input.state)}`);
  if (input.scheme !== null) conditions.push(sql<boolean>`${column('scheme')} = ${input.scheme}`);
  if (input.level !== null) conditions.push(levelIs(column('level_rank'), ranksOf(input)));
  // in one scheme the rank says it all, and a second condition would mislead the planner
  if (input.level !== null && input.scheme === null && alias === 'c')
    conditions.push(sql<boolean>`c.level = ${input.level}`);
  return conditions;
}

/** One rank walks its index in order, several cannot. */
function levelIs(rank: RawBuilder<unknown>, ranks: readonly number[]): Condition {
  return ranks.length === 1 ? sql`${rank} = ${ranks[0]}` : sql`${rank} = any (${ranks}::int[])`;
}

/** Ranks a level has, in the scheme asked for or in any. */
function ranksOf({ scheme, level }: ListInput): number[] {
  const schemes = scheme === null ? [...builtinPacks.keys()] : [scheme];
  return [...new Set(schemes.flatMap((one) => levelOf(one, level ?? '')?.rank ?? []))];
}

function copyFilters(carrierId: string, input: ListInput): Condition[] {
  const id = sql.ref(carrierId);
  const conditions = [];
  if (input.copyState !== null) {
    conditions.push(
      sql<boolean>`exists (select from copy y where y.carrier_id = ${id} and y.state = ${input.copyState})`,
    );
  }
  if (input.overdue) {
    conditions.push(
      sql<boolean>`exists (select from copy y where y.carrier_id = ${id} and y.due_on < house_today())`,
    );
  }
  return conditions;
}

function allOf(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? sql`true` : sql`${sql.join(conditions, sql` and `)}`;
}

function reached(columns: string, { after }: Reach): Condition[] {
  if (after === null) return [];
  return [sql<boolean>`(${sql.raw(columns)}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`];
}

function keysOf({ keys }: Order): RawBuilder<string[]> {
  return sql`array[${sql.join(keys.map(({ column }) => sql.raw(`c.${column}::text`)))}]`;
}

function orderBy({ keys, direction }: Order): RawBuilder<unknown> {
  const columns = [...keys.map(({ column }) => column), 'id'];
  return sql.raw(columns.map((column) => `c.${column} ${direction}`).join(', '));
}

function afterOf({ keys, direction, after }: Order): Condition {
  if (after === null) return sql`true`;
  const columns = sql.raw([...keys.map(({ column }) => `c.${column}`), 'c.id'].join(', '));
  const types = [...keys.map(({ type }) => type), 'uuid'];
  const bounds = sql.join(types.map((type, i) => sql`${after[i]}::${sql.raw(type)}`));
  return sql`(${columns}) ${sql.raw(direction === 'asc' ? '>' : '<')} (${bounds})`;
}

const Cursor = z.array(z.string().max(300)).min(2).max(3);

/** A cursor that was tampered with, or is of another order, leads to no page. */
function readCursor(after: string | null, keys: Order['keys']): readonly string[] | null {
  if (after === null) return null;
  const parsed = Cursor.safeParse(parseJson(Buffer.from(after, 'base64url').toString('utf8')));
  const forms = [...keys.map(({ form }) => form), uuidForm];
  const fits =
    parsed.success &&
    parsed.data.length === forms.length &&
    forms.every((form, i) => form.test(parsed.data[i] ?? ''));
  if (!fits) throw new Refusal('not.found');
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function writeCursor(last: FoundCarrier): string {
  return Buffer.from(JSON.stringify([...last.keys, last.id])).toString('base64url');
}

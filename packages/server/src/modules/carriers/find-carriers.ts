import type { LoadTx } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { isTimestamp } from '@fengni/kernel/register/page';
import { builtinPacks, levelOf } from '@fengni/schemes/packs';
import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { CarrierListQuery } from './contract.ts';
import { type Search, knownWith, numberConditions, prepareSearch, wordsStandIn } from './search.ts';
import { db } from './store.ts';

/** Up to here a total is counted exactly. */
export const exactTotalMax = 1_000;
export type ListInput = z.output<typeof CarrierListQuery>;

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

const Cursor = z.array(z.string().max(300)).min(2).max(3);

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
  const keys = sortKeys[input.by === 'known' ? 'newest' : input.sort];
  const ascending = input.by === 'handled' && input.sort === 'number' && !input.descending;
  const order: Order = { keys, direction: ascending ? 'asc' : 'desc', after: readCursor(input.after, keys) };
  const search = input.search === '' ? null : await prepareSearch(tx, input.search);
  const statement = pageOf(input, order, search);
  const found = await tx.read({ compile: () => statement.compile(db) });
  return { found: found.slice(0, input.limit), more: found.length > input.limit };
}

function pageOf(input: ListInput, order: Order, search: Search | null): RawBuilder<FoundCarrier> {
  if (input.by === 'known') return pageOfArms(order, input.limit + 1, [knownArm(input, search)]);
  if (search !== null) return pageOfArms(order, input.limit + 1, searchArms(input, search));
  if (input.copyState !== null || input.overdue) return pageOfArms(order, input.limit + 1, [copyArm(input)]);
  const walk = sql`select c.* from carrier c where c.register_id = r.id and ${allOf([afterOf(order), ...filters(input)])}
    order by ${orderBy('c', order)} limit ${input.limit + 1}`;
  return sql`select c.id, ${keysOf(order)} as keys from ${handledRegisters(input)} cross join lateral (${walk}) c
    order by ${orderBy('c', order)} limit ${input.limit + 1}`;
}

/** One way to find carriers `c`, the newest first. */
interface Arm {
  /** Registers `r` that are each walked by themselves and then merged; null where there is one walk. */
  readonly registers: RawBuilder<unknown> | null;
  readonly from: RawBuilder<unknown>;
  readonly where: readonly RawBuilder<boolean>[];
  /** Columns of the index by which it is walked from the newest. */
  readonly walk: { readonly time: string; readonly id: string };
}

/**
 * A page out of what several arms find. By any other order than the newest it is a page of the newest thousand hits:
 * to sort all of them would mean to read all of them.
 */
function pageOfArms(order: Order, limit: number, arms: readonly Arm[]): RawBuilder<FoundCarrier> {
  const newest = order.keys === sortKeys.newest;
  const hitsMax = newest ? limit : exactTotalMax + 1;
  const selects = arms.map(({ registers, from, where, walk }) => {
    const [at, id] = [sql.raw(walk.time), sql.raw(walk.id)];
    const reached =
      newest && order.after !== null
        ? [sql<boolean>`(${at}, ${id}) < (${order.after[0]}::timestamptz, ${order.after[1]}::uuid)`]
        : [];
    const walked = sql`select distinct on (${at}, ${id}) c.id, c.registered_at, c.number_sort, c.level_rank, c.state
      from ${from} where ${allOf([...reached, ...where])} order by ${at} desc, ${id} desc limit ${hitsMax}`;
    return registers === null
      ? sql`(${walked})`
      : sql`(select w.* from ${registers} cross join lateral (${walked}) w)`;
  });
  return sql`select c.id, ${keysOf(order)} as keys from (
      select distinct on (u.registered_at, u.id) u.* from (${sql.join(selects, sql` union all `)}) u
      order by u.registered_at desc, u.id desc limit ${hitsMax}) c
    where ${newest ? sql`true` : afterOf(order)} order by ${orderBy('c', order)} limit ${limit}`;
}

function knownArm(input: ListInput, search: Search | null): Arm {
  const from = sql`${search === null ? sql`carrier_knower k` : knownWith(search)} join carrier c on c.id = k.carrier_id`;
  const where = [
    sql<boolean>`k.person_id = acting_person()`,
    ...(search === null ? [] : [wordsStandIn(search)]),
    ...filters(input),
    ...copyFilters(input),
  ];
  return { registers: null, from, where, walk: { time: 'k.registered_at', id: 'k.carrier_id' } };
}

/** By number for who handles; by title for who may know besides. */
function searchArms(input: ListInput, search: Search): Arm[] {
  const inRegister =
    input.registerId === null
      ? sql<boolean>`c.register_id = any (handled_registers())`
      : sql<boolean>`c.register_id = any (handled_registers()) and c.register_id = ${input.registerId}::uuid`;
  const titled = knownArm(input, search);
  const numbered = numberConditions(search).map((condition): Arm => {
    const where = [sql<boolean>`c.register_id = r.id`, condition, ...filters(input), ...copyFilters(input)];
    return {
      registers: handledRegisters(input),
      from: sql`carrier c`,
      where,
      walk: { time: 'c.registered_at', id: 'c.id' },
    };
  });
  return [{ ...titled, where: [...titled.where, inRegister] }, ...numbered];
}

/** From the copies of a state, or those due, by an index that bears the carrier's order. */
function copyArm(input: ListInput): Arm {
  const from = sql`copy y join carrier c on c.id = y.carrier_id`;
  const where = [
    sql<boolean>`y.register_id = r.id`,
    ...(input.copyState === null ? [] : [sql<boolean>`y.state = ${input.copyState}`]),
    ...(input.overdue ? [sql<boolean>`y.due_on < house_today()`] : []),
    ...filters(input),
  ];
  return {
    registers: handledRegisters(input),
    from,
    where,
    walk: { time: 'y.carrier_registered_at', id: 'y.carrier_id' },
  };
}

function handledRegisters(input: ListInput): RawBuilder<unknown> {
  if (input.registerId === null) return sql`unnest(handled_registers()) r (id)`;
  return sql`(select id from unnest(handled_registers()) u (id) where id = ${input.registerId}::uuid) r`;
}

function filters(input: ListInput): RawBuilder<boolean>[] {
  const conditions = [];
  if (input.state !== null) conditions.push(sql<boolean>`c.state = ${input.state}`);
  if (input.scheme !== null) conditions.push(sql<boolean>`c.scheme = ${input.scheme}`);
  if (input.level !== null)
    conditions.push(
      sql<boolean>`c.level = ${input.level}`,
      sql<boolean>`c.level_rank = any (${ranksOf(input)}::int[])`,
    );
  return conditions;
}

/** Ranks a level has, in the scheme asked for or in any: the index is by rank. */
function ranksOf({ scheme, level }: ListInput): number[] {
  const schemes = scheme === null ? [...builtinPacks.keys()] : [scheme];
  return [...new Set(schemes.flatMap((one) => levelOf(one, level ?? '')?.rank ?? []))];
}

function copyFilters(input: ListInput): RawBuilder<boolean>[] {
  const conditions = [];
  if (input.copyState !== null) {
    conditions.push(
      sql<boolean>`exists (select from copy y where y.carrier_id = c.id and y.state = ${input.copyState})`,
    );
  }
  if (input.overdue) {
    conditions.push(
      sql<boolean>`exists (select from copy y where y.carrier_id = c.id and y.due_on < house_today())`,
    );
  }
  return conditions;
}

function allOf(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return conditions.length === 0 ? sql`true` : sql`${sql.join(conditions, sql` and `)}`;
}

function keysOf({ keys }: Order): RawBuilder<string[]> {
  return sql`array[${sql.join(keys.map(({ column }) => sql.raw(`c.${column}::text`)))}]`;
}

function orderBy(alias: string, { keys, direction }: Order): RawBuilder<unknown> {
  return sql.raw(
    [...keys.map(({ column }) => column), 'id'].map((column) => `${alias}.${column} ${direction}`).join(', '),
  );
}

function afterOf({ keys, direction, after }: Order): RawBuilder<boolean> {
  if (after === null) return sql`true`;
  const columns = sql.raw([...keys.map(({ column }) => `c.${column}`), 'c.id'].join(', '));
  const types = [...keys.map(({ type }) => type), 'uuid'];
  const bounds = sql.join(types.map((type, i) => sql`${after[i]}::${sql.raw(type)}`));
  return sql`(${columns}) ${sql.raw(direction === 'asc' ? '>' : '<')} (${bounds})`;
}

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

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

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

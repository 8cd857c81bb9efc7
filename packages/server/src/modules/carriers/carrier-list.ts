import { type LoadTx, defineQuery } from '@fengni/kernel/command/define';
import { invariant } from '@fengni/kernel/command/invariant';
import { levelOf } from '@fengni/schemes/packs';
import { sql } from 'kysely';
import { z } from 'zod';
import { CarrierList, CarrierListQuery, type CarrierLineView, RegisterList, registerKinds } from './contract.ts';
import { carriersPolicy } from './policy.ts';
import type { CopyState } from './rules.ts';
import { db } from './store.ts';
import type { CarrierRow } from './tables.ts';

/** Up to here a total is counted exactly. */
export const exactTotalMax = 1_000;
type ListInput = z.output<typeof CarrierListQuery>;

/** A row of the list before it is dressed: the key columns it was found and sorted by. */
export interface FoundCarrier {
  readonly id: string;
  readonly sort_key: string;
}

const sortColumns = {
  newest: { column: 'registered_at', type: 'timestamptz' },
  number: { column: 'number_sort', type: 'text' },
  level: { column: 'level_rank', type: 'int' },
  state: { column: 'state', type: 'text' },
} as const;

const Cursor = z.tuple([z.string().max(300), z.uuid()]);

/**
 * The page of a list, driven from what the caller may see: from the registers he handles, one index walk each, merged;
 * or from the scope table (DESIGN §4, List equals check). Nothing is filtered after the fact.
 */
export async function findCarriers(tx: LoadTx, input: ListInput): Promise<{ found: FoundCarrier[]; more: boolean }> {
  const { column, type } = sortColumns[input.by === 'known' ? 'newest' : input.sort];
  const ascending = input.by === 'handled' && input.sort === 'number' ? !input.descending : false;
  const direction = sql.raw(ascending ? 'asc' : 'desc');
  const compare = sql.raw(ascending ? '>' : '<');
  const cursor = readCursor(input.after);
  const key = sql.raw(column);
  const after =
    cursor === null
      ? sql`true`
      : sql`(c.${key}, c.id) ${compare} (${cursor[0]}::${sql.raw(type)}, ${cursor[1]}::uuid)`;
  const conditions = sql.join([after, ...filters(input)], sql` and `);
  const limit = input.limit + 1;
  const statement =
    input.by === 'known'
      ? sql<FoundCarrier>`
          select c.id, c.registered_at::text as sort_key from carrier_knower k join carrier c on c.id = k.carrier_id
          where k.person_id = acting_person() and ${cursor === null ? sql`true` : sql`(k.registered_at, k.carrier_id) < (${cursor[0]}::timestamptz, ${cursor[1]}::uuid)`}
            and ${sql.join([sql`true`, ...filters(input)], sql` and `)}
          order by k.registered_at desc, k.carrier_id desc limit ${limit}`
      : sql<FoundCarrier>`
          select f.id, f.sort_key::text as sort_key from unnest(handled_registers()) r (id)
          cross join lateral (
            select c.id, c.${key} as sort_key from carrier c where c.register_id = r.id and ${conditions}
            order by c.${key} ${direction}, c.id ${direction} limit ${limit}
          ) f
          where ${input.registerId === null ? sql`true` : sql`r.id = ${input.registerId}::uuid`}
          order by f.sort_key ${direction}, f.id ${direction} limit ${limit}`;
  const found = await tx.read({ compile: () => statement.compile(db) });
  return { found: found.slice(0, input.limit), more: found.length > input.limit };
}

function filters(input: ListInput) {
  const conditions = [];
  if (input.state !== null) conditions.push(sql`c.state = ${input.state}`);
  if (input.scheme !== null) conditions.push(sql`c.scheme = ${input.scheme}`);
  if (input.level !== null) conditions.push(sql`c.level = ${input.level}`);
  if (input.copyState !== null) {
    conditions.push(sql`exists (select from copy y where y.carrier_id = c.id and y.state = ${input.copyState})`);
  }
  if (input.overdue) {
    conditions.push(sql`exists (select from copy y where y.carrier_id = c.id and y.due_on < house_today())`);
  }
  if (input.search !== '') conditions.push(searchCondition(input.search));
  return conditions;
}

/** By number for who handles; by title for who may know, through grams by equality. */
function searchCondition(search: string) {
  return sql`(c.number = ${search} or c.number_sort like ${`%${escapeLike(search)}%`} or exists (
    select from carrier_matter m where m.id = c.id
      and (m.title ilike ${`%${escapeLike(search)}%`} or m.document_no ilike ${`%${escapeLike(search)}%`})))`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

function readCursor(after: string | null): [string, string] | null {
  if (after === null) return null;
  try {
    return Cursor.parse(JSON.parse(Buffer.from(after, 'base64url').toString('utf8')));
  } catch {
    return ['-infinity', '00000000-0000-0000-0000-000000000000'];
  }
}

export function writeCursor(last: FoundCarrier): string {
  return Buffer.from(JSON.stringify([last.sort_key, last.id])).toString('base64url');
}

/** Dresses found carriers as lines: one statement for rows, titles and copies together, in the order found. */
export async function carrierLines(tx: LoadTx, ids: readonly string[]): Promise<CarrierLineView[]> {
  const rows = await tx.readSql<LineRow>(
    `select c.*, r.name as register, m.title, m.document_no, y.copies, y.due_on, y.late
     from unnest($1::uuid[]) with ordinality as f (id, place)
     join carrier c on c.id = f.id
     left join register r on r.id = c.register_id
     left join carrier_matter m on m.id = c.id
     left join lateral (
       select jsonb_agg(jsonb_build_object('state', s.state, 'count', s.count) order by s.state) as copies,
              min(s.due_on) as due_on, bool_or(s.due_on < house_today()) as late
       from (select state, count(*) as count, min(due_on) as due_on from copy where carrier_id = c.id group by state) s
     ) y on true
     order by f.place`,
    [ids],
  );
  return rows.map(presentLine);
}

export type LineRow = CarrierRow & {
  readonly register: string | null;
  readonly title: string | null;
  readonly document_no: string | null;
  readonly copies: { state: CopyState; count: number }[] | null;
  readonly due_on: string | null;
  readonly late: boolean | null;
};

export function presentLine(row: LineRow): CarrierLineView {
  return {
    id: row.id,
    registerId: row.register_id,
    register: row.register ?? '',
    number: row.number,
    mark: row.mark,
    scheme: row.scheme,
    level: row.level,
    levelToken: levelOf(row.scheme, row.level)?.colour ?? 'neutral',
    medium: row.medium,
    title: row.title,
    documentNo: row.document_no,
    state: row.state,
    copyCount: row.copy_count,
    copies: row.copies ?? [],
    dueOn: row.due_on,
    late: row.late === true,
    issuedOn: row.issued_on,
    expiresOn: row.expires_on,
    registeredAt: row.registered_at.toISOString(),
  };
}

/** The exact number of hits up to 1 000, null above: counting further costs more than it is worth (BEY-4). */
async function countUpTo(tx: LoadTx, input: ListInput): Promise<number | null> {
  const { found, more } = await findCarriers(tx, { ...input, after: null, limit: exactTotalMax });
  return more ? null : found.length;
}

export const carrierList = defineQuery({
  name: 'carrier.list',
  title: { zh: '载体台账', en: 'Register of carriers' },
  input: CarrierListQuery,
  output: CarrierList,
  rule: carriersPolicy['carrier.read'],
  async run(tx, { input }) {
    const { found, more } = await findCarriers(tx, input);
    const last = found.at(-1);
    const rows = await carrierLines(tx, found.map((row) => row.id));
    invariant(rows.length === found.length, 'a found carrier is seen');
    const total = input.after !== null ? null : more ? await countUpTo(tx, input) : found.length;
    return { rows, next: more && last !== undefined ? writeCursor(last) : null, total };
  },
});

export const registerList = defineQuery({
  name: 'register.list',
  title: { zh: '台账目录', en: 'Registers' },
  input: z.object({ kind: z.enum(registerKinds).nullable().default(null) }),
  output: RegisterList,
  rule: carriersPolicy['carrier.read'],
  async run(tx, { input }) {
    let query = db
      .selectFrom('register as r')
      .innerJoin('unit as u', 'u.id', 'r.unit_id')
      .select(['r.id', 'r.kind', 'r.name', 'r.unit_id as unitId', 'u.name as unit'])
      .where('r.ended_on', 'is', null)
      .orderBy('u.path')
      .orderBy('r.name');
    if (input.kind !== null) query = query.where('r.kind', '=', input.kind);
    const rows = await tx.read(query);
    return { rows: rows.map((row) => ({ ...row, kind: z.enum(registerKinds).parse(row.kind) })) };
  },
});

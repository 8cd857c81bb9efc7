import { type LoadTx, defineQuery } from '@fengni/kernel/command/define';
import { invariant } from '@fengni/kernel/command/invariant';
import { z } from 'zod';
import {
  CarrierList,
  CarrierListQuery,
  type CarrierLineView,
  RegisterList,
  registerKinds,
} from './contract.ts';
import { countCarriers, findCarriers, writeCursor } from './find-carriers.ts';
import { levelToken } from './item-lines.ts';
import { carriersPolicy } from './policy.ts';
import type { CopyState } from './rules.ts';
import { db } from './store.ts';
import type { CarrierRow } from './tables.ts';

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
    levelToken: levelToken(row.scheme, row.level, row.mark),
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

export const carrierList = defineQuery({
  name: 'carrier.list',
  title: { zh: '载体台账', en: 'Register of carriers' },
  input: CarrierListQuery,
  output: CarrierList,
  rule: carriersPolicy['carrier.read'],
  async run(tx, { input }) {
    const { found, more } = await findCarriers(tx, input);
    const last = found.at(-1);
    const rows = await carrierLines(
      tx,
      found.map((row) => row.id),
    );
    invariant(rows.length === found.length, 'a found carrier is seen');
    const total = input.after !== null ? null : more ? await countCarriers(tx, input) : found.length;
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
      .where('r.kind', 'in', [...registerKinds])
      .orderBy('u.path')
      .orderBy('r.name');
    if (input.kind !== null) query = query.where('r.kind', '=', input.kind);
    const rows = await tx.read(query);
    return { rows: rows.map((row) => ({ ...row, kind: z.enum(registerKinds).parse(row.kind) })) };
  },
});

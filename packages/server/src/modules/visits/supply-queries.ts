import { decide } from '@fengni/kernel/access/policy';
import { readPending } from '@fengni/kernel/approval/requests';
import { type LoadTx, type Query, defineQuery } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { listRowsMax, readPage } from '@fengni/kernel/register/page';
import { sql } from 'kysely';
import type { z } from 'zod';
import {
  RecipientList,
  RecipientListQuery,
  SupplyCall,
  SupplyExport,
  SupplyList,
  SupplyListQuery,
  type SupplyLineView,
  SupplyPage,
} from './contract.ts';
import { visitsPolicy } from './policy.ts';
import { readOpinions } from './opinions.ts';
import { isBarred, missingForSupply } from './rules.ts';
import { db } from './store.ts';
import type { SupplyMatterRow, SupplyRow } from './tables.ts';

export function selectSupplies() {
  return db
    .selectFrom('supply as s')
    .innerJoin('supply_matter as m', 'm.id', 's.id')
    .innerJoin('unit as u', 'u.id', 's.unit_id')
    .innerJoin('person as g', 'g.id', 's.giver_id')
    .selectAll('s')
    .select(['m.title', 'm.recipient', 'm.country', 'u.name as unit', 'g.name as giver']);
}
type ReadSupply = SupplyRow &
  Pick<SupplyMatterRow, 'title' | 'recipient' | 'country'> & {
    readonly unit: string;
    readonly giver: string;
  };

export function presentSupply(row: ReadSupply): SupplyLineView {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    recipient: row.recipient,
    country: row.country,
    foreigner: row.foreigner,
    form: row.form,
    secrecy: row.secrecy,
    mark: row.mark,
    unit: row.unit,
    giver: row.giver,
    state: row.state,
    givenOn: row.given_on,
    returnBy: row.return_by,
    returnedOn: row.returned_on,
  };
}

/** What fits the filters, as the caller may know it. */
export function filterSupplies(input: z.output<typeof SupplyExport>, today: string) {
  let query = selectSupplies();
  if (input.state !== null) query = query.where('s.state', '=', input.state);
  if (input.secrecy !== null) query = query.where('s.secrecy', '=', input.secrecy);
  if (input.year !== null)
    query = query
      .where('s.given_on', '>=', `${input.year}-01-01`)
      .where('s.given_on', '<=', `${input.year}-12-31`);
  if (input.foreign) query = query.where('s.foreigner', '=', true);
  if (input.late) query = query.where('s.state', '=', 'given').where('s.return_by', '<', today);
  if (input.recipient !== '') query = query.where('m.recipient', '=', input.recipient);
  if (input.country !== '') query = query.where('m.country', '=', input.country);
  if (input.search !== '')
    query = query.where(
      sql<boolean>`(strpos(lower(s.number), lower(${input.search}::text)) > 0 or strpos(lower(m.title), lower(${input.search}::text)) > 0
        or strpos(lower(m.recipient), lower(${input.search}::text)) > 0 or strpos(lower(m.country), lower(${input.search}::text)) > 0)`,
    );
  return query;
}

const list = defineQuery({
  name: 'supply.list',
  title: { zh: '对外提供登记', en: 'What was given to outsiders' },
  input: SupplyListQuery,
  output: SupplyList,
  rule: visitsPolicy['supply.read'],
  async run(tx, { input }) {
    const given = input.sort === 'given';
    const query = filterSupplies(input, tx.today);
    const page = await readPage(tx, given ? query.where('s.given_on', 'is not', null) : query, {
      keys: given ? ['s.given_on', 's.id'] : ['s.made_at', 's.id'],
      types: given ? ['date', 'uuid'] : ['timestamptz', 'uuid'],
      direction: input.direction,
      after: input.after,
      rowsMax: listRowsMax,
    });
    return { rows: page.rows.map(presentSupply), next: page.next };
  },
});

/** What a visit's page lists of it. */
const suppliesOfVisitMax = 100;
export async function readSuppliesOf(tx: LoadTx, visitId: string): Promise<SupplyLineView[]> {
  const rows = await tx.read(
    selectSupplies()
      .where('s.visit_id', '=', visitId)
      .orderBy('s.made_at')
      .orderBy('s.id')
      .limit(suppliesOfVisitMax),
  );
  return rows.map(presentSupply);
}

/** Firm by firm: how much was given, how much of it secret, how much is still to come back. */
const recipients = defineQuery({
  name: 'supply.recipients',
  title: { zh: '按接收方统计对外提供', en: 'What was given, by recipient' },
  input: RecipientListQuery,
  output: RecipientList,
  rule: visitsPolicy['supply.read'],
  async run(tx, { input }) {
    const grouped = db.selectFrom((from) => {
      let query = from
        .selectFrom('supply as s')
        .innerJoin('supply_matter as m', 'm.id', 's.id')
        .where('s.given_on', 'is not', null)
        .groupBy(['m.recipient', 'm.country'])
        .select(['m.recipient', 'm.country'])
        .select([
          sql<number>`count(*)::int`.as('given'),
          sql<number>`(count(*) filter (where s.secrecy <> 'none'))::int`.as('secrets'),
          sql<number>`(count(*) filter (where s.state = 'given' and s.return_by is not null))::int`.as('out'),
          sql<string | null>`max(s.given_on)::text`.as('last_on'),
        ]);
      if (input.year !== null)
        query = query
          .where('s.given_on', '>=', `${input.year}-01-01`)
          .where('s.given_on', '<=', `${input.year}-12-31`);
      if (input.search !== '')
        query = query.where(
          sql<boolean>`(strpos(lower(m.recipient), lower(${input.search}::text)) > 0 or strpos(lower(m.country), lower(${input.search}::text)) > 0)`,
        );
      return query.as('g');
    });
    const page = await readPage(tx, grouped.selectAll('g'), {
      keys: ['g.recipient', 'g.country'],
      types: ['text', 'text'],
      direction: 'asc',
      after: input.after,
      rowsMax: listRowsMax,
    });
    return {
      rows: page.rows.map((row) => ({
        recipient: row.recipient,
        country: row.country,
        given: row.given,
        secrets: row.secrets,
        out: row.out,
        lastOn: row.last_on,
      })),
      next: page.next,
    };
  },
});

const open = defineQuery({
  name: 'supply.open',
  title: { zh: '查看对外提供', en: 'Open what is given' },
  input: SupplyCall,
  output: SupplyPage,
  rule: visitsPolicy['supply.read'],
  async run(tx, { input, actor }): Promise<z.input<typeof SupplyPage>> {
    const row = await tx.readOne(
      selectSupplies()
        .innerJoin('person as a', 'a.id', 's.asked_by')
        .select(['a.name as asker', 'm.content', 'm.contact', 'm.purpose', 'm.sample_no', 'm.permission_by'])
        .select(['m.permission_no', 'm.agreement_no', 'm.received_by', 'm.note'])
        .where('s.id', '=', input.supplyId),
    );
    if (row === undefined) throw new Refusal('not.found');
    const carrier = await readNamed(tx, 'carrier', row.carrier_id);
    const visit = await readNamed(tx, 'visit', row.visit_id);
    const target = { path: row.unit_path, persons: [row.giver_id, row.asked_by] };
    const pending = await readPending(tx, { subjectId: row.id, commands: ['supply.submit'] });
    return {
      ...presentSupply(row),
      unitId: row.unit_id,
      giverId: row.giver_id,
      askedBy: row.asker,
      content: row.content,
      contact: row.contact,
      purpose: row.purpose,
      sampleNo: row.sample_no,
      carrier,
      visit,
      permission: {
        on: row.permitted_on,
        by: row.permission_by,
        no: row.permission_no,
        scanId: row.permission_scan_id,
      },
      agreement: { on: row.agreed_on, no: row.agreement_no, scanId: row.agreement_scan_id },
      receivedBy: row.received_by,
      receiptScanId: row.receipt_scan_id,
      note: row.note,
      missing: [
        ...missingForSupply({
          secrecy: row.secrecy,
          permitted: row.permitted_on !== null,
          agreed: row.agreed_on !== null,
        }),
      ],
      barred: isBarred({ ...row, rank: row.level_rank }),
      opinions: await readOpinions(tx, row.id),
      pendingId: pending?.approvalId ?? null,
      mayKeep: decide(visitsPolicy['supply.keep'], actor, target, row.unit_path).ok,
    };
  },
});

/** A thing this names, where the caller sees it too. */
async function readNamed(
  tx: LoadTx,
  table: 'carrier' | 'visit',
  id: string | null,
): Promise<{ id: string; number: string } | null> {
  if (id === null) return null;
  return (await tx.readOne(db.selectFrom(table).select(['id', 'number']).where('id', '=', id))) ?? null;
}

export const supplyQueries: readonly Query[] = [list, recipients, open];

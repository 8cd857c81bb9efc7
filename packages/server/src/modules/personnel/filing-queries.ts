import { decide } from '@fengni/kernel/access/policy';
import { type LoadTx, type Query, defineQuery } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { listRowsMax, readPage } from '@fengni/kernel/register/page';
import { sql } from 'kysely';
import { FilingCall, FilingList, FilingListQuery, type FilingLineView, FilingPage } from './contract.ts';
import { personnelPolicy } from './policy.ts';
import { db } from './store.ts';
import type { PersonnelFilingLineRow, PersonnelFilingRow } from './tables.ts';

const counted = (condition: string) =>
  sql<number>`(select count(*)::int from personnel_filing_line l where l.filing_id = f.id and ${sql.raw(condition)})`;

export function selectFilings() {
  return db
    .selectFrom('personnel_filing as f')
    .innerJoin('unit as u', 'u.id', 'f.unit_id')
    .innerJoin('person as m', 'm.id', 'f.made_by')
    .leftJoin('personnel_filing as b', 'b.id', 'f.previous_id')
    .selectAll('f')
    .select(['u.name as unit', 'm.name as maker', 'b.as_of as previous_as_of'])
    .select([
      counted(`l.change <> 'removed'`).as('people'),
      counted(`l.change = 'added'`).as('added'),
      counted(`l.change = 'changed'`).as('changed'),
      counted(`l.change = 'removed'`).as('removed'),
    ]);
}

export type ReadFiling = PersonnelFilingRow & {
  readonly unit: string;
  readonly maker: string;
  readonly previous_as_of: string | null;
  readonly people: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
};

function present(row: ReadFiling): FilingLineView {
  return {
    id: row.id,
    unit: row.unit,
    ordinal: row.ordinal,
    asOf: row.as_of,
    state: row.state,
    people: row.people,
    added: row.added,
    changed: row.changed,
    removed: row.removed,
    madeAt: row.made_at.toISOString(),
    madeBy: row.maker,
    bureau: row.bureau,
    sentOn: row.sent_on,
    receivedOn: row.received_on,
    receiptNo: row.receipt_no,
    scanId: row.scan_id,
  };
}

const list = defineQuery({
  name: 'personnel.filings',
  title: { zh: '涉密人员备案', en: 'Filings of people with access' },
  input: FilingListQuery,
  output: FilingList,
  rule: personnelPolicy['personnel.board'],
  async run(tx, { input }) {
    let query = selectFilings();
    if (input.state !== null) query = query.where('f.state', '=', input.state);
    const page = await readPage(tx, query, {
      keys: ['f.made_at', 'f.id'],
      types: ['timestamptz', 'uuid'],
      after: input.after,
      rowsMax: listRowsMax,
    });
    return { rows: page.rows.map(present), next: page.next };
  },
});

export async function readFiling(
  tx: LoadTx,
  filingId: string,
): Promise<{ readonly filing: ReadFiling; readonly lines: PersonnelFilingLineRow[] }> {
  const filing = await tx.readOne(selectFilings().where('f.id', '=', filingId));
  if (filing === undefined) throw new Refusal('not.found');
  const lines = await tx.read(
    db.selectFrom('personnel_filing_line').selectAll().where('filing_id', '=', filing.id).orderBy('place'),
  );
  return { filing, lines };
}

const open = defineQuery({
  name: 'personnel.filing',
  title: { zh: '查看涉密人员名册', en: 'Open a filing' },
  input: FilingCall,
  output: FilingPage,
  rule: personnelPolicy['personnel.board'],
  async run(tx, { input, actor }) {
    const { filing, lines } = await readFiling(tx, input.filingId);
    return {
      ...present(filing),
      previousAsOf: filing.previous_as_of,
      mayRun: decide(personnelPolicy['personnel.file'], actor, undefined, filing.unit_path).ok,
      lines: lines.map((line) => ({
        id: line.id,
        personId: line.person_id,
        name: line.name,
        staffNo: line.staff_no,
        unit: line.unit,
        post: line.post,
        grade: line.grade,
        clearedOn: line.cleared_on,
        reviewedOn: line.reviewed_on,
        change: line.change,
        formerGrade: line.former_grade,
      })),
    };
  },
});

export const filingQueries: readonly Query[] = [list, open];

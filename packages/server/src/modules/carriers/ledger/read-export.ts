import type { LoadTx } from '@fengni/kernel/command/define';
import { sql } from 'kysely';
import type { CarrierRow, CopyRow } from '../tables.ts';
import { db } from '../store.ts';
import { receivedNote } from './build-rows.ts';

/** Which rows of a register are asked for. */
export interface ExportFilter {
  readonly state: CopyRow['state'] | null;
  readonly level: string | null;
}

/** One copy as its caller may see it: what is of the know tier is null where he may only handle. Dates in the house's zone. */
export interface ExportRow {
  number: string;
  scheme: string;
  mark: string;
  medium: CarrierRow['medium'];
  issued_on: string | null;
  pages: number | null;
  pages_stated: string | null;
  title: string | null;
  document_no: string | null;
  originator: string | null;
  remark: string | null;
  copy_no: string;
  state: CopyRow['state'];
  place: string;
  holder: string | null;
  since: string;
  received: string | null;
}

function selectCopies(registerId: string, filter: ExportFilter) {
  let query = db
    .selectFrom('copy as k')
    .innerJoin('carrier as c', 'c.id', 'k.carrier_id')
    .where('k.register_id', '=', registerId)
    .where('c.register_id', '=', registerId);
  if (filter.state !== null) query = query.where('k.state', '=', filter.state);
  if (filter.level !== null) query = query.where('c.level', '=', filter.level);
  return query;
}

/** How many rows an export would have, as the caller sees the register now. */
export async function countExport(tx: LoadTx, registerId: string, filter: ExportFilter): Promise<number> {
  const row = await tx.readOne(
    selectCopies(registerId, filter).select((eb) => eb.fn.countAll<number>().as('count')),
  );
  return row?.count ?? 0;
}

/** What the mark of an export is made from: each mark among its rows with the latest day of issue. */
export function readExportMarks(tx: LoadTx, registerId: string, filter: ExportFilter) {
  return tx.read(
    selectCopies(registerId, filter)
      .select(['c.scheme', 'c.level', 'c.validity'])
      .select((eb) => eb.fn.max('c.issued_on').as('issued_on'))
      .select(sql<boolean>`bool_or(c.issued_on is null)`.as('undated'))
      .groupBy(['c.scheme', 'c.level', 'c.validity']),
  );
}

/** The rows of an export by number and copy number. */
export function readExport(
  tx: LoadTx,
  the: { readonly registerId: string; readonly filter: ExportFilter; readonly rowsMax: number },
): Promise<ExportRow[]> {
  return tx.read(
    selectCopies(the.registerId, the.filter)
      .leftJoin('carrier_matter as m', 'm.id', 'c.id')
      .leftJoin('person as p', 'p.id', 'k.holder_id')
      .select([
        'c.number',
        'c.scheme',
        'c.mark',
        'c.medium',
        'c.issued_on',
        'c.pages',
        'c.pages_stated',
        'm.title',
        'm.document_no',
        'm.originator',
        'm.remark',
        'k.copy_no',
        'k.state',
        'k.place',
        'p.name as holder',
      ])
      .select(
        sql<string>`to_char(k.since at time zone current_setting('fengni.zone'), 'YYYY-MM-DD')`.as('since'),
      )
      // the day of receipt is that of the first custody; of an imported copy only where its ledger gave one
      .select(
        sql<
          string | null
        >`(select to_char(min(u.happened_at) at time zone current_setting('fengni.zone'), 'YYYY-MM-DD') from custody u
          where u.copy_id = k.id and (u.move in ('receive', 'register', 'make') or (u.move = 'import' and u.note = ${receivedNote})))`.as(
          'received',
        ),
      )
      .orderBy('c.number_sort')
      .orderBy('c.id')
      .orderBy('k.copy_no')
      .limit(the.rowsMax),
  );
}

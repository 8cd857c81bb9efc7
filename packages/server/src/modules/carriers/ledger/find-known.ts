import type { LoadTx } from '@fengni/kernel/command/define';
import type { LedgerRow } from '../contract.ts';

/** What the register has of a row already. */
export interface KnownRow {
  /** The carrier of the row's number, or the one an earlier import made of the same row. */
  readonly carrierId: string | null;
  /** Whether that very copy is there: then the row is left alone. */
  readonly known: boolean;
}

interface FoundRow {
  place: number;
  carrier_id: string | null;
  known: boolean;
}

/** Looks all rows up in one statement, as the caller sees the register: by number and copy number, else by row key. */
export async function findKnown(
  tx: LoadTx,
  registerId: string,
  rows: readonly LedgerRow[],
): Promise<KnownRow[]> {
  const wanted = rows.map((row, place) => ({
    place,
    number: row.number,
    copy_no: row.copyNo,
    key: row.rowKey,
  }));
  const found = await tx.readSql<FoundRow>(
    `with wanted as (select * from jsonb_to_recordset($2) as w (place int, number text, copy_no text, key text)),
          by_number as (select w.place, w.copy_no, c.id from wanted w join carrier c on c.register_id = $1 and c.number = w.number),
          by_key as (select w.place, c.id from wanted w join carrier c on c.register_id = $1 and c.import_key = w.key
                     where w.number is null)
     select n.place, n.id as carrier_id, n.copy_no is null
              or exists (select from copy k where k.carrier_id = n.id and k.copy_no = n.copy_no) as known
       from by_number n
     union all select place, id, true from by_key`,
    [registerId, JSON.stringify(wanted)],
  );
  const byPlace = new Map(found.map((one) => [one.place, one]));
  return rows.map((_, place) => {
    const one = byPlace.get(place);
    return { carrierId: one?.carrier_id ?? null, known: one?.known === true };
  });
}

/** Persons of a unit and all below it by exact name; a name two persons bear leads to neither. */
export async function findPersons(
  tx: LoadTx,
  unitPath: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (names.length === 0) return new Map();
  const rows = await tx.readSql<{ id: string; name: string }>(
    `select min(p.id::text) as id, p.name from person p join unit u on u.id = p.unit_id
     where p.name = any ($1) and u.path <@ $2::ltree and p.left_on is null
     group by p.name having count(*) = 1`,
    [[...new Set(names)], unitPath],
  );
  return new Map(rows.map((row) => [row.name, row.id]));
}

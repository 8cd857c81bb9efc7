import type { LoadTx } from '@fengni/kernel/command/define';
import type { LedgerRow } from '../contract.ts';

/** What a row is looked up by. */
export type WantedRow = Pick<LedgerRow, 'number' | 'copyNo' | 'rowKey'> & {
  readonly mark: Pick<LedgerRow['mark'], 'scheme' | 'level'>;
};

/** What the register has of a row already. */
export interface KnownRow {
  /** The carrier of the row's number, or the one an earlier import made of the same row. */
  readonly carrierId: string | null;
  /** Whether that very copy is there: then the row is left alone. */
  readonly known: boolean;
  /** Whether the number is that of a draft, or of a thing of another mark: then the row cannot come in. */
  readonly taken: boolean;
}

interface FoundRow {
  place: number;
  carrier_id: string | null;
  known: boolean;
  taken: boolean;
}

/**
 * Looks all rows up in one statement, as the caller sees the register: by number and copy number, else by row key.
 * A key tells what a row says, titles too: `known` looks keys up only of what the caller may know or brought in himself.
 */
export async function findKnown(
  tx: LoadTx,
  registerId: string,
  rows: readonly WantedRow[],
  keysOf: 'seen' | 'known' = 'seen',
): Promise<KnownRow[]> {
  const wanted = rows.map((row, place) => ({
    place,
    number: row.number,
    copy_no: row.copyNo,
    key: row.rowKey,
    scheme: row.mark.scheme,
    level: row.mark.level,
  }));
  const found = await tx.readSql<FoundRow>(
    `with wanted as (select * from jsonb_to_recordset($2)
            as w (place int, number text, copy_no text, key text, scheme text, level text)),
          by_number as (select w.place, w.copy_no, c.id, c.state = 'draft' or c.scheme <> w.scheme or c.level <> w.level as other
                        from wanted w join carrier c on c.register_id = $1 and c.number = w.number),
          by_key as (select w.place, c.id from wanted w join carrier c on c.register_id = $1 and c.import_key = w.key
                     where w.number is null and ($3 or c.registered_by = acting_person()
                       or exists (select from carrier_matter m where m.id = c.id)))
     select n.place, n.id as carrier_id, n.other as taken, n.copy_no is null
              or exists (select from copy k where k.carrier_id = n.id and k.copy_no = n.copy_no) as known
       from by_number n
     union all select place, id, false, true from by_key`,
    [registerId, JSON.stringify(wanted), keysOf === 'seen'],
  );
  const byPlace = new Map(found.map((one) => [one.place, one]));
  return rows.map((_, place) => {
    const one = byPlace.get(place);
    const known = one?.known === true;
    return { carrierId: one?.carrier_id ?? null, known, taken: !known && one?.taken === true };
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

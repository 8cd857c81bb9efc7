import { type LoadTx, defineQuery } from '@fengni/kernel/command/define';
import { z } from 'zod';
import { ScanHits, ScanQuery } from './contract.ts';
import { levelToken } from './item-lines.ts';
import { carriersPolicy } from './policy.ts';
import { type CopyState, copyStateTitles } from './rules.ts';

const hitsMax = 12;
type Hit = z.input<typeof ScanHits>['hits'][number];

/** What a hand scanner or a person typed: a label, a number, a name, a word; the carriers' part of the scan box. */
export const scanFind = defineQuery({
  name: 'scan.find',
  title: { zh: '扫码、查找', en: 'Scan or find' },
  input: ScanQuery,
  output: ScanHits,
  rule: carriersPolicy['carrier.read'],
  async run(tx, { input }) {
    const text = input.text.normalize('NFKC').trim();
    const copies = await findCopies(tx, text);
    if (copies.length > 0) return { hits: copies };
    const hits = [
      ...(await findCarriersByText(tx, text)),
      ...(await findPeople(tx, text)),
      ...(await findUnits(tx, text)),
    ];
    return { hits: hits.slice(0, hitsMax) };
  },
});

interface CopyHit {
  readonly id: string;
  readonly carrier_id: string;
  readonly number: string;
  readonly copy_no: string;
  readonly mark: string;
  readonly scheme: string;
  readonly level: string;
  readonly state: CopyState;
  readonly title: string | null;
}

interface CarrierHit {
  readonly id: string;
  readonly number: string;
  readonly mark: string;
  readonly scheme: string;
  readonly level: string;
  readonly state: string;
  readonly title: string | null;
}

/** A label's code, or `number-copy`: opens the copy with its next action ready. */
async function findCopies(tx: LoadTx, text: string): Promise<Hit[]> {
  const code = text.toUpperCase();
  const parts = /^(.+)-([0-9A-Za-z]{1,20})$/.exec(text);
  const rows = await tx.readSql<CopyHit>(
    `select y.id, y.carrier_id, c.number, y.copy_no, c.mark, c.scheme, c.level, y.state, m.title
     from (select id from copy where code = $1
           union select y.id from carrier c join copy y on y.carrier_id = c.id where c.number = $2 and y.copy_no = $3) f
     join copy y on y.id = f.id join carrier c on c.id = y.carrier_id left join carrier_matter m on m.id = c.id
     order by c.registered_at desc, c.id limit $4`,
    [code, parts?.[1] ?? '', parts?.[2] ?? '', hitsMax],
  );
  return rows.map((row) => ({
    kind: 'copy',
    id: row.id,
    number: `${row.number}-${row.copy_no}`,
    title: row.title,
    mark: row.mark,
    levelToken: levelToken(row.scheme, row.level, row.mark),
    state: row.state,
    to: `/carriers/${row.carrier_id}?copy=${row.id}`,
    next: copyStateTitles[row.state],
  }));
}

/** By number for who handles; by words for who may know, through their grams. */
async function findCarriersByText(tx: LoadTx, text: string): Promise<Hit[]> {
  const rows = await tx.readSql<CarrierHit>(
    `select c.id, c.number, c.mark, c.scheme, c.level, c.state, m.title
     from (select id from find_known($1, '{}', null, null, $2) union select id from carrier where number = $1) f
     join carrier c on c.id = f.id left join carrier_matter m on m.id = c.id
     order by c.registered_at desc, c.id limit $2`,
    [text, hitsMax],
  );
  return rows.map((row) => ({
    kind: 'carrier',
    id: row.id,
    number: row.number,
    title: row.title,
    mark: row.mark,
    levelToken: levelToken(row.scheme, row.level, row.mark),
    state: row.state,
    to: `/carriers/${row.id}`,
    next: null,
  }));
}

async function findPeople(tx: LoadTx, text: string): Promise<Hit[]> {
  const rows = await tx.readSql<{ id: string; name: string; unit: string }>(
    `select p.id, p.name, u.name as unit from person p join unit u on u.id = p.unit_id
     where p.name = $1 or p.staff_no = $1 or p.name like $2 order by p.name limit 5`,
    [text, `${text.replace(/[\\%_]/g, '\\$&')}%`],
  );
  return rows.map((row) => ({
    ...plain,
    kind: 'person',
    id: row.id,
    number: row.name,
    title: row.unit,
    to: `/people/${row.id}`,
  }));
}

async function findUnits(tx: LoadTx, text: string): Promise<Hit[]> {
  const rows = await tx.readSql<{ id: string; name: string }>(
    `select id, name from unit where ended_on is null and (name like $1 or code = $2) order by path limit 5`,
    [`%${text.replace(/[\\%_]/g, '\\$&')}%`, text],
  );
  return rows.map((row) => ({
    ...plain,
    kind: 'unit',
    id: row.id,
    number: row.name,
    title: null,
    to: `/organisation/units/${row.id}`,
  }));
}

const plain = { mark: null, levelToken: null, state: null, next: null } as const;

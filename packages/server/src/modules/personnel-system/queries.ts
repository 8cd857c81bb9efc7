import { decide } from '@fengni/kernel/access/policy';
import { type LoadTx, type Query, defineQuery } from '@fengni/kernel/command/define';
import { refuse as refuseKernel } from '@fengni/kernel/command/refusal';
import { type Page, listRowsMax, readPage } from '@fengni/kernel/register/page';
import { sql } from 'kysely';
import { z } from 'zod';
import {
  DeliveryCall,
  DeliveryList,
  DeliveryListQuery,
  DeliveryPage,
  type DifferenceLine,
  DifferenceList,
  DifferenceListQuery,
  SheetForm,
  StepSettings,
  TokenList,
} from './contract.ts';
import { personnelSystemPolicy } from './policy.ts';
import { automaticSetting, db } from './store.ts';
import type { PersonnelDifferenceRow } from './tables.ts';
import { isShowable } from './tokens.ts';

/** Tokens of one house; more than a page of them would be a mistake. */
const tokensMax = 200;

function selectDeliveries() {
  return db
    .selectFrom('personnel_delivery as d')
    .innerJoin('unit as u', 'u.id', 'd.unit_id')
    .leftJoin('person as p', 'p.id', 'd.by_id')
    .leftJoin('personnel_token as t', 't.id', 'd.token_id')
    .selectAll('d')
    .select(['u.name as unit', 'p.name as person', 't.name as token'])
    .select((eb) =>
      eb
        .selectFrom('personnel_difference as x')
        .select(sql<number>`count(*)::int`.as('n'))
        .whereRef('x.delivery_id', '=', 'd.id')
        .where('x.state', '=', 'open')
        .as('open'),
    );
}

const deliveries = defineQuery({
  name: 'personnelSystem.deliveries',
  title: { zh: '人事系统推送', en: 'Deliveries of the personnel system' },
  input: DeliveryListQuery,
  output: DeliveryList,
  rule: personnelSystemPolicy['personnelSystem.read'],
  async run(tx, { input }) {
    const page = await readPage(tx, selectDeliveries(), {
      keys: ['d.received_at', 'd.id'],
      types: ['timestamptz', 'uuid'],
      after: input.after,
      rowsMax: listRowsMax,
    });
    const rows = page.rows.map((row) => ({
      id: row.id,
      reference: row.reference,
      source: row.source,
      from: row.token ?? row.person ?? '',
      unit: row.unit,
      whole: row.whole,
      people: row.people,
      found: row.found,
      open: row.open ?? 0,
      receivedAt: row.received_at.toISOString(),
    }));
    return { rows, next: page.next };
  },
});

const openDelivery = defineQuery({
  name: 'personnelSystem.openDelivery',
  title: { zh: '查看推送', en: 'Open a delivery' },
  input: DeliveryCall,
  output: DeliveryPage,
  rule: personnelSystemPolicy['personnelSystem.read'],
  async run(tx, { input }) {
    const row = await tx.readOne(selectDeliveries().where('d.id', '=', input.deliveryId));
    if (row === undefined) throw refuseKernel('not.found');
    const [plain] = await tx.readSql<{ n: number }>(
      `select count(*)::int as n from personnel_difference
       where delivery_id = $1 and state = 'open' and trouble is null and kind <> 'gone'`,
      [row.id],
    );
    return {
      id: row.id,
      reference: row.reference,
      source: row.source,
      unit: row.unit,
      whole: row.whole,
      people: row.people,
      found: row.found,
      open: row.open ?? 0,
      plain: plain?.n ?? 0,
      receivedAt: row.received_at.toISOString(),
    };
  },
});

type Filter = Omit<z.output<typeof DifferenceListQuery>, 'after'>;
type DifferenceSeen = PersonnelDifferenceRow & {
  readonly person: string | null;
  readonly leavingId: string | null;
  readonly reason: string | null;
};

/** Lines in the caller's sight, newest first. */
export async function readDifferences(
  tx: LoadTx,
  the: { readonly filter: Filter; readonly after: string | null; readonly rowsMax: number },
): Promise<Page<DifferenceSeen>> {
  const { filter } = the;
  let query = db
    .selectFrom('personnel_difference as x')
    .leftJoin('person as p', 'p.id', 'x.person_id')
    .leftJoin('personnel_difference_matter as m', 'm.id', 'x.id')
    .selectAll('x')
    .select([
      'p.name as person',
      'm.reason',
      sql<
        string | null
      >`(select l.id from leaving l where l.person_id = x.person_id and l.state = 'open')`.as('leavingId'),
    ]);
  if (filter.deliveryId !== null) query = query.where('x.delivery_id', '=', filter.deliveryId);
  if (filter.kind !== null) query = query.where('x.kind', '=', filter.kind);
  if (filter.state !== null) query = query.where('x.state', '=', filter.state);
  if (filter.trouble === 'none') query = query.where('x.trouble', 'is', null);
  else if (filter.trouble !== null) query = query.where('x.trouble', '=', filter.trouble);
  if (filter.search !== '') {
    query = query.where((eb) =>
      eb.or([
        eb('x.name', 'ilike', `%${filter.search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`),
        eb('x.staff_no', '=', filter.search),
      ]),
    );
  }
  return readPage(tx, query, {
    keys: ['x.made_at', 'x.id'],
    types: ['timestamptz', 'uuid'],
    after: the.after,
    rowsMax: the.rowsMax,
  });
}

export function presentDifference(row: DifferenceSeen): DifferenceLine {
  return {
    id: row.id,
    deliveryId: row.delivery_id,
    kind: row.kind,
    staffNo: row.staff_no,
    name: row.name,
    personId: row.person_id,
    person: row.person,
    trouble: row.trouble,
    facts: row.facts,
    state: row.state,
    madeAt: row.made_at.toISOString(),
    leavingId: row.leavingId,
    reason: row.reason,
  };
}

const differences = defineQuery({
  name: 'personnelSystem.differences',
  title: { zh: '人员变动', en: 'Changes of people' },
  input: DifferenceListQuery,
  output: DifferenceList,
  rule: personnelSystemPolicy['personnelSystem.read'],
  async run(tx, { input }) {
    const { after, ...filter } = input;
    const page = await readDifferences(tx, { filter, after, rowsMax: listRowsMax });
    return { rows: page.rows.map(presentDifference), next: page.next };
  },
});

const tokens = defineQuery({
  name: 'personnelToken.list',
  title: { zh: '人事系统接口令牌', en: 'Tokens of the personnel system' },
  input: z.object({}),
  output: TokenList,
  rule: personnelSystemPolicy['personnelToken.read'],
  async run(tx) {
    const rows = await tx.read(
      db
        .selectFrom('personnel_token as t')
        .innerJoin('unit as u', 'u.id', 't.unit_id')
        .select([
          't.id',
          't.name',
          't.addresses',
          't.made_at',
          't.expires_on',
          't.first_used_at',
          't.last_used_at',
          't.revoked_at',
          'u.name as unit',
        ])
        .orderBy('t.made_at', 'desc')
        .orderBy('t.id')
        .limit(tokensMax),
    );
    return {
      rows: rows.map((row) => ({
        id: row.id,
        name: row.name,
        unit: row.unit,
        addresses: row.addresses,
        madeAt: row.made_at.toISOString(),
        expiresOn: row.expires_on,
        lastUsedAt: row.last_used_at?.toISOString() ?? null,
        revokedAt: row.revoked_at?.toISOString() ?? null,
        showable: isShowable(row, tx.now),
      })),
    };
  },
});

const stepSettings = defineQuery({
  name: 'personnelSystem.settings',
  title: { zh: '人事系统设置', en: 'Settings of the personnel system' },
  input: z.object({}),
  output: StepSettings,
  rule: personnelSystemPolicy['personnelSystem.readSettings'],
  async run(tx) {
    const [row] = await tx.readSql<{ value: unknown }>('select value from setting where name = $1', [
      automaticSetting,
    ]);
    return { automatic: StepSettings.shape.automatic.catch([]).parse(row?.value ?? []) };
  },
});

/** Asked before a sheet is read: whether its sender keeps the people of that unit. */
const mayStage = defineQuery({
  name: 'personnelSystem.mayStage',
  title: { zh: '核对导入名单的权限', en: 'Check who may bring a list' },
  input: SheetForm,
  output: z.object({ unit: z.string() }),
  rule: personnelSystemPolicy['personnelSystem.decide'],
  async run(tx, { input, actor }) {
    const unit = await tx.readOne(
      db.selectFrom('unit').select(['name', 'path']).where('id', '=', input.unitId),
    );
    if (unit === undefined) throw refuseKernel('not.found');
    const rule = personnelSystemPolicy['personnelSystem.decide'];
    if (!decide(rule, actor, undefined, unit.path).ok) throw refuseKernel('not.found');
    return { unit: unit.name };
  },
});

export const personnelSystemQueries: readonly Query[] = [
  deliveries,
  openDelivery,
  differences,
  tokens,
  stepSettings,
  mayStage,
];

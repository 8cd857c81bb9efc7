import { type Query, defineQuery } from '@fengni/kernel/command/define';
import { readPage } from '@fengni/kernel/register/page';
import { sql } from 'kysely';
import {
  EndingList,
  EndingListQuery,
  EndingMonths,
  EndingMonthsQuery,
  ExpiryBatches,
  NoticeList,
  NoticeListQuery,
  RegradingList,
  RegradingListQuery,
  RemarkList,
  RemarkListQuery,
  type endingStates,
} from './contract.ts';
import {
  type NoticeLineRow,
  type RegradingLineRow,
  type RemarkLineRow,
  actionsFor,
  lineColumns,
  noticeColumns,
  presentNotice,
  presentRegrading,
  presentRemark,
  remarkColumns,
  stillHere,
} from './lines.ts';
import { regradingPolicy } from './policy.ts';
import { levelToken } from '../../carriers/api.ts';
import { type FindCommand, db } from './store.ts';

const rowsMax = 50;
/** Months of the plot. */
const monthsAhead = 24;

/** A row of these columns as one value. */
function line<Row>(columns: string) {
  return sql<Row>`row_to_json((select line from (select ${sql.raw(columns)}) line))`.as('line');
}

const newest = { types: ['timestamptz', 'uuid'], rowsMax, direction: 'desc' } as const;

const regradingList = defineQuery({
  name: 'regrading.list',
  title: { zh: '密级变更', en: 'Changes of marks' },
  input: RegradingListQuery,
  output: RegradingList,
  rule: regradingPolicy['regrading.read'],
  async run(tx, { input }) {
    let query = db.selectFrom('regrading as r').select(line<RegradingLineRow>(lineColumns));
    if (input.box === 'mine') query = query.where(sql<boolean>`r.made_by = acting_person()`);
    // driven from the caller's registers and his own proposals: what he knows besides stands with its carrier
    else
      query = query
        .where('r.state', '=', input.box === 'open' ? 'draft' : 'done')
        .where(
          sql<boolean>`(r.register_id = any ((select handled_registers())::uuid[]) or (select acting_person()) in (r.made_by, r.classifier_id))`,
        );
    const page = await readPage(tx, query, { ...newest, keys: ['r.made_at', 'r.id'], after: input.after });
    return { rows: page.rows.map((row) => presentRegrading(row.line)), next: page.next };
  },
});

interface EndingRow {
  readonly id: string;
  readonly number: string;
  readonly title: string | null;
  readonly mark: string;
  readonly scheme: string;
  readonly level: string;
  readonly origin: 'own' | 'received';
  readonly expires_on: string;
  readonly days_left: number;
  readonly state: (typeof endingStates)[number];
}

/** How an ending term stands, over `carrier c`. What its caller does not see of proposals, he is not told. */
const endingColumns = `c.id, c.number, m.title, c.mark, c.scheme, c.level, c.origin, c.expires_on::text,
  c.expires_on - house_today() as days_left,
  case
    when exists (select from regrading_item i join regrading r on r.id = i.regrading_id
      where i.carrier_id = c.id and r.state = 'draft' and r.kind in ('extend', 'upgrade') and regrading_pending(r.id))
      then 'extension-pending'
    when c.origin = 'own' and c.expires_on < house_today() then 'waits-for-confirmation'
    when c.origin = 'received' and c.expires_on < house_today()
      and not exists (select from term_check t where t.carrier_id = c.id and t.ends_on = c.expires_on
        and t.outcome = 'no-extension-found') then 'ask-originator'
    when exists (select from term_check t where t.carrier_id = c.id and t.ends_on = c.expires_on) then 'checked'
    else 'due' end as state`;

function selectEnding(by: 'handled' | 'known') {
  const open = db
    .selectFrom('carrier as c')
    .leftJoin('carrier_matter as m', 'm.id', 'c.id')
    .where('c.expires_on', 'is not', null)
    .where('c.released_on', 'is', null)
    .where('c.state', '<>', 'ended');
  return by === 'handled'
    ? open.where(sql<boolean>`c.register_id = any ((select handled_registers())::uuid[])`)
    : open.where(
        sql<boolean>`c.id in (select k.carrier_id from carrier_knower k where k.person_id = (select acting_person()))`,
      );
}

/** What ends when, the earliest first. */
const endingList = defineQuery({
  name: 'regrading.ending',
  title: { zh: '保密期限即将届满', en: 'Terms that are ending' },
  input: EndingListQuery,
  output: EndingList,
  rule: regradingPolicy['regrading.read'],
  async run(tx, { input }) {
    let query = selectEnding(input.by).select(line<EndingRow>(endingColumns));
    if (input.origin !== null) query = query.where('c.origin', '=', input.origin);
    if (input.from !== null) query = query.where('c.expires_on', '>=', `${input.from}-01`);
    if (input.to !== null)
      query = query.where(sql<boolean>`c.expires_on < ${`${input.to}-01`}::date + interval '1 month'`);
    const page = await readPage(tx, query, {
      keys: ['c.expires_on', 'c.id'],
      types: ['date', 'uuid'],
      direction: 'asc',
      after: input.after,
      rowsMax,
    });
    return {
      rows: page.rows.map(({ line: row }) => ({
        id: row.id,
        number: row.number,
        title: row.title,
        mark: row.mark,
        levelToken: levelToken(row.scheme, row.level, row.mark),
        origin: row.origin,
        expiresOn: row.expires_on,
        daysLeft: row.days_left,
        state: row.state,
      })),
      next: page.next,
    };
  },
});

const endingMonths = defineQuery({
  name: 'regrading.endingMonths',
  title: { zh: '各月届满件数', en: 'Terms ending by month' },
  input: EndingMonthsQuery,
  output: EndingMonths,
  rule: regradingPolicy['regrading.read'],
  async run(tx, { input }) {
    const counted = await tx.read(
      selectEnding(input.by)
        .select([
          sql<string>`case when c.expires_on < house_today() then '' else to_char(c.expires_on, 'YYYY-MM') end`.as(
            'month',
          ),
          sql<number>`count(*) filter (where c.origin = 'own')::int`.as('own'),
          sql<number>`count(*) filter (where c.origin = 'received')::int`.as('received'),
        ])
        .where(
          sql<boolean>`c.expires_on < date_trunc('month', house_today()) + make_interval(months => ${monthsAhead})`,
        )
        .groupBy(sql`1`),
    );
    const byMonth = new Map(counted.map((row) => [row.month, row]));
    const over = byMonth.get('');
    const months = Array.from({ length: monthsAhead }, (_, i) => monthAfter(tx.today, i));
    return {
      months: months.map((month) => ({
        month,
        own: byMonth.get(month)?.own ?? 0,
        received: byMonth.get(month)?.received ?? 0,
      })),
      overdue: (over?.own ?? 0) + (over?.received ?? 0),
    };
  },
});

function monthAfter(today: string, months: number): string {
  const count = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 + months;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
}

/** Lists of the module; `find` gives the commands whose rules say what the caller can do. */
export function createRegradingLists(find: FindCommand): Query[] {
  const batches = defineQuery({
    name: 'regrading.batches',
    title: { zh: '待确认的成批到期解密', en: 'Batches of expiries to confirm' },
    input: EndingMonthsQuery.omit({ by: true }),
    output: ExpiryBatches,
    rule: regradingPolicy['regrading.read'],
    async run(tx, { actor }) {
      const rows = await tx.readSql<{
        id: string;
        unit: string;
        unit_path: string;
        before_on: string;
        carrier_count: number;
        state: 'waiting' | 'confirmed';
        made_at: Date;
      }>(
        `select b.id, u.name as unit, b.unit_path, b.before_on::text, b.carrier_count, b.state, b.made_at
         from expiry_batch b join unit u on u.id = b.unit_id where b.state <> 'done' order by b.made_at, b.id`,
      );
      return {
        rows: rows.map((row) => ({
          id: row.id,
          unit: row.unit,
          beforeOn: row.before_on,
          carriers: row.carrier_count,
          state: row.state,
          madeAt: row.made_at.toISOString(),
          actions: actionsFor({ find, actor, unitPath: row.unit_path })(
            'regrading.confirmExpiry',
            row.state === 'waiting' ? null : { zh: '已确认，正在分批解密', en: 'confirmed, being released' },
          ),
        })),
      };
    },
  });
  const noticeList = defineQuery({
    name: 'regrading.notices',
    title: { zh: '变更通知书', en: 'Notices of changes' },
    input: NoticeListQuery,
    output: NoticeList,
    rule: regradingPolicy['regrading.read'],
    async run(tx, { input, actor }) {
      let query = db
        .selectFrom('regrading_notice as n')
        .innerJoin('register as g', 'g.id', 'n.register_id')
        .select(line<NoticeLineRow>(noticeColumns));
      if (input.state !== null) query = query.where('n.state', '=', input.state);
      const page = await readPage(tx, query, { ...newest, keys: ['n.made_at', 'n.id'], after: input.after });
      return { rows: page.rows.map((row) => presentNotice(row.line, { find, actor })), next: page.next };
    },
  });
  const remarkList = defineQuery({
    name: 'regrading.remarks',
    title: { zh: '待改标志的份数', en: 'Copies still to be marked' },
    input: RemarkListQuery,
    output: RemarkList,
    rule: regradingPolicy['regrading.read'],
    async run(tx, { input, actor }) {
      const query = db
        .selectFrom('regrading_remark as m')
        .innerJoin('copy as y', 'y.id', 'm.copy_id')
        .innerJoin('carrier as c', 'c.id', 'm.carrier_id')
        .leftJoin('person as h', 'h.id', 'y.holder_id')
        .select(line<RemarkLineRow>(remarkColumns))
        .where(sql<boolean>`${sql.raw(stillHere)}`)
        .where(
          input.mine
            ? sql<boolean>`y.holder_id = (select acting_person())`
            : sql<boolean>`(m.register_id = any ((select handled_registers())::uuid[]) or y.holder_id = (select acting_person()))`,
        );
      const page = await readPage(tx, query, {
        ...newest,
        direction: 'asc',
        keys: ['m.made_at', 'm.id'],
        after: input.after,
      });
      return { rows: page.rows.map((row) => presentRemark(row.line, { find, actor })), next: page.next };
    },
  });
  return [regradingList, endingList, endingMonths, batches, noticeList, remarkList];
}

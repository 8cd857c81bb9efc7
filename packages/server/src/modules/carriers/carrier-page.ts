import type { Actor } from '@fengni/kernel/access/actor';
import { type LoadTx, type Command, defineQuery } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { builtinPacks, carrierRulesFor } from '@fengni/schemes/packs';
import { z } from 'zod';
import { describeAction } from './actions.ts';
import { type LineRow, presentLine } from './carrier-list.ts';
import {
  type ActionView,
  CarrierPage,
  type CarrierPageView,
  Validity,
  WhereWas,
  WhereWasQuery,
} from './contract.ts';
import { carriersPolicy } from './policy.ts';
import { type CopyMove, afterMove, copyMoveTitles, copyStateTitles, outStates } from './rules.ts';
import { db, readPromises } from './store.ts';
import type { CirculationReaderRow, CirculationRow, CopyRow, CustodyRow, LoanRow } from './tables.ts';

/** Stops of a life line shown on the page; the whole chain is on the custody sheet. */
const stopsPerCopyMax = 40;
const copiesPerPageMax = 60;

type NamedCustody = CustodyRow & { readonly holder: string | null; readonly by_name: string };
type PageData = {
  readonly copies: readonly (CopyRow & { readonly holder: string | null })[];
  readonly stops: readonly NamedCustody[];
  readonly circulations: readonly CirculationRow[];
  readonly readers: readonly (CirculationReaderRow & {
    readonly person: string;
    readonly deputy: string | null;
  })[];
  readonly loans: readonly (LoanRow & { readonly borrower: string })[];
  readonly promises: ReadonlyMap<string, 'circulation' | 'loan'>;
};

export function presentStop(stop: NamedCustody) {
  return {
    id: stop.id,
    move: stop.move,
    state: stop.state,
    at: stop.happened_at.toISOString(),
    holder: stop.holder,
    place: stop.place,
    by: stop.by_name,
    signed: stop.signed,
    note: stop.note,
    entryId: stop.entry_id,
    scanId: stop.scan_id,
  };
}

/** Custody rows in the caller's sight, the oldest first. */
export function selectStops() {
  return db
    .selectFrom('custody as s')
    .leftJoin('person as h', 'h.id', 's.holder_id')
    .innerJoin('person as b', 'b.id', 's.by_id')
    .selectAll('s')
    .select(['h.name as holder', 'b.name as by_name']);
}

async function readPageData(tx: LoadTx, carrierId: string): Promise<PageData> {
  const copies = await tx.read(
    db
      .selectFrom('copy as y')
      .leftJoin('person as h', 'h.id', 'y.holder_id')
      .selectAll('y')
      .select('h.name as holder')
      .where('y.carrier_id', '=', carrierId)
      .orderBy('y.copy_no')
      .limit(copiesPerPageMax),
  );
  const stops = await tx.read(
    selectStops()
      // by the copies: one set apart brings its custody along
      .where('s.copy_id', 'in', db.selectFrom('copy').select('id').where('carrier_id', '=', carrierId))
      .orderBy('s.happened_at')
      .orderBy('s.entered_at')
      .limit(stopsPerCopyMax * copiesPerPageMax),
  );
  const circulations = await tx.read(
    db.selectFrom('circulation').selectAll().where('carrier_id', '=', carrierId).where('state', '=', 'open'),
  );
  const readers = await tx.read(
    db
      .selectFrom('circulation_reader as r')
      .innerJoin('person as p', 'p.id', 'r.person_id')
      .leftJoin('person as d', 'd.id', 'r.deputy_id')
      .selectAll('r')
      .select(['p.name as person', 'd.name as deputy'])
      .where('r.carrier_id', '=', carrierId)
      .orderBy('r.place_in_list'),
  );
  const loans = await tx.read(
    db
      .selectFrom('loan as l')
      .innerJoin('person as p', 'p.id', 'l.borrower_id')
      .selectAll('l')
      .select('p.name as borrower')
      .where('l.carrier_id', '=', carrierId)
      .where('l.state', 'in', ['approved', 'out']),
  );
  const promises = await readPromises(tx, carrierId);
  return { copies, stops, circulations, readers, loans, promises };
}

/** A carrier with everything its page shows, in one request (DESIGN §8). */
export function createCarrierPage(find: (name: string) => Command | undefined) {
  return defineQuery({
    name: 'carrier.open',
    title: { zh: '载体', en: 'Carrier' },
    input: z.object({ carrierId: z.uuid() }),
    output: CarrierPage,
    rule: carriersPolicy['carrier.read'],
    async run(tx, { input, actor }) {
      const head = await readHead(tx, input.carrierId);
      const data = await readPageData(tx, input.carrierId);
      const pending = await tx.readSql<{ id: string; command: string; requester: string; created_at: Date }>(
        `select a.id, a.command, p.name as requester, a.created_at from approval a join person p on p.id = a.requester_person
         where a.subject_id = $1 and a.state = 'pending' order by a.created_at`,
        [input.carrierId],
      );
      const makings = await tx.read(
        db.selectFrom('making').selectAll().where('carrier_id', '=', input.carrierId).orderBy('ordered_at'),
      );
      const scope = await readScope(tx, input.carrierId);
      const knows = head.title !== null;
      const act = (name: string, obstacle: Obstacle = null): ActionView[] => {
        const command = find(name);
        return command === undefined
          ? []
          : [describeAction({ command, actor, unitPath: head.unit_path, obstacle })];
      };
      const copyViews = data.copies.map((copy) => presentCopy({ copy, data, act, actor }));
      const actions = carrierActions({
        head,
        knows,
        ordered: makings.some((one) => one.state === 'ordered'),
        act,
      });
      return {
        ...presentLine({ ...head, copies: countStates(data.copies) }),
        validity: Validity.parse(head.validity),
        formerMark: head.former_mark,
        origin: head.origin,
        urgency: head.urgency,
        pages: head.pages,
        pagesStated: head.pages_stated,
        originator: head.originator,
        remark: head.remark,
        mustReturn: head.must_return,
        recall:
          head.recall_number === null || head.recall_id === null
            ? null
            : { id: head.recall_id, number: head.recall_number, dueOn: head.recall_due ?? '' },
        derivedFrom:
          head.source_number === null || head.derived_from === null
            ? null
            : { id: head.derived_from, number: head.source_number },
        unit: head.unit,
        registeredBy: head.registrar,
        knows,
        compartment:
          head.compartment_id === null || head.compartment === null
            ? null
            : { id: head.compartment_id, name: head.compartment },
        scope: knows ? scope : null,
        copyViews,
        makings: makings.map((one) => ({
          id: one.id,
          kind: one.kind,
          copies: one.copies,
          state: one.state,
          purpose: one.purpose,
          madeAt: one.made_at?.toISOString() ?? null,
          printer: one.printer,
          place: one.place,
          spoiled: one.spoiled,
          waste: one.waste,
        })),
        pendingApprovals: pending.map((one) => ({
          id: one.id,
          command: one.command,
          requester: one.requester,
          createdAt: one.created_at.toISOString(),
        })),
        keeping: keepingRules(head),
        next: actions.find((one) => one.allowed && primaryMoves.has(one.command))?.command ?? null,
        actions,
      } satisfies z.input<typeof CarrierPage>;
    },
  });
}

type Head = LineRow & {
  readonly unit: string;
  readonly registrar: string;
  readonly originator: string | null;
  readonly remark: string | null;
  readonly recall_number: string | null;
  readonly recall_due: string | null;
  readonly source_number: string | null;
  readonly compartment_id: string | null;
  readonly compartment: string | null;
};

async function readHead(tx: LoadTx, carrierId: string): Promise<Head> {
  const rows = await tx.readSql<Head>(
    `select c.*, r.name as register, u.name as unit, p.name as registrar, m.title, m.document_no, m.originator, m.remark,
       l.number as recall_number, l.due_on as recall_due, s.number as source_number, t.id as compartment_id, t.name as compartment, null as copies,
       (select min(due_on) from copy y where y.carrier_id = c.id) as due_on,
       (select bool_or(due_on < house_today()) from copy y where y.carrier_id = c.id) as late
     from carrier c join unit u on u.id = c.unit_id join person p on p.id = c.registered_by
     left join register r on r.id = c.register_id left join carrier_matter m on m.id = c.id left join compartment t on t.id = m.compartment_id
     left join recall l on l.id = c.recall_id left join carrier s on s.id = c.derived_from
     where c.id = $1`,
    [carrierId],
  );
  const head = rows[0];
  if (head === undefined) throw new Refusal('not.found');
  return head;
}

async function readScope(tx: LoadTx, carrierId: string) {
  const rows = await tx.read(
    db
      .selectFrom('carrier_scope as s')
      .leftJoin('person as p', 'p.id', 's.person_id')
      .leftJoin('post as o', 'o.id', 's.post_id')
      .select(['s.id', 's.person_id', 's.basis', 's.added_at', 'p.name as person', 'o.name as post'])
      .where('s.carrier_id', '=', carrierId)
      .where('s.ended_at', 'is', null)
      .orderBy('s.added_at'),
  );
  return rows.map((row) => ({
    id: row.id,
    person: row.person,
    personId: row.person_id,
    post: row.post,
    basis: row.basis,
    addedAt: row.added_at.toISOString(),
  }));
}

type Obstacle = { readonly zh: string; readonly en: string } | null;
type Act = (name: string, obstacle?: Obstacle) => ActionView[];

function obstacleOf(copy: Pick<CopyRow, 'state' | 'copy_no'>, move: CopyMove): Obstacle {
  if (afterMove(copy.state, move) !== undefined) return null;
  const state = copyStateTitles[copy.state];
  return {
    zh: `份 ${copy.copy_no} 现为“${state.zh}”，不能${copyMoveTitles[move].zh}`,
    en: `copy ${copy.copy_no} is ${state.en}`,
  };
}

function presentCopy(the: {
  copy: CopyRow & { readonly holder: string | null };
  data: PageData;
  act: Act;
  actor: Actor;
}): CarrierPageView['copyViews'][number] {
  const { copy, data, act } = the;
  const circulation = data.circulations.find((one) => one.copy_id === copy.id);
  const readers = data.readers.filter((one) => one.circulation_id === circulation?.id);
  const loan = data.loans.find((one) => one.copy_id === copy.id);
  const held = (move: CopyMove) => obstacleOf(copy, move);
  const promise = data.promises.get(copy.id);
  const inCirculation: Obstacle =
    circulation === undefined && promise !== 'circulation'
      ? null
      : { zh: '已在传阅', en: 'already in circulation' };
  const noLoan: Obstacle =
    loan?.state === 'approved' ? null : { zh: '没有已批准的借阅', en: 'no approved loan' };
  const reserved: Obstacle =
    loan?.state === 'approved' || promise === 'loan' ? { zh: '已批准借阅', en: 'promised to a loan' } : null;
  const free = (move: CopyMove) => held(move) ?? inCirculation ?? reserved;
  // out by the old ledger, to somebody it did not name
  const named: Obstacle =
    copy.state !== 'on-loan'
      ? { zh: '没有借出', en: 'not on loan' }
      : loan === undefined && copy.holder_id === null
        ? null
        : { zh: '借用人已有登记', en: 'the borrower is on record' };
  const waiting = readers.some((one) => one.state === 'waiting');
  const actions = [
    ...act(
      'circulation.pass',
      circulation === undefined
        ? { zh: '没有进行中的传阅', en: 'no circulation' }
        : waiting
          ? held('hand-to-reader')
          : { zh: '没有待阅的人', en: 'nobody is waiting' },
    ),
    ...act('circulation.takeBack', held('take-back')),
    ...act(
      'circulation.start',
      inCirculation ??
        (copy.state === 'in-store' ? null : (held('hand-to-reader') ?? { zh: '不在库', en: 'not in store' })),
    ),
    ...act(
      'circulation.close',
      circulation === undefined
        ? { zh: '没有进行中的传阅', en: 'no circulation' }
        : outStates.includes(copy.state)
          ? { zh: '先收回', en: 'take it back first' }
          : null,
    ),
    ...act(
      'circulation.enterSlip',
      circulation === undefined ? { zh: '没有进行中的传阅', en: 'no circulation' } : null,
    ),
    ...act('loan.handOut', noLoan),
    ...act('loan.takeBack', loan?.state === 'out' ? null : { zh: '没有借出', en: 'not on loan' }),
    ...act('loan.takeBackUnnamed', named),
    ...act('loan.nameBorrower', named),
    ...act('loan.borrow', free('lend')),
    ...act('loan.takeOut', free('take-out')),
    ...act('copy.store', held('store')),
    ...act('delivery.send', free('send')),
    ...act('archive.store', free('archive')),
    ...act('archive.retrieve', held('retrieve')),
    ...act('destruction.add', free('list')),
    ...act('copy.reportMissing', held('report-missing')),
    ...act('copy.find', held('find')),
  ];
  return {
    id: copy.id,
    copyNo: copy.copy_no,
    code: copy.code,
    state: copy.state,
    holder: copy.holder,
    holderId: copy.holder_id,
    place: copy.place,
    since: copy.since.toISOString(),
    dueOn: copy.due_on,
    stops: data.stops
      .filter((stop) => stop.copy_id === copy.id)
      .slice(-stopsPerCopyMax)
      .map(presentStop),
    circulation:
      circulation === undefined
        ? null
        : {
            id: circulation.id,
            urgent: circulation.urgent,
            daysPerReader: circulation.days_per_reader,
            readers: readers.map((one) => ({
              id: one.id,
              place: one.place_in_list,
              person: one.person,
              personId: one.person_id,
              deputy: one.deputy,
              state: one.state,
              receivedAt: one.received_at?.toISOString() ?? null,
              dueOn: one.due_on,
              returnedAt: one.returned_at?.toISOString() ?? null,
              signed: one.signed,
            })),
          },
    loan:
      loan === undefined
        ? null
        : {
            id: loan.id,
            kind: loan.kind,
            borrower: loan.borrower,
            state: loan.state,
            dueOn: loan.due_on,
            purpose: loan.purpose,
          },
    next: nextForCopy(copy, actions),
    actions,
  };
}

/** The next lawful step for a copy in this state, if the caller may take it. */
const nextByState: Partial<Readonly<Record<CopyRow['state'], readonly string[]>>> = {
  'in-store': ['loan.handOut', 'circulation.pass', 'circulation.close'],
  'with-reader': ['circulation.pass', 'circulation.takeBack'],
  'on-loan': ['loan.takeBack', 'loan.takeBackUnnamed'],
  'taken-out': ['loan.takeBack'],
  missing: ['copy.find'],
};
function nextForCopy(copy: CopyRow, actions: readonly ActionView[]): string | null {
  const wanted = nextByState[copy.state] ?? [];
  return wanted.find((name) => actions.some((one) => one.command === name && one.allowed)) ?? null;
}

const primaryMoves = new Set(['carrier.finishDraft', 'carrier.makeCopies']);

function carrierActions(the: { head: Head; knows: boolean; ordered: boolean; act: Act }): ActionView[] {
  const { head, knows, ordered, act } = the;
  const unknown: Obstacle = knows ? null : { zh: '不在知悉范围内', en: 'outside your knowledge' };
  const telegram: Obstacle =
    head.medium === 'telegram'
      ? { zh: '密码电报不得复制、摘录、扩大范围', en: 'telegrams are not copied, quoted or widened' }
      : null;
  const notActive: Obstacle =
    head.state === 'active' ? null : { zh: '未登记份数或已办结', en: 'no copies yet, or ended' };
  return [
    ...act('carrier.finishDraft', head.state === 'draft' ? null : { zh: '不是草稿', en: 'not a draft' }),
    ...act('carrier.makeCopies', ordered ? null : { zh: '没有待印制的份数', en: 'nothing ordered' }),
    ...act('carrier.widenScope', unknown ?? telegram),
    ...act('carrier.duplicate', unknown ?? telegram ?? notActive),
    ...act('carrier.extract', unknown ?? telegram ?? notActive),
    ...act('carrier.narrowScope', unknown),
    ...act('carrier.correct', unknown),
  ];
}

function countStates(copies: readonly CopyRow[]) {
  const counts = new Map<CopyRow['state'], number>();
  for (const copy of copies) counts.set(copy.state, (counts.get(copy.state) ?? 0) + 1);
  return [...counts].map(([state, count]) => ({ state, count }));
}

/** How this level must be kept, with source and how sure it is. */
function keepingRules(head: Head) {
  const pack = builtinPacks.get(head.scheme);
  if (pack === undefined || head.released_on !== null) return [];
  return carrierRulesFor(pack, 'keep', head.level).map((rule) => ({
    zh: rule.zh,
    en: rule.en,
    cite: rule.cite.join(', '),
    confidence: rule.confidence,
  }));
}

/** "Where was this copy on that day, and who could have read it" (BEY-2). */
export const whereWas = defineQuery({
  name: 'copy.whereWas',
  title: { zh: '某日在何处、谁能看到', en: 'Where it was on a day, and who could have read it' },
  input: WhereWasQuery,
  output: WhereWas,
  rule: carriersPolicy['carrier.prove'],
  run: (tx, { input }) => answerWhereWas(tx, input),
});

/** Shared by screen, sheet and proof file. Days are the house's. */
export async function answerWhereWas(
  tx: LoadTx,
  input: z.output<typeof WhereWasQuery>,
): Promise<z.input<typeof WhereWas>> {
  const copy = await tx.readOne(
    db
      .selectFrom('copy as y')
      .innerJoin('carrier as c', 'c.id', 'y.carrier_id')
      .select(['y.id', 'y.copy_no', 'y.carrier_id', 'c.number'])
      .where('y.id', '=', input.copyId),
  );
  if (copy === undefined) throw new Refusal('not.found');
  const all = await tx.readSql<NamedCustody & { house_day: string }>(
    `select s.*, h.name as holder, b.name as by_name, (s.happened_at at time zone current_setting('fengni.zone'))::date as house_day
     from custody s left join person h on h.id = s.holder_id join person b on b.id = s.by_id
     where s.copy_id = $1 order by s.happened_at, s.entered_at`,
    [copy.id],
  );
  const before = all.filter((stop) => stop.house_day < input.day);
  const during = all.filter((stop) => stop.house_day === input.day);
  const atStart = before.at(-1) ?? null;
  const held = new Set([atStart, ...during].flatMap((stop) => stop?.holder ?? []));
  const scope = await tx.readSql<{ person: string }>(
    `select distinct p.name as person from carrier_scope s
       left join holding h on h.post_id = s.post_id and h.started_on <= $2 and (h.ended_on is null or h.ended_on >= $2)
       join person p on p.id = coalesce(s.person_id, h.person_id)
       join carrier_matter m on m.id = s.carrier_id
     where s.carrier_id = $1 and (m.compartment_id is null or exists (select from compartment_member w
         where w.compartment_id = m.compartment_id and w.person_id = p.id
           and w.added_at < ($2::date + 1)::timestamp at time zone current_setting('fengni.zone')
           and (w.ended_at is null or w.ended_at >= $2::date::timestamp at time zone current_setting('fengni.zone'))))
       and s.added_at < ($2::date + 1)::timestamp at time zone current_setting('fengni.zone')
       and (s.ended_at is null or s.ended_at >= $2::date::timestamp at time zone current_setting('fengni.zone'))
     order by 1`,
    [copy.carrier_id, input.day],
  );
  return {
    copyNo: copy.copy_no,
    number: copy.number,
    day: input.day,
    stops: during.map(presentStop),
    atStart: atStart === null ? null : presentStop(atStart),
    couldRead: [
      ...[...held].map((person) => ({ person, why: 'held' as const })),
      ...scope
        .filter((row) => !held.has(row.person))
        .map((row) => ({ person: row.person, why: 'scope' as const })),
    ],
  };
}

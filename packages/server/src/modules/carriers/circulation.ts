import type { Actor } from '@fengni/kernel/access/actor';
import { type Command, type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import { owe, settle } from '@fengni/kernel/obligation/owe';
import { type LocalDate, addDays, parseLocalDate } from '@fengni/schemes/term';
import { invariant } from '@fengni/kernel/command/invariant';
import { Refusal } from '@fengni/kernel/command/refusal';
import { parseInstant } from '@fengni/kernel/command/instant';
import {
  CloseCirculation,
  EnterSlip,
  PassToReader,
  SignReading,
  SkipReader,
  StartCirculation,
  TakeBackFromReader,
} from './contract.ts';
import { settleClearOuts } from './clear-out.ts';
import { carriersPolicy } from './policy.ts';
import { afterMove, readerDaysDefault } from './rules.ts';
import { keepScan } from '../scans/scans.ts';
import { addCustody, db, lockCopy, moveCopies, refuse, refuseMove } from './store.ts';
import {
  type CarrierRow,
  type CirculationReaderRow,
  type CirculationRow,
  type CopyRow,
  type Signed,
  carrierMatters,
  carriers,
  circulationReaders,
  circulations,
  copies,
} from './tables.ts';

const returnReading = 'carrier.return-reading';

/** A circulation with its copy, carrier and readers, all locked. */
interface CirculationTarget {
  readonly circulation: Locked<CirculationRow>;
  readonly copy: Locked<CopyRow>;
  readonly carrier: Locked<CarrierRow>;
  readonly readers: readonly Locked<CirculationReaderRow>[];
  readonly unitPath: string;
}

/** A slip with its copy, carrier and lines, all locked; a line may name the slip. */
async function lockCirculation(
  tx: LoadTx,
  by: { readonly circulationId: string } | { readonly readerId: string },
): Promise<CirculationTarget> {
  const slip = db
    .selectFrom('circulation as c')
    .select(['c.id', 'c.copy_id', 'c.carrier_id'])
    .select((eb) =>
      eb
        .selectFrom('circulation_reader as r')
        .whereRef('r.circulation_id', '=', 'c.id')
        .select((line) => line.fn.agg<string[]>('array_agg', ['r.id']).orderBy('r.place_in_list').as('ids'))
        .as('reader_ids'),
    );
  const seen = await tx.readOne(
    'circulationId' in by
      ? slip.where('c.id', '=', by.circulationId)
      : slip.where('c.id', '=', (eb) =>
          eb.selectFrom('circulation_reader').select('circulation_id').where('id', '=', by.readerId),
        ),
  );
  if (seen === undefined) throw new Refusal('not.found');
  const [[circulation], [copy], [carrier], readers] = await tx.lockTogether([
    { of: circulations, ids: [seen.id] },
    { of: copies, ids: [seen.copy_id] },
    { of: carriers, ids: [seen.carrier_id] },
    { of: circulationReaders, ids: seen.reader_ids ?? [] },
  ]);
  invariant(
    circulation !== undefined && copy !== undefined && carrier !== undefined,
    'what was asked for was locked',
  );
  return { circulation, copy, carrier, readers, unitPath: carrier.unit_path };
}

async function lockByReader(
  tx: LoadTx,
  readerId: string,
): Promise<CirculationTarget & { reader: Locked<CirculationReaderRow> }> {
  const target = await lockCirculation(tx, { readerId });
  const reader = target.readers.find((one) => one.id === readerId);
  invariant(reader !== undefined, 'who sees a reader sees him on the slip');
  if (target.circulation.state === 'closed') throw refuse('circulation.closed');
  return { ...target, reader };
}

/** Refuses unless all these persons are in scope and cleared. Asked by who knows the carrier himself, or of one to whom it is promised. */
export async function requireKnowers(tx: Tx, carrierId: string, personIds: readonly string[]): Promise<void> {
  const wanted = [...new Set(personIds)];
  const known = await tx.writeSql<{ person_id: string }>('select person_id from persons_who_know($1, $2)', [
    carrierId,
    wanted,
  ]);
  if (known.length < wanted.length)
    throw refuse('carrier.scope.lacking', { count: wanted.length - known.length });
}

function houseDay(tx: Pick<Tx, 'today'>): LocalDate {
  const today = parseLocalDate(tx.today);
  invariant(today !== null, 'the house has a date');
  return today;
}

/** A reading list is made by who knows the thing, out of its scope; the list itself is handled (CAR-4). */
const startCirculation = defineCommand({
  name: 'circulation.start',
  title: { zh: '发起传阅', en: 'Start a circulation' },
  input: StartCirculation,
  rule: carriersPolicy['circulation.run'],
  async load(tx, input) {
    const target = await lockCopy(tx, input.copyId);
    await tx.lock(carrierMatters, target.carrier.id);
    const open = await tx.readOne(
      db
        .selectFrom('circulation')
        .select('id')
        .where('copy_id', '=', input.copyId)
        .where('state', '=', 'open'),
    );
    if (open !== undefined) throw refuse('copy.in.circulation', { copyNo: target.copy.copy_no });
    return target;
  },
  unitPath: (target) => target.unitPath,
  subjectId: ({ carrier }) => carrier.id,
  async handle(tx, { input, target: { copy, carrier } }) {
    if (copy.state !== 'in-store') throw refuseMove(copy, 'hand-to-reader');
    await requireKnowers(tx, carrier.id, input.readerIds);
    const circulationId = tx.newId();
    await tx.insert(circulations, {
      id: circulationId,
      copy_id: copy.id,
      carrier_id: carrier.id,
      register_id: copy.register_id,
      state: 'open',
      urgent: input.urgent,
      days_per_reader: input.daysPerReader ?? readerDaysDefault,
      started_at: tx.now,
      closed_at: null,
    });
    const readers = [...new Set(input.readerIds)].map((personId, i): CirculationReaderRow => ({
      id: tx.newId(),
      circulation_id: circulationId,
      carrier_id: carrier.id,
      register_id: copy.register_id,
      place_in_list: i + 1,
      person_id: personId,
      deputy_id: null,
      state: 'waiting',
      received_at: null,
      due_on: null,
      returned_at: null,
      signed: null,
      scan_id: null,
      remark: '',
    }));
    await tx.insert(circulationReaders, ...readers);
    return { result: { circulationId, readers: readers.length } };
  },
});

/** Hands the copy to a reader: from the store, or from who has it now, who thereby gives it back. */
async function handToReader(
  tx: Tx,
  the: CirculationTarget & {
    readonly reader: Locked<CirculationReaderRow>;
    readonly deputyId: string | null;
    readonly actor: Actor;
    readonly signed: Signed;
  },
): Promise<void> {
  const { reader, circulation, copy, actor } = the;
  if (reader.state !== 'waiting') throw refuse('circulation.not.your.turn');
  const holderId = the.deputyId ?? reader.person_id;
  await requireKnowers(tx, copy.carrier_id, [holderId]);
  for (const before of the.readers.filter((one) => one.state === 'reading')) {
    await finishReader(tx, { circulation, reader: before, byId: actor.personId });
  }
  const dueOn = addDays(houseDay(tx), circulation.urgent ? 0 : circulation.days_per_reader);
  await moveCopies(tx, [copy], {
    move: 'hand-to-reader',
    byId: actor.personId,
    signed: the.signed,
    holderId,
    dueOn,
  });
  await tx.update(circulationReaders, reader, {
    state: 'reading',
    deputy_id: the.deputyId,
    received_at: tx.now,
    due_on: dueOn,
    signed: the.signed,
  });
  if (copy.holder_id !== null) await settleClearOuts(tx, [copy.holder_id], actor.personId);
  await owe(tx, {
    kind: returnReading,
    unitPath: the.unitPath,
    personId: holderId,
    registerId: copy.register_id,
    subject: { table: 'copy', id: copy.id, number: `${the.carrier.number}-${copy.copy_no}` },
    period: reader.id,
    dueOn,
    basis: 'cn-state-secret#circulation-per-reader',
    params: { carrierId: the.carrier.id },
  });
}

async function finishReader(
  tx: Tx,
  the: { circulation: Locked<CirculationRow>; reader: Locked<CirculationReaderRow>; byId: string },
): Promise<void> {
  await tx.update(circulationReaders, the.reader, {
    state: 'read',
    returned_at: the.reader.returned_at ?? tx.now,
  });
  await settle(tx, {
    kind: returnReading,
    subjectId: the.circulation.copy_id,
    personId: the.reader.deputy_id ?? the.reader.person_id,
    byId: the.byId,
  });
}

const passToReader = defineCommand({
  name: 'circulation.pass',
  title: { zh: '交下一位阅读', en: 'Hand to the next reader' },
  input: PassToReader,
  rule: carriersPolicy['circulation.run'],
  load: (tx, input) => lockByReader(tx, input.readerId),
  unitPath: (target) => target.unitPath,
  subjectId: ({ carrier }) => carrier.id,
  async handle(tx, { input, target, actor }) {
    if (input.deputyId !== null && input.deputyId !== target.reader.person_id) {
      const matter = await tx.readOne(
        db.selectFrom('carrier_matter').select('id').where('id', '=', target.carrier.id),
      );
      // who only handles would learn from the answer who is in the scope
      if (matter === undefined) throw refuse('circulation.deputy.unknown');
    }
    await handToReader(tx, { ...target, deputyId: input.deputyId, actor, signed: 'clerk' });
    return {};
  },
});

/** A reader signs for himself: that he has it, or that he has read it. */
const signReading = defineCommand({
  name: 'circulation.sign',
  title: { zh: '阅读签字', en: 'Sign for reading' },
  input: SignReading,
  rule: carriersPolicy['circulation.sign'],
  async load(tx, input, actor) {
    const target = await lockByReader(tx, input.readerId);
    if (![target.reader.person_id, target.reader.deputy_id].includes(actor.personId)) {
      throw refuse('circulation.not.your.turn');
    }
    return target;
  },
  unitPath: (target) => target.unitPath,
  subjectId: ({ carrier }) => carrier.id,
  async handle(tx, { input, target, actor }) {
    const { reader } = target;
    if (input.what === 'received' && reader.state === 'waiting') {
      // a reader sees only his own line, so whose turn it is is asked of the whole slip
      const turn = await tx.writeSql<{ id: string }>('select id from next_reader($1)', [
        target.circulation.id,
      ]);
      if (turn[0]?.id !== reader.id) throw refuse('circulation.not.your.turn');
      await handToReader(tx, { ...target, deputyId: null, actor, signed: 'screen' });
      return {};
    }
    if (reader.state !== 'reading') throw refuse('circulation.not.your.turn');
    const patch =
      input.what === 'read'
        ? { returned_at: tx.now, signed: 'screen' as const }
        : { signed: 'screen' as const };
    await tx.update(circulationReaders, reader, patch);
    return {};
  },
});

const takeBack = defineCommand({
  name: 'circulation.takeBack',
  title: { zh: '收回', en: 'Take back' },
  input: TakeBackFromReader,
  rule: carriersPolicy['circulation.run'],
  load: (tx, input) => lockByReader(tx, input.readerId),
  unitPath: (target) => target.unitPath,
  subjectId: ({ carrier }) => carrier.id,
  async handle(tx, { input, target, actor }) {
    const { reader, copy, circulation } = target;
    if (reader.state !== 'reading') throw refuse('circulation.not.your.turn');
    await finishReader(tx, { circulation, reader, byId: actor.personId });
    await moveCopies(tx, [copy], {
      move: 'take-back',
      byId: actor.personId,
      signed: 'clerk',
      holderId: null,
      ...(input.place === '' ? {} : { place: input.place }),
    });
    await settleClearOuts(tx, [reader.deputy_id ?? reader.person_id], actor.personId);
    return {};
  },
});

const skipReader = defineCommand({
  name: 'circulation.skip',
  title: { zh: '跳过阅读人', en: 'Skip a reader' },
  input: SkipReader,
  rule: carriersPolicy['circulation.run'],
  load: (tx, input) => lockByReader(tx, input.readerId),
  unitPath: (target) => target.unitPath,
  subjectId: ({ carrier }) => carrier.id,
  async handle(tx, { input, target: { reader } }) {
    if (reader.state !== 'waiting') throw refuse('circulation.not.your.turn');
    await tx.update(circulationReaders, reader, { state: 'skipped', remark: input.reason });
    return {};
  },
});

const closeCirculation = defineCommand({
  name: 'circulation.close',
  title: { zh: '结束传阅', en: 'Close a circulation' },
  input: CloseCirculation,
  rule: carriersPolicy['circulation.run'],
  load: (tx, input) => lockCirculation(tx, { circulationId: input.circulationId }),
  unitPath: (target) => target.unitPath,
  subjectId: ({ carrier }) => carrier.id,
  async handle(tx, { target: { circulation, readers, copy } }) {
    if (circulation.state === 'closed') throw refuse('circulation.closed');
    if (copy.state === 'with-reader' || readers.some((one) => one.state === 'reading'))
      throw refuse('circulation.still.out');
    const waiting = readers.filter((one) => one.state === 'waiting');
    await tx.updateAll(circulationReaders, waiting, { state: 'skipped' });
    await tx.update(circulations, circulation, { state: 'closed', closed_at: tx.now });
    return {};
  },
});

interface SlipTimes {
  readonly reader: Locked<CirculationReaderRow>;
  readonly receivedAt: Date;
  readonly returnedAt: Date | null;
}

/** Times on a slip must follow one another: a copy is in one hand at a time, and nobody signs for tomorrow. */
export function faultOfSlip(
  times: readonly { receivedAt: Date; returnedAt: Date | null }[],
  startedAt: Date,
  now: Date,
): number | null {
  let last = startedAt;
  for (const [i, { receivedAt, returnedAt }] of times.entries()) {
    const end = returnedAt ?? now;
    const open = returnedAt === null && i < times.length - 1;
    if (receivedAt < last || end < receivedAt || end > now || open) return i;
    last = end;
  }
  return null;
}

/** The paper slip, entered by the clerk with its scan: he signs for the entry, not for the reading (DESIGN §1). */
function createEnterSlip(keys: KeyRing): Command {
  return defineCommand({
    name: 'circulation.enterSlip',
    title: { zh: '补录传阅单', en: 'Enter a paper slip' },
    input: EnterSlip,
    rule: carriersPolicy['circulation.run'],
    load: (tx, input) => lockCirculation(tx, { circulationId: input.circulationId }),
    unitPath: (target) => target.unitPath,
    subjectId: ({ carrier }) => carrier.id,
    async handle(tx, { input, target, actor }) {
      if (target.circulation.state === 'closed') throw refuse('circulation.closed');
      const byId = new Map(target.readers.map((reader) => [reader.id, reader]));
      const times = input.entries
        .map((entry): SlipTimes => {
          const reader = byId.get(entry.readerId);
          if (reader === undefined) throw refuse('circulation.reader.foreign');
          return {
            reader,
            receivedAt: parseInstant(entry.receivedAt),
            returnedAt: entry.returnedAt === null ? null : parseInstant(entry.returnedAt),
          };
        })
        .toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime());
      const fault = faultOfSlip(times, target.circulation.started_at, tx.now);
      if (fault !== null) throw refuse('circulation.slip.order', { who: String(fault + 1) });
      const scanId = await keepScan(tx, { keys, registerId: target.copy.register_id, scan: input.scan });
      await writeSlip(tx, { target, times, scanId, actor });
      return { result: { entered: times.length } };
    },
  });
}

async function writeSlip(
  tx: Tx,
  the: { target: CirculationTarget; times: readonly SlipTimes[]; scanId: string; actor: Actor },
): Promise<void> {
  const { target, times, scanId, actor } = the;
  const { copy, circulation } = target;
  if (afterMove(copy.state, 'hand-to-reader') === undefined) throw refuseMove(copy, 'hand-to-reader');
  for (const { reader, receivedAt, returnedAt } of times) {
    if (reader.state === 'reading') {
      await settle(tx, {
        kind: returnReading,
        subjectId: copy.id,
        personId: reader.deputy_id ?? reader.person_id,
        byId: actor.personId,
      });
    }
    await tx.update(circulationReaders, reader, {
      state: returnedAt === null ? 'reading' : 'read',
      received_at: receivedAt,
      returned_at: returnedAt,
      due_on: addDays(houseDay(tx), circulation.urgent ? 0 : circulation.days_per_reader),
      signed: 'paper',
      scan_id: scanId,
    });
    const hand = { byId: actor.personId, signed: 'paper' as const, scanId };
    await addCustody(tx, [{ ...copy, state: 'with-reader' }], {
      ...hand,
      move: 'hand-to-reader',
      holderId: reader.person_id,
      happenedAt: receivedAt,
    });
    if (returnedAt !== null) {
      await addCustody(tx, [{ ...copy, state: 'in-store' }], {
        ...hand,
        move: 'take-back',
        holderId: null,
        happenedAt: returnedAt,
      });
    }
  }
  const last = times.at(-1);
  invariant(last !== undefined, 'a slip has an entry');
  const out = last.returnedAt === null;
  const dueOn = out ? addDays(houseDay(tx), circulation.days_per_reader) : null;
  await tx.update(copies, copy, {
    state: out ? 'with-reader' : 'in-store',
    holder_id: out ? last.reader.person_id : null,
    since: last.returnedAt ?? last.receivedAt,
    due_on: dueOn,
  });
  if (dueOn === null) return;
  await owe(tx, {
    kind: returnReading,
    unitPath: target.unitPath,
    personId: last.reader.person_id,
    registerId: copy.register_id,
    subject: { table: 'copy', id: copy.id, number: `${target.carrier.number}-${copy.copy_no}` },
    period: last.reader.id,
    dueOn,
    basis: 'cn-state-secret#circulation-per-reader',
    params: { carrierId: target.carrier.id },
  });
}

export function createCirculationCommands(keys: KeyRing): Command[] {
  return [
    startCirculation,
    passToReader,
    signReading,
    takeBack,
    skipReader,
    closeCirculation,
    createEnterSlip(keys),
  ];
}

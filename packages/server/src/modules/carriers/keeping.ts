import { defineCommand } from '@fengni/kernel/command/define';
import { invariant } from '@fengni/kernel/command/invariant';
import { owe, settle } from '@fengni/kernel/obligation/owe';
import { builtinPacks, limitOf, periodOf } from '@fengni/schemes/packs';
import { addPeriod, parseLocalDate, parsePeriod } from '@fengni/schemes/term';
import { FindCopy, ReportMissing, StoreCopies } from './contract.ts';
import { carriersPolicy } from './policy.ts';
import { db, lockCopies, lockCopy, moveCopies, refuseMove, settleCarriers } from './store.ts';
import { type CarrierRow, missingCopies } from './tables.ts';

const findMissing = 'carrier.find-missing';

const storeCopies = defineCommand({
  name: 'copy.store',
  title: { zh: '入柜', en: 'Put in store' },
  input: StoreCopies,
  rule: carriersPolicy['copy.keep'],
  load: (tx, input) => lockCopies(tx, input.copyIds),
  unitPath: (target) => target.unitPath,
  subjectId: (target) => target.copies[0]?.carrier_id ?? '',
  async handle(tx, { input, target, actor }) {
    await moveCopies(tx, target.copies, {
      move: 'store',
      byId: actor.personId,
      signed: 'clerk',
      holderId: null,
      place: input.place,
    });
    return { result: { copies: target.copies.length } };
  },
});

/** The day a missing carrier is deemed leaked: 绝密 10 days, others 60 (泄密案件查处办法 art. 5). */
export function deemedLeakedOn(carrier: Pick<CarrierRow, 'scheme' | 'level'>, today: string): string | null {
  const pack = builtinPacks.get(carrier.scheme);
  const period = pack === undefined ? undefined : periodOf(pack, 'missing-carrier-deemed-leaked');
  const day = parseLocalDate(today);
  if (period === undefined || day === null) return null;
  const length = parsePeriod(limitOf(period, carrier.level));
  invariant(length !== null, 'the period of missing carriers is one of days');
  return addPeriod(day, length);
}

const reportMissing = defineCommand({
  name: 'copy.reportMissing',
  title: { zh: '报告下落不明', en: 'Report missing' },
  input: ReportMissing,
  rule: carriersPolicy['copy.missing'],
  load: (tx, input) => lockCopy(tx, input.copyId),
  unitPath: (target) => target.unitPath,
  subjectId: ({ carrier }) => carrier.id,
  async handle(tx, { input, target: { copy, carrier, unitPath }, actor }) {
    await moveCopies(tx, [copy], {
      move: 'report-missing',
      byId: actor.personId,
      signed: 'clerk',
      holderId: copy.holder_id,
      listId: null,
      note: input.note,
    });
    const leakedOn = deemedLeakedOn(carrier, tx.today);
    await tx.insert(missingCopies, {
      id: tx.newId(),
      copy_id: copy.id,
      register_id: copy.register_id,
      reported_at: tx.now,
      reported_by: actor.personId,
      deemed_leaked_on: leakedOn,
      found_at: null,
      note: input.note,
    });
    await owe(tx, {
      kind: findMissing,
      unitPath,
      duty: 'officer',
      registerId: copy.register_id,
      subject: { table: 'copy', id: copy.id, number: `${carrier.number}-${copy.copy_no}` },
      dueOn: leakedOn ?? tx.today,
      basis: `${carrier.scheme}#missing-carrier-deemed-leaked`,
      params: { carrierId: carrier.id },
    });
    return {};
  },
});

const findCopy = defineCommand({
  name: 'copy.find',
  title: { zh: '登记找回', en: 'Record as found' },
  input: FindCopy,
  rule: carriersPolicy['copy.missing'],
  async load(tx, input) {
    const target = await lockCopy(tx, input.copyId);
    const row = await tx.readOne(
      db
        .selectFrom('missing_copy')
        .select('id')
        .where('copy_id', '=', input.copyId)
        .where('found_at', 'is', null),
    );
    if (row === undefined) throw refuseMove(target.copy, 'find');
    return { ...target, missing: await tx.lock(missingCopies, row.id) };
  },
  unitPath: (target) => target.unitPath,
  subjectId: ({ carrier }) => carrier.id,
  async handle(tx, { input, target: { copy, carrier, missing }, actor }) {
    await moveCopies(tx, [copy], {
      move: 'find',
      byId: actor.personId,
      signed: 'clerk',
      holderId: null,
      place: input.place,
      note: input.note,
    });
    await tx.update(missingCopies, missing, { found_at: tx.now });
    await settle(tx, { kind: findMissing, subjectId: copy.id, byId: actor.personId });
    await settleCarriers(tx, [carrier]);
    return {};
  },
});

export const keepingCommands = [storeCopies, reportMissing, findCopy];

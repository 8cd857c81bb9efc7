import { defineCommand } from '@fengni/kernel/command/define';
import { addDays, parseLocalDate } from '@fengni/schemes/term';
import { invariant } from '@fengni/kernel/command/invariant';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import { type CarrierRow, carrierMatters, carriers, takeOwnNumber } from '../../carriers/api.ts';
import { applyChange } from './apply-change.ts';
import { CheckTerm, ConditionMet, ConfirmExpiry, SetReleaseDay } from './contract.ts';
import { requireOrigin } from './judge-proposal.ts';
import { regradingPolicy } from './policy.ts';
import type { ChangeKind } from './rules.ts';
import { lockCarriers, refuse, refuseChange, settleAbout } from './store.ts';
import {
  type RegradingItemRow,
  type RegradingRow,
  expiryBatches,
  regradingItems,
  regradingMatters,
  regradings,
  releaseDays,
  termChecks,
} from './tables.ts';

/** Releases carriers of one register at once: a condition in their marks came true, or their term is over. */
export async function releaseAtOnce(
  tx: Tx,
  the: {
    readonly carriers: readonly Locked<CarrierRow>[];
    readonly kind: Extract<ChangeKind, 'expiry' | 'condition'>;
    readonly byId: string | null;
    readonly number: string;
  },
): Promise<string> {
  const [first] = the.carriers;
  invariant(first !== undefined, 'something is released');
  const regrading: RegradingRow = {
    id: tx.newId(),
    register_id: first.register_id,
    unit_id: first.unit_id,
    unit_path: first.unit_path,
    number: the.number,
    kind: the.kind,
    // who outside holds a copy reads term and condition in its mark; a condition he cannot see come true
    coverage: the.kind === 'condition' ? 'all' : 'internal',
    origin: 'own',
    scheme: null,
    level: null,
    level_rank: null,
    validity: null,
    mark: null,
    copy_id: null,
    scan_id: null,
    state: 'done',
    made_at: tx.now,
    made_by: the.byId,
    classifier_id: null,
    decided_at: tx.now,
    decided_on: tx.today,
    spread_at: null,
  };
  const items = the.carriers.map((carrier): RegradingItemRow => ({
    id: tx.newId(),
    regrading_id: regrading.id,
    register_id: carrier.register_id,
    carrier_id: carrier.id,
    split_from: null,
    former_mark: carrier.mark,
  }));
  await tx.insert(regradings, regrading);
  await tx.insert(regradingItems, ...items);
  await applyChange(tx, {
    regradingId: regrading.id,
    carriers: the.carriers,
    mark: null,
    coverage: regrading.coverage,
    byId: the.byId,
    items: [],
  });
  return regrading.id;
}

/** What a mark makes depend on an event is released by whoever is answerable saying that it has come (CLS-10). */
export const conditionMet = defineCommand({
  name: 'regrading.conditionMet',
  title: { zh: '登记解密条件达成', en: 'Record that a condition is fulfilled' },
  input: ConditionMet,
  rule: regradingPolicy['regrading.condition'],
  async load(tx, input) {
    const target = await lockCarriers(tx, input.carrierIds);
    await tx.lockAll(carrierMatters, input.carrierIds);
    requireOrigin(target.carriers, 'own');
    requireCondition(target.carriers);
    return target;
  },
  unitPath: (target) => target.unitPath,
  subjectId: ({ carriers: met }) => met[0]?.id ?? '',
  async handle(tx, { input, target, actor }) {
    const number = await takeOwnNumber(tx, target.registerId, 'regrading');
    const regradingId = await releaseAtOnce(tx, {
      carriers: target.carriers,
      kind: 'condition',
      byId: actor.personId,
      number,
    });
    await tx.insert(regradingMatters, { id: regradingId, words: input.reason, document_no: '' });
    return { result: { regradingId, number } };
  },
});

function requireCondition(of: readonly CarrierRow[]): void {
  for (const carrier of of) {
    if (carrier.released_on !== null) throw refuseChange('regrading.released', carrier);
    if (carrier.validity.kind !== 'condition')
      throw refuse('regrading.no.condition', { number: carrier.number, mark: carrier.mark });
  }
}

/** The day on which a condition will be fulfilled is known: on that day the carrier is released by itself. */
export const setReleaseDay = defineCommand({
  name: 'regrading.setReleaseDay',
  title: { zh: '确定解密日', en: 'Set the day of release' },
  input: SetReleaseDay,
  rule: regradingPolicy['regrading.condition'],
  async load(tx, input) {
    const target = await lockCarriers(tx, [input.carrierId]);
    await tx.lock(carrierMatters, input.carrierId);
    requireOrigin(target.carriers, 'own');
    requireCondition(target.carriers);
    if (input.day <= tx.today) throw refuse('regrading.day.past');
    return target;
  },
  unitPath: (target) => target.unitPath,
  subjectId: ({ carriers: met }) => met[0]?.id ?? '',
  async handle(tx, { input, target, actor }) {
    const [carrier] = target.carriers;
    const day = parseLocalDate(input.day);
    invariant(carrier !== undefined && day !== null, 'one carrier, and a day the contract has read');
    const before = await tx.writeSql<{ id: string }>('select id from open_release_days_of($1)', [
      [carrier.id],
    ]);
    const open = await tx.lockNamed(
      releaseDays,
      before.map((row) => row.id),
    );
    await tx.updateAll(releaseDays, open, { ended_at: tx.now });
    const id = tx.newId();
    await tx.insert(releaseDays, {
      id,
      carrier_id: carrier.id,
      register_id: carrier.register_id,
      day,
      set_at: tx.now,
      set_by: actor.personId,
      ended_at: null,
    });
    await tx.insert(regradingMatters, { id, words: input.reason, document_no: '' });
    // the level binds to the end of the day before
    await tx.update(carriers, carrier, { expires_on: addDays(day, -1) });
    return { result: { releaseDayId: id } };
  },
});

/** The answer to "must this be extended", before the day; of received ones also after it. */
export const checkTerm = defineCommand({
  name: 'regrading.checkTerm',
  title: { zh: '登记期限核对', en: 'Record the check of a term' },
  input: CheckTerm,
  rule: regradingPolicy['regrading.check-term'],
  async load(tx, input) {
    const target = await lockCarriers(tx, input.carrierIds);
    for (const carrier of target.carriers) {
      if (carrier.released_on !== null || carrier.expires_on === null)
        throw refuse('regrading.no.term', { number: carrier.number });
      if ((carrier.origin === 'own') !== (input.outcome === 'lapses')) throw refuse('regrading.check.origin');
    }
    return target;
  },
  unitPath: (target) => target.unitPath,
  subjectId: ({ carriers: checked }) => checked[0]?.id ?? '',
  async handle(tx, { input, target, actor }) {
    const rows = target.carriers.map((carrier) => ({
      id: tx.newId(),
      carrier_id: carrier.id,
      register_id: carrier.register_id,
      ends_on: carrier.expires_on ?? tx.today,
      outcome: input.outcome,
      made_at: tx.now,
      made_by: actor.personId,
    }));
    await tx.insert(termChecks, ...rows);
    await tx.insert(regradingMatters, ...rows.map(({ id }) => ({ id, words: input.note, document_no: '' })));
    const subjectIds = target.carriers.map((one) => one.id);
    await settleAbout(tx, { kinds: ['carrier.term-ends'], subjectIds, byId: actor.personId });
    // once it is over and no extension came, there is nothing more to ask
    const over = target.carriers.filter((one) => one.expires_on !== null && one.expires_on < tx.today);
    if (input.outcome === 'no-extension-found') {
      await settleAbout(tx, {
        kinds: ['regrading.ask-originator'],
        subjectIds: over.map((one) => one.id),
        byId: actor.personId,
      });
    }
    return { result: { carriers: rows.length } };
  },
});

/** More than fifty at once are released only when a classifier has said so; the clockwork then does it in batches. */
export const confirmExpiry = defineCommand({
  name: 'regrading.confirmExpiry',
  title: { zh: '确认成批到期解密', en: 'Confirm a batch of expiries' },
  input: ConfirmExpiry,
  rule: regradingPolicy['regrading.confirm-expiry'],
  secondFactor: true,
  load: (tx, input) => tx.lock(expiryBatches, input.batchId),
  unitPath: (batch) => batch.unit_path,
  subjectId: (batch) => batch.id,
  async handle(tx, { target: batch, actor }) {
    if (batch.state !== 'waiting') throw refuse('regrading.batch.closed');
    await tx.update(expiryBatches, batch, {
      state: 'confirmed',
      confirmed_at: tx.now,
      confirmed_by: actor.personId,
    });
    await settleAbout(tx, {
      kinds: ['regrading.confirm-expiry'],
      subjectIds: [batch.id],
      byId: actor.personId,
    });
    return { result: { carriers: batch.carrier_count } };
  },
});

import { type Bilingual, type Command, type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { invariant } from '@fengni/kernel/command/invariant';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import { owe, settle } from '@fengni/kernel/obligation/owe';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import {
  builtinPacks,
  carrierRulesFor,
  isChannelAllowed,
  levelOf,
  limitOf,
  periodOf,
} from '@fengni/schemes/packs';
import { addDays, addPeriod, parseLocalDate, parsePeriod } from '@fengni/schemes/term';
import { ConfirmDelivery, SendCopies, SettleDelivery } from './contract.ts';
import { requireFree, requirePersons } from './held-copies.ts';
import { takeOwnNumber } from './own-numbers.ts';
import { carriersPolicy } from './policy.ts';
import { keepScan } from '../scans/scans.ts';
import {
  type CopiesTarget,
  db,
  findRegister,
  lockCopies,
  moveCopies,
  refuse,
  settleCarriers,
} from './store.ts';
import {
  type CarrierRow,
  type CopyRow,
  type DeliveryItemRow,
  type DeliveryRow,
  deliveries,
  deliveryItems,
  recalls,
} from './tables.ts';

/** Days until a receipt is chased where the pack says nothing: this house's own choice. */
export const receiptDaysDefault = 10;
const confirmReceipt = 'carrier.confirm-receipt';

type Carriers = CopiesTarget['carriers'];

export function clerkOf(registerKind: string): 'cipher-clerk' | 'document-clerk' {
  return registerKind === 'cipher' ? 'cipher-clerk' : 'document-clerk';
}

function titleOf({ zh, en }: Bilingual): Bilingual {
  return { zh, en };
}

function packOf(carrier: CarrierRow) {
  const pack = builtinPacks.get(carrier.scheme);
  invariant(pack !== undefined, 'a registered carrier is of a known scheme');
  return pack;
}

/** Refuses a channel that may not carry one of these levels, and says which may (保守国家秘密法 art. 28(3)). */
function requireChannel(channelId: string, carriers: Carriers): void {
  for (const carrier of carriers.values()) {
    // what is released is bound to no channel any more
    if (carrier.released_on !== null) continue;
    const pack = packOf(carrier);
    if (isChannelAllowed(pack, channelId, carrier.level)) continue;
    const level = levelOf(carrier.scheme, carrier.level);
    const known = [...builtinPacks.values()]
      .flatMap((one) => one.channels)
      .find((one) => one.id === channelId);
    const allowed = pack.channels.filter((one) => one.levels.includes(carrier.level));
    throw refuse('delivery.channel.forbidden', {
      channel: known === undefined ? channelId : titleOf(known),
      level: level === undefined ? carrier.level : titleOf(level),
      allowed: {
        zh: allowed.map((one) => one.zh).join('、'),
        en: allowed.map((one) => one.en).join(', '),
      },
    });
  }
}

/** Escorts the packs ask for on the way of these carriers; what goes by wire has none (实施条例 art. 29(2)). */
function escortsNeeded(channelId: string, carriers: Carriers): number {
  const wanted = [...carriers.values()].flatMap((carrier) => {
    const pack = packOf(carrier);
    if (carrier.released_on !== null) return [];
    const physical = pack.channels.some((one) => one.id === channelId && one.means === 'physical');
    return physical
      ? carrierRulesFor(pack, 'transfer', carrier.level).map((rule) => rule.require.escortsMin ?? 0)
      : [];
  });
  return Math.max(0, ...wanted);
}

/** What is under recall goes back under it and nowhere else; a telegram goes nowhere but back (CAR-14, CAR-15). */
function requireDestination(target: CopiesTarget, recallId: string | null): void {
  for (const copy of target.copies) {
    const carrier = target.carriers.get(copy.carrier_id);
    if (carrier?.medium === 'telegram' && recallId === null) throw refuse('carrier.telegram.rule');
    const recalled = carrier?.recall_id ?? null;
    if (recalled === recallId) continue;
    throw refuse(recallId === null ? 'delivery.copy.recalled' : 'recall.copy.foreign', {
      copyNo: copy.copy_no,
    });
  }
}

/** The day by which a receipt is back: the pack's period if it has one, else the house's. */
function receiptDueOn(today: string, carriers: Carriers): string {
  const from = parseLocalDate(today);
  invariant(from !== null, 'the house has a date');
  const days = [...carriers.values()].map((carrier) => {
    const period = periodOf(packOf(carrier), 'receipt-return');
    const length = period === undefined ? null : parsePeriod(limitOf(period, carrier.level));
    return length === null ? addDays(from, receiptDaysDefault) : addPeriod(from, length);
  });
  const [first] = days.toSorted();
  return first ?? addDays(from, receiptDaysDefault);
}

async function loadSending(tx: LoadTx, input: (typeof SendCopies)['_output']) {
  const register = await findRegister(tx, input.registerId, ['carrier', 'cipher']);
  const target = await lockCopies(tx, input.copyIds);
  if (target.registerId !== register.id) throw refuse('copy.other.register');
  const recall = input.recallId === null ? null : await tx.lock(recalls, input.recallId);
  return { ...target, register, recall };
}

const send = defineCommand({
  name: 'delivery.send',
  title: { zh: '发出', en: 'Send' },
  input: SendCopies,
  rule: carriersPolicy['delivery.run'],
  load: loadSending,
  unitPath: (target) => target.unitPath,
  async handle(tx, { input, target, actor }) {
    if (target.recall?.state === 'closed') throw refuse('recall.closed');
    requireDestination(target, input.recallId);
    requireChannel(input.channel, target.carriers);
    const escorts = [...new Set(input.escortIds)];
    if (escorts.length < escortsNeeded(input.channel, target.carriers)) throw refuse('delivery.escorts');
    await requirePersons(tx, escorts);
    await requireFree(tx, target.copies);
    await moveCopies(tx, target.copies, {
      move: 'send',
      byId: actor.personId,
      signed: 'clerk',
      holderId: null,
      place: input.counterpart,
    });
    const row: DeliveryRow = {
      id: tx.newId(),
      register_id: target.registerId,
      direction: 'out',
      number: await takeOwnNumber(tx, target.registerId, 'delivery-out'),
      counterpart: input.counterpart,
      channel: input.channel,
      seal_no: input.sealNo,
      escorts,
      stated_count: target.copies.length,
      counted_count: null,
      faults: [],
      fault_note: '',
      recall_id: input.recallId,
      state: 'sent',
      sent_at: tx.now,
      ended_at: null,
      receipt_signer: '',
      scan_id: null,
    };
    await tx.insert(deliveries, row);
    await tx.insert(deliveryItems, ...target.copies.map((copy) => newItem(tx, row, copy, null)));
    const [scheme] = [...target.carriers.values()].map((carrier) => carrier.scheme);
    await owe(tx, {
      kind: confirmReceipt,
      unitPath: target.unitPath,
      duty: clerkOf(target.register.kind),
      registerId: target.registerId,
      subject: { table: 'delivery', id: row.id, number: row.number },
      dueOn: receiptDueOn(tx.today, target.carriers),
      basis: `${scheme ?? 'house'}#transfer`,
    });
    return { subject: row.id, result: { deliveryId: row.id, number: row.number } };
  },
});

export function newItem(
  tx: Pick<Tx, 'newId'>,
  delivery: Pick<DeliveryRow, 'id' | 'register_id'>,
  copy: Pick<CopyRow, 'id'>,
  arrived: boolean | null,
): DeliveryItemRow {
  return {
    id: tx.newId(),
    delivery_id: delivery.id,
    register_id: delivery.register_id,
    copy_id: copy.id,
    arrived,
  };
}

interface DeliveryTarget {
  readonly delivery: Locked<DeliveryRow>;
  readonly items: readonly Locked<DeliveryItemRow>[];
  /** Copies whose fate is not known yet. */
  readonly open: readonly Locked<CopyRow>[];
  readonly carriers: Carriers;
  readonly unitPath: string;
}

async function lockDelivery(tx: LoadTx, deliveryId: string): Promise<DeliveryTarget> {
  const delivery = await tx.lock(deliveries, deliveryId);
  const rows = await tx.read(
    db.selectFrom('delivery_item').select(['id', 'copy_id']).where('delivery_id', '=', deliveryId),
  );
  const items = await tx.lockAll(
    deliveryItems,
    rows.map((row) => row.id),
  );
  const sent = delivery.direction === 'out' ? rows.map((row) => row.copy_id) : [];
  const register = await findRegister(tx, delivery.register_id);
  if (sent.length === 0)
    return { delivery, items, open: [], carriers: new Map(), unitPath: register.unit_path };
  const target = await lockCopies(tx, sent);
  const open = target.copies.filter((copy) => copy.state === 'sent');
  return { delivery, items, open, carriers: target.carriers, unitPath: register.unit_path };
}

/** The items of these copies, which must be among those still open. */
function pickOpen(target: DeliveryTarget, copyIds: readonly string[]) {
  const wanted = new Set(copyIds);
  const picked = target.open.filter((copy) => wanted.has(copy.id));
  if (picked.length < wanted.size) throw refuse('delivery.copy.foreign');
  return { copies: picked, items: target.items.filter((item) => wanted.has(item.copy_id)) };
}

interface Arrival {
  readonly copyIds: readonly string[];
  readonly byId: string;
  readonly signer: string;
  readonly scanId: string | null;
}

/** The counterpart has signed for these: gone for good, back to the issuer where the batch answers a recall. */
async function markArrived(tx: Tx, target: DeliveryTarget, the: Arrival): Promise<void> {
  const { copies, items } = pickOpen(target, the.copyIds);
  await moveCopies(tx, copies, {
    move: target.delivery.recall_id === null ? 'confirm-receipt' : 'return-to-issuer',
    byId: the.byId,
    signed: the.scanId === null ? 'clerk' : 'paper',
    holderId: null,
    note: the.signer,
    scanId: the.scanId,
  });
  await tx.updateAll(deliveryItems, items, { arrived: true });
}

function createConfirm(keys: KeyRing): Command {
  return defineCommand({
    name: 'delivery.confirm',
    title: { zh: '登记回执', en: 'Record the receipt' },
    input: ConfirmDelivery,
    rule: carriersPolicy['delivery.run'],
    load: (tx, input) => lockDelivery(tx, input.deliveryId),
    unitPath: (target) => target.unitPath,
    subjectId: ({ delivery }) => delivery.id,
    async handle(tx, { input, target, actor }) {
      const { delivery } = target;
      if (delivery.direction !== 'out' || delivery.state !== 'sent') throw refuse('delivery.ended');
      const arrived = new Set(input.arrivedCopyIds);
      const lost = target.open.filter((copy) => !arrived.has(copy.id));
      if (lost.length > 0 && !input.faults.includes('short-count')) throw refuse('delivery.fault.unsaid');
      const scanId =
        input.scan === undefined
          ? null
          : await keepScan(tx, { keys, registerId: delivery.register_id, scan: input.scan });
      await markArrived(tx, target, {
        copyIds: input.arrivedCopyIds,
        byId: actor.personId,
        signer: input.receiptSigner,
        scanId,
      });
      const missed = target.items.filter((item) => lost.some((copy) => copy.id === item.copy_id));
      await tx.updateAll(deliveryItems, missed, { arrived: false });
      const disputed = input.faults.length > 0;
      await tx.update(deliveries, delivery, {
        state: disputed ? 'disputed' : 'receipted',
        ended_at: disputed ? null : tx.now,
        counted_count: arrived.size,
        faults: [...new Set(input.faults)],
        fault_note: input.note,
        receipt_signer: input.receiptSigner,
        scan_id: scanId,
      });
      // what has not arrived is chased until it is known where it is
      if (lost.length === 0)
        await settle(tx, { kind: confirmReceipt, subjectId: delivery.id, byId: actor.personId });
      await settleCarriers(tx, target.carriers.values());
      return { result: { arrived: arrived.size, open: lost.length } };
    },
  });
}

/** Ends what was in dispute: everything sent has arrived, come back, or been reported missing. */
const settleDelivery = defineCommand({
  name: 'delivery.settle',
  title: { zh: '了结收发异常', en: 'Settle a delivery' },
  input: SettleDelivery,
  rule: carriersPolicy['delivery.run'],
  load: (tx, input) => lockDelivery(tx, input.deliveryId),
  unitPath: (target) => target.unitPath,
  subjectId: ({ delivery }) => delivery.id,
  async handle(tx, { input, target, actor }) {
    const { delivery } = target;
    if (delivery.state !== 'disputed' && delivery.state !== 'sent') throw refuse('delivery.ended');
    const told = new Set([...input.arrivedCopyIds, ...input.cameBackCopyIds]);
    const open = target.open.filter((copy) => !told.has(copy.id)).length;
    if (open > 0) throw refuse('delivery.copies.open', { count: open });
    if (told.size < input.arrivedCopyIds.length + input.cameBackCopyIds.length)
      throw refuse('delivery.copy.foreign');
    await markArrived(tx, target, {
      copyIds: input.arrivedCopyIds,
      byId: actor.personId,
      signer: delivery.receipt_signer,
      scanId: null,
    });
    const back = pickOpen(target, input.cameBackCopyIds);
    await moveCopies(tx, back.copies, {
      move: 'come-back',
      byId: actor.personId,
      signed: 'clerk',
      holderId: null,
      place: input.place,
      note: input.note,
    });
    await tx.updateAll(deliveryItems, back.items, { arrived: false });
    const allBack = target.items.length > 0 && back.items.length === target.items.length;
    const ended = delivery.direction === 'in' ? 'received' : 'receipted';
    const note = [delivery.fault_note, input.note].filter((text) => text !== '').join('；');
    await tx.update(deliveries, delivery, {
      state: allBack ? 'came-back' : ended,
      ended_at: tx.now,
      fault_note: note,
    });
    await settle(tx, { kind: confirmReceipt, subjectId: delivery.id, byId: actor.personId });
    await settleCarriers(tx, target.carriers.values());
    return { result: { state: allBack ? 'came-back' : ended } };
  },
});

/** Sending, and what becomes of what was sent (CAR-3). Receiving is in `receiving.ts`. */
export function createDeliveryCommands(the: { readonly keys: KeyRing }): Command[] {
  return [send, createConfirm(the.keys), settleDelivery];
}

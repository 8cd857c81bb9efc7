import { defineCommand } from '@fengni/kernel/command/define';
import type { z } from 'zod';
import { ReceiveDelivery } from './contract.ts';
import { createCarrier } from './create-carrier.ts';
import { newItem } from './delivery.ts';
import { takeOwnNumber } from './own-numbers.ts';
import { carriersPolicy } from './policy.ts';
import { findRegister, refuse } from './store.ts';
import { type DeliveryRow, deliveries, deliveryItems } from './tables.ts';

/** Counts that differ are said to differ, and what is entered is what was counted; what is not ours is not entered. */
function checkCounts(input: z.output<typeof ReceiveDelivery>): void {
  const { statedCount, countedCount, faults } = input;
  if (countedCount < statedCount && !faults.includes('short-count')) throw refuse('delivery.fault.unsaid');
  if (countedCount > statedCount && !faults.includes('over-count')) throw refuse('delivery.fault.unsaid');
  const listed = input.carriers.reduce((sum, carrier) => sum + carrier.copyNos.length, 0);
  const foreign = faults.includes('wrong-addressee') && listed < countedCount;
  if (listed !== countedCount && !foreign) {
    throw refuse('delivery.count', { counted: countedCount, listed });
  }
}

/** A batch comes in: counted, checked, registered; a broken seal or a wrong count is on record with it (CAR-3). */
export const receiveDelivery = defineCommand({
  name: 'delivery.receive',
  title: { zh: '收文登记', en: 'Receive a delivery' },
  input: ReceiveDelivery,
  rule: carriersPolicy['delivery.run'],
  load: (tx, input) => findRegister(tx, input.registerId, ['carrier', 'cipher']),
  unitPath: (register) => register.unit_path,
  async handle(tx, { input, target: register, actor }) {
    checkCounts(input);
    const disputed = input.faults.length > 0;
    const row: DeliveryRow = {
      id: tx.newId(),
      register_id: register.id,
      direction: 'in',
      number: await takeOwnNumber(tx, register.id, 'delivery-in'),
      counterpart: input.counterpart,
      channel: input.channel,
      seal_no: input.sealNo,
      escorts: [],
      stated_count: input.statedCount,
      counted_count: input.countedCount,
      faults: [...new Set(input.faults)],
      fault_note: input.note,
      recall_id: null,
      state: disputed ? 'disputed' : 'received',
      sent_at: tx.now,
      ended_at: disputed ? null : tx.now,
      receipt_signer: actor.name,
      scan_id: null,
    };
    await tx.insert(deliveries, row);
    const registered: {
      carrierId: string;
      number: string;
      copies: { copyId: string; copyNo: string; code: string }[];
    }[] = [];
    for (const fields of input.carriers) {
      const { carrier, copies } = await createCarrier(tx, {
        register,
        actor,
        fields,
        origin: 'received',
        copyNos: fields.copyNos,
        move: 'receive',
        place: input.place,
        keeperId: null,
        mustReturn: fields.mustReturn,
        scope: fields.scope,
        state: 'active',
      });
      await tx.insert(deliveryItems, ...copies.map((copy) => newItem(tx, row, copy, true)));
      registered.push({
        carrierId: carrier.id,
        number: carrier.number,
        copies: copies.map((copy) => ({ copyId: copy.id, copyNo: copy.copy_no, code: copy.code })),
      });
    }
    return {
      subject: row.id,
      result: { deliveryId: row.id, number: row.number, state: row.state, carriers: registered },
    };
  },
});

import { type Command, defineCommand } from '@fengni/kernel/command/define';
import type { Tx } from '@fengni/kernel/db/tx';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import { type Scan, keepScan } from '../scans/scans.ts';
import { GiveSupply, RecordAgreement, RecordPermission } from './contract.ts';
import { visitsPolicy } from './policy.ts';
import { lockSupply, refuse, requireSupply, db } from './store.ts';
import { oweReturn, requireUnasked } from './supplies.ts';
import { supplies, supplyMatters } from './tables.ts';

const keep = visitsPolicy['supply.keep'];

async function keepOwn(
  tx: Tx,
  the: { keys: KeyRing; scan: Scan | null; subjectId: string },
): Promise<string | null> {
  const { keys, scan, subjectId } = the;
  return scan === null ? null : keepScan(tx, { keys, scan, subjectId });
}

/** The permission of whoever may permit it, given outside of the house (State Secrets Law art. 37). */
function createRecordPermission(keys: KeyRing): Command {
  return defineCommand({
    name: 'supply.recordPermission',
    title: { zh: '登记对外提供批准文件', en: 'Record the permission to give it out' },
    input: RecordPermission,
    rule: keep,
    load: (tx, input) => lockSupply(tx, input.supplyId),
    unitPath: ({ path }) => path,
    subjectId: ({ supply }) => supply.id,
    async handle(tx, { input, target }) {
      requireSupply(target, 'draft');
      requireUnasked(target);
      if (input.permittedOn > tx.today) throw refuse('supply.day.future');
      const { supply, matter } = target;
      const scanId = await keepOwn(tx, { keys, scan: input.scan, subjectId: supply.id });
      await tx.update(supplies, supply, {
        permitted_on: input.permittedOn,
        permission_scan_id: scanId,
        revision: supply.revision + 1,
      });
      await tx.update(supplyMatters, matter, {
        permission_by: input.permittedBy,
        permission_no: input.documentNo,
      });
      return { result: { scanId } };
    },
  });
}

function createRecordAgreement(keys: KeyRing): Command {
  return defineCommand({
    name: 'supply.recordAgreement',
    title: { zh: '登记保密协议', en: 'Record the agreement on secrecy' },
    input: RecordAgreement,
    rule: keep,
    load: (tx, input) => lockSupply(tx, input.supplyId),
    unitPath: ({ path }) => path,
    subjectId: ({ supply }) => supply.id,
    async handle(tx, { input, target }) {
      requireSupply(target, 'draft');
      requireUnasked(target);
      if (input.agreedOn > tx.today) throw refuse('supply.day.future');
      const { supply, matter } = target;
      const scanId = await keepOwn(tx, { keys, scan: input.scan, subjectId: supply.id });
      await tx.update(supplies, supply, {
        agreed_on: input.agreedOn,
        agreement_scan_id: scanId,
        revision: supply.revision + 1,
      });
      await tx.update(supplyMatters, matter, { agreement_no: input.agreementNo });
      return { result: { scanId } };
    },
  });
}

/** What was given, to whom and when. A carrier whose mark was raised since the review is not given on the old one. */
function createGive(keys: KeyRing): Command {
  return defineCommand({
    name: 'supply.give',
    title: { zh: '登记已提供', en: 'Record that it was given' },
    input: GiveSupply,
    rule: keep,
    async load(tx, input) {
      const target = await lockSupply(tx, input.supplyId);
      const carrier =
        target.supply.carrier_id === null
          ? undefined
          : await tx.readOne(
              db
                .selectFrom('carrier')
                .select(['mark', 'level_rank'])
                .where('id', '=', target.supply.carrier_id),
            );
      return { ...target, carrier };
    },
    unitPath: ({ path }) => path,
    subjectId: ({ supply }) => supply.id,
    async handle(tx, { input, target }) {
      requireSupply(target, 'approved');
      if (input.givenOn > tx.today) throw refuse('supply.day.future');
      const { supply, matter, carrier } = target;
      if (carrier !== undefined && carrier.level_rank > supply.level_rank)
        throw refuse('supply.raised', { mark: carrier.mark });
      const scanId = await keepOwn(tx, { keys, scan: input.scan, subjectId: supply.id });
      await tx.update(supplies, supply, {
        state: 'given',
        given_on: input.givenOn,
        receipt_scan_id: scanId,
        ...(supply.return_by === null ? { ended_at: tx.now } : {}),
      });
      await tx.update(supplyMatters, matter, { received_by: input.receivedBy });
      await oweReturn(tx, supply, supply.giver_id);
      return { result: { scanId } };
    },
  });
}

export function createRecordCommands(keys: KeyRing): readonly Command[] {
  return [createRecordPermission(keys), createRecordAgreement(keys), createGive(keys)];
}

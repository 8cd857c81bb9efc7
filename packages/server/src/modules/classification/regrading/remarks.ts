import { defineCommand } from '@fengni/kernel/command/define';
import { addCustody, lockCopies } from '../../carriers/api.ts';
import { AcknowledgeRemark } from './contract.ts';
import { regradingPolicy } from './policy.ts';
import { refuse, settleAbout } from './store.ts';
import { remarks } from './tables.ts';

/** Whoever has the copy in hand says that the new mark stands on it and the old one is struck out (FACTS M12, M13). */
export const acknowledgeRemark = defineCommand({
  name: 'regrading.acknowledge',
  title: { zh: '确认已更改标志', en: 'Confirm that the mark is changed' },
  input: AcknowledgeRemark,
  rule: regradingPolicy['regrading.acknowledge'],
  load: (tx, input) => lockCopies(tx, input.copyIds),
  unitPath: (target) => target.unitPath,
  subjectId: (target) => target.copies[0]?.carrier_id ?? '',
  async handle(tx, { input, target, actor }) {
    const found = await tx.writeSql<{ id: string }>('select id from open_remarks_of($1)', [input.copyIds]);
    const open = await tx.lockNamed(
      remarks,
      found.map((row) => row.id),
    );
    if (open.length === 0) throw refuse('regrading.remark.none');
    await tx.updateAll(remarks, open, {
      state: 'done',
      done_at: tx.now,
      done_by: actor.personId,
      how: input.how,
    });
    const marked = new Set(open.map((row) => row.copy_id));
    const copies = target.copies.filter((copy) => marked.has(copy.id));
    for (const [holderId, held] of Map.groupBy(copies, (copy) => copy.holder_id)) {
      await addCustody(tx, held, {
        move: 'regrade',
        byId: actor.personId,
        signed: holderId === actor.personId ? 'screen' : 'clerk',
        holderId,
      });
    }
    await settleAbout(tx, { kinds: ['regrading.remark'], subjectIds: [...marked], byId: actor.personId });
    const carrierIds = [...new Set(copies.map((copy) => copy.carrier_id))];
    const left = await tx.writeSql<{ carrier_id: string }>('select carrier_id from carriers_to_mark($1)', [
      carrierIds,
    ]);
    const waiting = new Set(left.map((row) => row.carrier_id));
    await settleAbout(tx, {
      kinds: ['regrading.remark'],
      subjectIds: carrierIds.filter((id) => !waiting.has(id)),
      byId: actor.personId,
    });
    return { result: { copies: open.length } };
  },
});

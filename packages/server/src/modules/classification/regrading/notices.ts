import { type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { invariant } from '@fengni/kernel/command/invariant';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import { owe } from '@fengni/kernel/obligation/owe';
import { obligations } from '@fengni/kernel/obligation/tables';
import type { Tx } from '@fengni/kernel/db/tx';
import { addDays } from '@fengni/schemes/term';
import { keepScan } from '../../scans/scans.ts';
import { todayOf } from './apply-change.ts';
import { ReceiptNotice, SendNotice } from './contract.ts';
import { regradingPolicy } from './policy.ts';
import { noticeReceiptDays } from './rules.ts';
import { db, refuse } from './store.ts';
import { type NoticeRow, notices } from './tables.ts';

async function lockNotice(tx: LoadTx, noticeId: string) {
  const notice = await tx.lock(notices, noticeId);
  const register = await tx.readOne(
    db.selectFrom('register').select(['unit_path', 'kind']).where('id', '=', notice.register_id),
  );
  invariant(register !== undefined, 'who sees a notice handles its register');
  return { notice, unitPath: register.unit_path, isCipher: register.kind === 'cipher' };
}

export const sendNotice = defineCommand({
  name: 'regrading.sendNotice',
  title: { zh: '登记变更通知书发出', en: 'Record the sending of a notice' },
  input: SendNotice,
  rule: regradingPolicy['regrading.notice'],
  load: (tx, input) => lockNotice(tx, input.noticeId),
  unitPath: (target) => target.unitPath,
  subjectId: ({ notice }) => notice.regrading_id,
  async handle(tx, { input, target: { notice, unitPath, isCipher }, actor }) {
    if (notice.state !== 'prepared') throw refuse('regrading.notice.state', { number: notice.number });
    await tx.update(notices, notice, { state: 'sent', sent_at: tx.now, channel: input.channel });
    await settleNotice(tx, { kind: 'regrading.send-notice', notice, byId: actor.personId });
    await owe(tx, {
      kind: 'regrading.notice-receipt',
      unitPath,
      duty: isCipher ? 'cipher-clerk' : 'document-clerk',
      registerId: notice.register_id,
      subject: { table: 'regrading', id: notice.regrading_id, number: notice.number },
      period: notice.id,
      dueOn: addDays(todayOf(tx), noticeReceiptDays),
    });
    return {};
  },
});

export function createReceiptNotice(keys: KeyRing) {
  return defineCommand({
    name: 'regrading.receiptNotice',
    title: { zh: '登记变更通知书回执', en: 'Record the receipt of a notice' },
    input: ReceiptNotice,
    rule: regradingPolicy['regrading.notice'],
    load: (tx, input) => lockNotice(tx, input.noticeId),
    unitPath: (target) => target.unitPath,
    subjectId: ({ notice }) => notice.regrading_id,
    async handle(tx, { input, target: { notice }, actor }) {
      if (notice.state !== 'sent') throw refuse('regrading.notice.state', { number: notice.number });
      const scanId =
        input.scan === undefined
          ? null
          : await keepScan(tx, { keys, registerId: notice.register_id, scan: input.scan });
      await tx.update(notices, notice, {
        state: 'receipted',
        receipt_signer: input.signer,
        receipted_at: tx.now,
        scan_id: scanId,
      });
      await settleNotice(tx, { kind: 'regrading.notice-receipt', notice, byId: actor.personId });
      return {};
    },
  });
}

/** Several notices hang on one decision: what is owed is told apart by the notice. */
async function settleNotice(
  tx: Tx,
  the: { readonly kind: string; readonly notice: NoticeRow; readonly byId: string },
): Promise<void> {
  const open = await tx.writeSql<{ id: string }>('select id from open_notice_debts($1, $2, $3)', [
    the.kind,
    the.notice.regrading_id,
    the.notice.id,
  ]);
  const rows = await tx.lockNamed(
    obligations,
    open.map((row) => row.id),
  );
  await tx.updateAll(obligations, rows, { state: 'done', ended_at: tx.now, ended_by: the.byId });
}

import { type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import type { Tx } from '@fengni/kernel/db/tx';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import type { Mark } from '@fengni/schemes/mark';
import { type CarrierRow, carrierMatters, markColumns } from '../../carriers/api.ts';
import { keepScan } from '../../scans/scans.ts';
import { EnterNotice, ProposeRegrading, WithdrawRegrading } from './contract.ts';
import {
  lockOneCopy,
  requireAuthority,
  requireChange,
  requireClassifier,
  requireInTime,
  requireOrigin,
} from './judge-proposal.ts';
import { regradingPolicy } from './policy.ts';
import { isPending, lockCarriers, refuse } from './store.ts';
import { type RegradingRow, regradingItems, regradingMatters, regradings } from './tables.ts';

interface Draft {
  readonly carriers: readonly CarrierRow[];
  readonly row: Pick<RegradingRow, 'kind' | 'coverage' | 'origin' | 'copy_id' | 'scan_id' | 'classifier_id'>;
  readonly mark: Mark | null;
  readonly byId: string;
  readonly words: string;
  readonly documentNo: string;
}

/** The decision to be made, as a row: who decides must be able to know what it is about. */
async function insertDraft(tx: Tx, the: Draft): Promise<string> {
  const [first] = the.carriers;
  if (first === undefined) throw refuse('regrading.register');
  const id = tx.newId();
  const columns = the.mark === null ? null : markColumns(the.mark, null);
  await tx.insert(regradings, {
    id,
    register_id: first.register_id,
    unit_id: first.unit_id,
    unit_path: first.unit_path,
    number: '',
    ...the.row,
    scheme: columns?.scheme ?? null,
    level: columns?.level ?? null,
    level_rank: columns?.level_rank ?? null,
    validity: columns?.validity ?? null,
    mark: columns?.mark ?? null,
    state: 'draft',
    made_at: tx.now,
    made_by: the.byId,
    decided_at: null,
    decided_on: null,
    spread_at: null,
  });
  await tx.insert(
    regradingItems,
    ...the.carriers.map((carrier) => ({
      id: tx.newId(),
      regrading_id: id,
      register_id: carrier.register_id,
      carrier_id: carrier.id,
      split_from: null,
      former_mark: null,
    })),
  );
  await tx.insert(regradingMatters, { id, words: the.words, document_no: the.documentNo });
  return id;
}

/** Carriers the caller himself knows. */
async function lockKnown(tx: LoadTx, carrierIds: readonly string[]) {
  const target = await lockCarriers(tx, carrierIds);
  await tx.lockAll(carrierMatters, carrierIds);
  return target;
}

/** A change of own marks, proposed by anybody who knows the carriers; nothing changes before it is decided. */
export const proposeRegrading = defineCommand({
  name: 'regrading.propose',
  title: { zh: '提出密级变更', en: 'Propose a change of marks' },
  input: ProposeRegrading,
  rule: regradingPolicy['regrading.propose'],
  async load(tx, input) {
    const target = await lockKnown(tx, input.carrierIds);
    requireOrigin(target.carriers, 'own');
    requireChange(target.carriers, input);
    requireInTime(target.carriers, input.kind, tx.today);
    await requireAuthority(tx, { ...input, carriers: target.carriers });
    await requireClassifier(tx, { ...input, carriers: target.carriers });
    if (input.coverage === 'copy') await lockOneCopy(tx, { carriers: target.carriers, copyId: input.copyId });
    else if (input.copyId !== null) throw refuse('regrading.one.copy');
    return target;
  },
  unitPath: (target) => target.unitPath,
  subjectId: ({ carriers }) => carriers[0]?.id ?? '',
  async handle(tx, { input, target, actor }) {
    const regradingId = await insertDraft(tx, {
      carriers: target.carriers,
      row: {
        kind: input.kind,
        coverage: input.coverage,
        origin: 'own',
        copy_id: input.copyId,
        scan_id: null,
        classifier_id: input.classifierId,
      },
      mark: input.mark,
      byId: actor.personId,
      words: input.reason,
      documentNo: '',
    });
    return { result: { regradingId } };
  },
});

/** The originator's decision about received carriers, entered with his paper; a holder changes nothing of his own (FACTS E10). */
export function createEnterNotice(keys: KeyRing) {
  return defineCommand({
    name: 'regrading.enterNotice',
    title: { zh: '登记原定密单位的变更决定', en: "Enter the originator's decision" },
    input: EnterNotice,
    rule: regradingPolicy['regrading.enter-notice'],
    async load(tx, input) {
      const target = await lockCarriers(tx, input.carrierIds);
      requireOrigin(target.carriers, 'received');
      requireChange(target.carriers, input);
      return target;
    },
    unitPath: (target) => target.unitPath,
    subjectId: ({ carriers }) => carriers[0]?.id ?? '',
    async handle(tx, { input, target, actor }) {
      const scanId = await keepScan(tx, { keys, registerId: target.registerId, scan: input.scan });
      const regradingId = await insertDraft(tx, {
        carriers: target.carriers,
        row: {
          kind: input.kind,
          coverage: 'internal',
          origin: 'received',
          copy_id: null,
          scan_id: scanId,
          classifier_id: null,
        },
        mark: input.mark,
        byId: actor.personId,
        words: input.note,
        documentNo: input.documentNo,
      });
      return { result: { regradingId } };
    },
  });
}

/** Gives up a proposal that was not submitted. */
export const withdrawRegrading = defineCommand({
  name: 'regrading.withdraw',
  title: { zh: '撤销变更提案', en: 'Drop a proposed change' },
  input: WithdrawRegrading,
  rule: regradingPolicy['regrading.submit'],
  async load(tx, input) {
    const regrading = await tx.lock(regradings, input.regradingId);
    return { regrading, pending: await isPending(tx, regrading.id) };
  },
  unitPath: ({ regrading }) => regrading.unit_path,
  subjectId: ({ regrading }) => regrading.id,
  async handle(tx, { target: { regrading, pending } }) {
    if (regrading.state !== 'draft') throw refuse('regrading.closed');
    if (pending) throw refuse('regrading.pending');
    await tx.update(regradings, regrading, { state: 'withdrawn' });
    return {};
  },
});

import type { Actor } from '@fengni/kernel/access/actor';
import { type JsonObject, type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { invariant } from '@fengni/kernel/command/invariant';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import { Mark } from '@fengni/schemes/mark';
import {
  type CarrierMatterRow,
  type CarrierRow,
  type CopyRow,
  addCustody,
  carrierMatters,
  carriers,
  copies,
  deriveCarrier,
  takeOwnNumber,
} from '../../carriers/api.ts';
import { applyChange } from './apply-change.ts';
import { SubmitRegrading } from './contract.ts';
import {
  lockOneCopy,
  requireAuthority,
  requireChange,
  requireClassifier,
  requireInTime,
} from './judge-proposal.ts';
import { changeFlow, noticeFlow, regradingPolicy } from './policy.ts';
import { type DecidedKind, decidedKinds } from './rules.ts';
import { db, isPending, lockRegrading, readRegister, refuse } from './store.ts';
import { type RegradingItemRow, type RegradingRow, regradingItems, regradings } from './tables.ts';

interface Submission {
  readonly regrading: Locked<RegradingRow>;
  readonly items: readonly Locked<RegradingItemRow>[];
  readonly carriers: readonly Locked<CarrierRow>[];
  /** Of own carriers, which who submits and who decides must know. */
  readonly matters: readonly Locked<CarrierMatterRow>[];
  readonly words: string;
  readonly copy: Locked<CopyRow> | null;
  readonly kind: DecidedKind;
  readonly mark: Mark | null;
  readonly unitPath: string;
}

function markOf(row: RegradingRow): Mark | null {
  return row.mark === null
    ? null
    : Mark.parse({ scheme: row.scheme, level: row.level, validity: row.validity });
}

function kindOf(row: RegradingRow): DecidedKind {
  const kind = decidedKinds.find((one) => one === row.kind);
  invariant(kind !== undefined, 'what acts by itself is not submitted');
  return kind;
}

async function loadSubmission(tx: LoadTx, regradingId: string, actor: Actor): Promise<Submission> {
  const target = await lockRegrading(tx, regradingId);
  const { regrading } = target;
  if (regrading.state !== 'draft') throw refuse('regrading.closed');
  const [kind, mark] = [kindOf(regrading), markOf(regrading)];
  const pending = await isPending(tx, regrading.id);
  if (pending && actor.sessionKind !== 'approval' && actor.personId === regrading.made_by)
    throw refuse('regrading.pending');
  requireChange(target.carriers, { kind, mark });
  if (regrading.origin === 'own') await requireAuthority(tx, { kind, mark, carriers: target.carriers });
  // asked for in time, it may be decided after the day: until then the carriers wait (FACTS E6)
  if (!pending) requireInTime(target.carriers, kind, tx.today);
  const known = regrading.origin === 'own' ? target.carriers.map((one) => one.id) : [];
  const matters = await tx.lockAll(carrierMatters, known);
  const [matter] = await tx.readSql<{ words: string }>('select words from regrading_matter where id = $1', [
    regrading.id,
  ]);
  const copy =
    regrading.coverage === 'copy'
      ? await lockOneCopy(tx, { carriers: target.carriers, copyId: regrading.copy_id })
      : null;
  return { ...target, matters, words: matter?.words ?? '', copy, kind, mark };
}

/** What is consented to: kind, how far it reaches, and each number with its mark before and after. */
function describeChange({ regrading, carriers: changed, copy }: Submission): JsonObject {
  const after = regrading.mark ?? '解密';
  return {
    change: regrading.kind,
    coverage: regrading.coverage,
    count: changed.length,
    carriers: changed.map((one) => `${one.number} ${one.mark} → ${after}`),
    ...(copy === null ? {} : { copyNo: copy.copy_no }),
  };
}

/** The change takes effect when every consent is there. */
export const submitRegrading = defineCommand({
  name: 'regrading.submit',
  title: { zh: '变更报批', en: 'Submit a change of marks' },
  input: SubmitRegrading,
  rule: regradingPolicy['regrading.submit'],
  load: (tx, input, actor) => loadSubmission(tx, input.regradingId, actor),
  unitPath: (target) => target.unitPath,
  subjectId: ({ regrading }) => regrading.id,
  subjectNumber: ({ carriers: changed }) =>
    changed.length > 1 ? `${changed[0]?.number ?? ''} +${changed.length - 1}` : (changed[0]?.number ?? ''),
  parks: ({ target: { regrading } }) =>
    regrading.classifier_id === null ? noticeFlow : changeFlow(regrading.classifier_id),
  snapshot: ({ target }) => describeChange(target),
  matter: ({ target: { matters, words } }) => ({
    titles: matters.map((one) => one.title).toSorted(),
    reason: words,
  }),
  async handle(tx, { target, actor }) {
    const { regrading, copy, kind, mark } = target;
    if (regrading.classifier_id !== null)
      await requireClassifier(tx, {
        kind,
        mark,
        carriers: target.carriers,
        classifierId: regrading.classifier_id,
      });
    const changed = copy === null ? target.carriers : [await splitOff(tx, { target, copy, actor })];
    await applyChange(tx, {
      regradingId: regrading.id,
      carriers: changed,
      // where the copy went apart, its line of the decision names the new carrier
      items:
        copy === null
          ? target.items
          : target.items.map((item) => ({ ...item, carrier_id: changed[0]?.id ?? item.carrier_id })),
      mark,
      coverage: regrading.coverage,
      byId: actor.personId,
    });
    const number = await takeOwnNumber(tx, regrading.register_id, 'regrading');
    await tx.update(regradings, regrading, {
      state: 'done',
      number,
      decided_at: tx.now,
      decided_on: tx.today,
    });
    return { result: { regradingId: regrading.id, number } };
  },
});

/** One copy becomes a carrier of its own: new number, same scope, its custody goes on (BEY-1). */
async function splitOff(
  tx: Tx,
  the: { readonly target: Submission; readonly copy: Locked<CopyRow>; readonly actor: Actor },
): Promise<Locked<CarrierRow>> {
  const { target, copy, actor } = the;
  const [carrier] = target.carriers;
  const [matter] = target.matters;
  const [item] = target.items;
  invariant(
    carrier !== undefined && matter !== undefined && item !== undefined,
    'one copy is of one carrier that is known',
  );
  const scope = await tx.read(
    db
      .selectFrom('carrier_scope')
      .select(['person_id', 'post_id'])
      .where('carrier_id', '=', carrier.id)
      .where('ended_at', 'is', null),
  );
  const apart = await deriveCarrier(tx, {
    from: carrier,
    matter,
    register: await readRegister(tx, carrier.register_id),
    scope,
    actor,
    origin: carrier.origin,
    manner: 'copy',
    keepsDetermination: true,
  });
  await tx.update(copies, copy, { carrier_id: apart.id, carrier_registered_at: apart.registered_at });
  await addCustody(tx, [{ ...copy, carrier_id: apart.id }], {
    move: 'regrade',
    byId: actor.personId,
    signed: 'screen',
    holderId: copy.holder_id,
    note: carrier.number,
  });
  await tx.update(carriers, carrier, { copy_count: carrier.copy_count - 1 });
  await tx.update(carriers, apart, { copy_count: 1 });
  await tx.update(regradingItems, item, { carrier_id: apart.id, split_from: carrier.id });
  return { ...apart, copy_count: 1 };
}

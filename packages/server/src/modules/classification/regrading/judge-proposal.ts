import type { LoadTx } from '@fengni/kernel/command/define';
import type { Mark } from '@fengni/schemes/mark';
import { builtinPacks, levelOf } from '@fengni/schemes/packs';
import { type CarrierRow, type CopyRow, copies, markColumns, readPromises } from '../../carriers/api.ts';
import type { Locked } from '@fengni/kernel/db/tx';
import { readAuthority } from '../determination/authority.ts';
import { type DecidedKind, isWithinDuty, judgeChange, rankNeeded } from './rules.ts';
import { refuse, refuseChange } from './store.ts';

interface Wanted {
  readonly kind: DecidedKind;
  readonly mark: Mark | null;
}

/** Refuses a change that is not what it says it is, or whose mark its pack does not allow. */
export function requireChange(of: readonly CarrierRow[], the: Wanted): void {
  for (const carrier of of) {
    const fault = judgeChange({ standing: carrier, ...the });
    if (fault !== null) throw refuseChange(fault, carrier);
    if (the.mark !== null) markColumns(the.mark, carrier.issued_on);
  }
}

export function requireOrigin(of: readonly CarrierRow[], origin: CarrierRow['origin']): void {
  const foreign = of.find((one) => one.origin !== origin);
  if (foreign === undefined) return;
  throw refuse(origin === 'own' ? 'regrading.not.own' : 'regrading.not.received', { number: foreign.number });
}

/** A higher level is set within the body's own authority, as by a determination (State Secrets Law art. 17, 23). */
export async function requireAuthority(
  tx: LoadTx,
  the: Wanted & { readonly carriers: readonly CarrierRow[] },
): Promise<void> {
  const [first] = the.carriers;
  if (the.kind !== 'upgrade' || the.mark === null || first === undefined) return;
  const { scheme, level } = the.mark;
  const found = await readAuthority(tx, { unitPath: first.unit_path, scheme, level });
  if (found.authorised) return;
  const words = levelOf(scheme, level);
  throw refuse('regrading.no.authority', {
    body: found.body,
    level: { zh: words?.zh ?? level, en: words?.en ?? level },
  });
}

/** An extension is asked for before the term is over (State Secrets Law art. 24; FACTS E6). */
export function requireInTime(of: readonly CarrierRow[], kind: DecidedKind, today: string): void {
  if (kind !== 'extend') return;
  const late = of.find((one) => one.expires_on !== null && one.expires_on < today);
  if (late !== undefined)
    throw refuse('regrading.extension.late', { number: late.number, day: late.expires_on ?? '' });
}

interface ClassifierRow {
  readonly person_id: string;
  readonly name: string;
  readonly duty: string;
  readonly scheme: string | null;
  readonly level_rank: number | null;
}

/** Who could decide about all these carriers, in the sight of who knows all of them. */
export function readClassifiers(tx: LoadTx, carrierIds: readonly string[]): Promise<ClassifierRow[]> {
  return tx.readSql<ClassifierRow>(
    'select person_id, name, duty, scheme, level_rank from regrading_classifiers($1)',
    [carrierIds],
  );
}

/** The classifier named must know the carriers and be named for their level and the new one. */
export async function requireClassifier(
  tx: LoadTx,
  the: Wanted & { readonly carriers: readonly CarrierRow[]; readonly classifierId: string },
): Promise<void> {
  const [first] = the.carriers;
  if (first === undefined) return;
  const rank = Math.max(...the.carriers.map((one) => rankNeeded(one, the.mark)));
  const all = await readClassifiers(
    tx,
    the.carriers.map((one) => one.id),
  );
  const fit = all.filter((one) => isWithinDuty(one, { scheme: first.scheme, rank }));
  if (fit.some((one) => one.person_id === the.classifierId)) return;
  const level = builtinPacks.get(first.scheme)?.levels.find((one) => one.rank === rank);
  const names = [...new Set(fit.map((one) => one.name))];
  throw refuse('regrading.classifier', {
    level: { zh: level?.zh ?? '', en: level?.en ?? '' },
    who: { zh: names.join('、') || '无', en: names.join(', ') || 'nobody' },
  });
}

/** The one copy a change is about: in store and promised to nobody, since it becomes a carrier of its own. */
export async function lockOneCopy(
  tx: LoadTx,
  the: { readonly carriers: readonly CarrierRow[]; readonly copyId: string | null },
): Promise<Locked<CopyRow>> {
  const [carrier, ...others] = the.carriers;
  if (carrier === undefined || others.length > 0 || the.copyId === null) throw refuse('regrading.one.copy');
  const copy = await tx.lock(copies, the.copyId);
  if (copy.carrier_id !== carrier.id) throw refuse('regrading.one.copy');
  if (carrier.copy_count < 2) throw refuse('regrading.copy.only', { number: carrier.number });
  // what is in the vault is bound to its carrier's keys and scope, and does not go apart
  const stored = await tx.readSql('select id from electronic_copy where id = $1', [copy.id]);
  if (stored.length > 0) throw refuse('regrading.copy.electronic', { copyNo: copy.copy_no });
  const promised = await readPromises(tx, carrier.id);
  if (copy.state !== 'in-store' || promised.has(copy.id))
    throw refuse('regrading.copy.out', { copyNo: copy.copy_no });
  return copy;
}

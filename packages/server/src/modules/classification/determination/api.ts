import type { LoadTx } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { type Mark, checkMark, formatMark } from '@fengni/schemes/mark';
import type { NewSource } from '../sources/api.ts';
import { db, refuse } from './store.ts';

/** What a carrier takes from the determination it is marked by. */
export interface Determined {
  readonly id: string;
  readonly scope: { readonly personIds: readonly string[]; readonly postIds: readonly string[] };
  readonly sources: readonly NewSource[];
}

interface Wanted {
  readonly determinationId: string;
  readonly mark: Mark;
  readonly unitPath: string;
  /** Absent: the whole scope of the determination. */
  readonly scope?: Partial<Determined['scope']> | undefined;
}

/**
 * What a carrier that is registered from a determination bears: its very mark, and a scope not wider than decided. Who does
 * not know the determination finds nothing; one not decided yet marks nothing.
 */
export async function readForCarrier(tx: LoadTx, wanted: Wanted): Promise<Determined> {
  const row = await tx.readOne(
    db
      .selectFrom('determination as d')
      .innerJoin('determination_matter as m', 'm.id', 'd.id')
      .select(['d.id', 'd.state', 'd.mark', 'd.unit_path'])
      .where('d.id', '=', wanted.determinationId),
  );
  if (row === undefined) throw new Refusal('not.found');
  if (row.state !== 'decided' && row.state !== 'provisional') throw refuse('determination.not.decided');
  if (checkMark(wanted.mark) !== null || formatMark(wanted.mark) !== row.mark)
    throw refuse('determination.carrier.mark', { mark: row.mark });
  if (!(await isOneBody(tx, row.unit_path, wanted.unitPath))) throw refuse('determination.carrier.unit');
  const decided = await readScope(tx, row.id);
  return { id: row.id, scope: narrow(decided, wanted.scope), sources: await readNewSources(tx, row.id) };
}

/** Whatever department keeps the register: a body has one office for its secrets. */
async function isOneBody(tx: LoadTx, one: string, other: string): Promise<boolean> {
  const rows = await tx.readSql<{ same: boolean }>('select body_of($1::ltree) = body_of($2::ltree) as same', [
    one,
    other,
  ]);
  return rows[0]?.same === true;
}

async function readScope(tx: LoadTx, determinationId: string): Promise<Determined['scope']> {
  const rows = await tx.read(
    db
      .selectFrom('determination_scope')
      .select(['person_id', 'post_id'])
      .where('determination_id', '=', determinationId)
      .where('ended_at', 'is', null)
      .orderBy('id'),
  );
  return {
    personIds: rows.flatMap((row) => row.person_id ?? []),
    postIds: rows.flatMap((row) => row.post_id ?? []),
  };
}

/** A carrier may have fewer readers than the matter; more is widening, which is a decision of its own (CAR-4). */
function narrow(decided: Determined['scope'], wanted: Wanted['scope']): Determined['scope'] {
  const { personIds = [], postIds = [] } = wanted ?? {};
  if (personIds.length + postIds.length === 0) return decided;
  const isWider =
    personIds.some((id) => !decided.personIds.includes(id)) ||
    postIds.some((id) => !decided.postIds.includes(id));
  if (isWider) throw refuse('determination.carrier.scope');
  return { personIds, postIds };
}

async function readNewSources(tx: LoadTx, determinationId: string): Promise<NewSource[]> {
  const rows = await tx.read(
    db
      .selectFrom('determination_source')
      .select(['carrier_id', 'words', 'mark', 'manner'])
      .where('determination_id', '=', determinationId)
      .where('ended_at', 'is', null)
      .orderBy('id'),
  );
  return rows.map((row) => ({
    sourceId: row.carrier_id,
    ...(row.carrier_id === null ? { words: `${row.words}（${row.mark}）` } : {}),
    manner: row.manner,
  }));
}

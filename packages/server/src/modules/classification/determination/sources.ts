import type { LoadTx } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import type { Tx } from '@fengni/kernel/db/tx';
import { formatMark } from '@fengni/schemes/mark';
import type { z } from 'zod';
import type { CarrierRow } from '../../carriers/api.ts';
import type { SourceInput } from './contract.ts';
import { determinationMark } from './marks.ts';
import { db, refuse } from './store.ts';
import type { DeterminationScopeRow, DeterminationSourceRow } from './tables.ts';

type Source = z.output<typeof SourceInput>;

/** Rows of sources: carriers as they are marked now, which the caller must know, or words with the mark they bear. */
export async function readSources(
  tx: Tx,
  determinationId: string,
  sources: readonly Source[],
): Promise<DeterminationSourceRow[]> {
  const ids = sources.flatMap((source) => source.carrierId ?? []);
  const carriers = new Map((await readKnown(tx, ids)).map((row) => [row.id, row]));
  const head = { determination_id: determinationId, ended_at: null };
  return sources.map((source) => {
    const { manner } = source;
    if (source.carrierId !== null) {
      const carrier = carriers.get(source.carrierId);
      if (carrier === undefined) throw new Refusal('not.found', {}, 'a source is not known to the drafter');
      const { scheme, level, level_rank, validity, mark, issued_on } = carrier;
      const marked = { scheme, level, level_rank, validity, mark, issued_on };
      return { id: tx.newId(), ...head, carrier_id: carrier.id, words: '', ...marked, manner };
    }
    if (source.words === '' || source.mark === null || source.issuedOn === null)
      throw refuse('determination.source.words');
    const { protected_rank: _, ...marked } = determinationMark(source.mark);
    return {
      id: tx.newId(),
      ...head,
      carrier_id: null,
      words: source.words,
      ...marked,
      mark: formatMark(source.mark),
      issued_on: source.issuedOn,
      manner,
    };
  });
}

/** Carriers the caller knows, of those asked for. */
async function readKnown(tx: LoadTx, ids: readonly string[]): Promise<CarrierRow[]> {
  if (ids.length === 0) return [];
  return tx.read(
    db
      .selectFrom('carrier as c')
      .innerJoin('carrier_matter as m', 'm.id', 'c.id')
      .selectAll('c')
      .where('c.id', 'in', [...ids]),
  );
}

export function carrierIdsOf(sources: readonly DeterminationSourceRow[]): string[] {
  return [...new Set(sources.flatMap((source) => source.carrier_id ?? []))];
}

/** Of these persons, those who do not know every source kept here. */
export async function personsWithoutSources(
  tx: LoadTx,
  carrierIds: readonly string[],
  persons: readonly string[],
): Promise<string[]> {
  if (carrierIds.length === 0 || persons.length === 0) return [];
  const rows = await tx.readSql<{ person_id: string }>('select person_id from persons_who_know_all($1, $2)', [
    carrierIds,
    persons,
  ]);
  const known = new Set(rows.map((row) => row.person_id));
  return persons.filter((id) => !known.has(id));
}

/** The scope by person: those named and those who hold the posts named today. */
export async function personsInScope(
  tx: LoadTx,
  scope: readonly Pick<DeterminationScopeRow, 'person_id' | 'post_id'>[],
): Promise<{ id: string; name: string; unit_id: string }[]> {
  return tx.readSql(
    `select distinct p.id, p.name, p.unit_id from person p
     where p.frozen_at is null and (p.id = any($1) or p.id in (
       select h.person_id from holding h where h.post_id = any($2) and h.ended_on is null))
     order by p.name, p.id`,
    [scope.flatMap((row) => row.person_id ?? []), scope.flatMap((row) => row.post_id ?? [])],
  );
}

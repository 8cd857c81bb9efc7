import type { Actor } from '@fengni/kernel/access/actor';
import type { LoadTx } from '@fengni/kernel/command/define';
import { Refusal, refuser } from '@fengni/kernel/command/refusal';
import { tables } from '@fengni/kernel/db/table';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import type { OrgTables } from '@fengni/kernel/org/tables';
import { type Mark, checkMark } from '@fengni/schemes/mark';
import { builtinPacks, levelOf } from '@fengni/schemes/packs';
import { catalogueErrors } from './contract.ts';
import { markFacts, markOfItems } from './rules.ts';
import {
  type CatalogueItemRow,
  type CatalogueRow,
  type CatalogueTables,
  catalogueItems,
  catalogues,
} from './tables.ts';

export const db = tables<CatalogueTables & OrgTables>();
export const refuse = refuser(catalogueErrors);

/** A catalogue with its items, as who may know it sees them. */
export interface CatalogueTarget {
  readonly catalogue: Locked<CatalogueRow>;
  readonly items: readonly CatalogueItemRow[];
  /** The request by which it waits for approval, and whose it is. */
  readonly pending: Pending | null;
}
export interface Pending {
  readonly approvalId: string;
  readonly requesterId: string;
}

/** The request that waits for consents to a catalogue or place; told to who handles it. */
export async function readPending(tx: LoadTx, subjectId: string): Promise<Pending | null> {
  const [row] = await tx.readSql<{ approval_id: string; requester: string }>(
    'select approval_id, requester from catalogue_pending($1)',
    [subjectId],
  );
  return row === undefined ? null : { approvalId: row.approval_id, requesterId: row.requester };
}

/** The items of a catalogue in their order. */
export function readItems(tx: LoadTx, catalogueId: string): Promise<CatalogueItemRow[]> {
  return tx.read(
    db
      .selectFrom('catalogue_item')
      .select([
        'id',
        'catalogue_id',
        'line_id',
        'place',
        'number',
        'name',
        'scheme',
        'level',
        'level_rank',
        'validity',
        'mark',
        'scope_text',
        'scope_item_id',
        'basis',
        'owner_unit_id',
        'owner_post_id',
        'origin',
        'link',
        'dropped',
      ])
      .where('catalogue_id', '=', catalogueId)
      .orderBy('place')
      .orderBy('id'),
  );
}

/** Locks a catalogue for who may know what is on it; who only handles it does not find it. */
export async function lockKnown(tx: LoadTx, catalogueId: string): Promise<CatalogueTarget> {
  const catalogue = await tx.lock(catalogues, catalogueId);
  const facts = await tx.readSql<{ known: boolean }>('select knows_catalogue($1) as known', [catalogueId]);
  if (facts[0]?.known !== true) throw new Refusal('not.found', {}, 'handled, not known');
  return {
    catalogue,
    items: await readItems(tx, catalogueId),
    pending: await readPending(tx, catalogueId),
  };
}

/** A draft nobody is asked to approve yet: the only thing that can be written in. */
export async function lockDraft(tx: LoadTx, catalogueId: string): Promise<CatalogueTarget> {
  const target = await lockKnown(tx, catalogueId);
  requireDraft(target);
  return target;
}

export function requireDraft({ catalogue, pending }: CatalogueTarget): void {
  if (catalogue.state !== 'draft') throw refuse('catalogue.not.draft');
  if (pending !== null) throw refuse('catalogue.pending');
}

/** What is wrong with the scheme asked for, thrown. */
export function requireScheme(scheme: string): void {
  if (!builtinPacks.has(scheme)) throw refuse('catalogue.scheme.unknown');
}

/** Nobody writes down what he is not cleared for: he would not see it again. */
export function requireCleared(actor: Actor, mark: Pick<Mark, 'scheme' | 'level'>): void {
  const rank = levelOf(mark.scheme, mark.level)?.rank ?? 0;
  if (rank > (actor.clearances[mark.scheme] ?? 0)) throw refuse('catalogue.mark.uncleared');
}

/** The mark is one of the scheme and can be written. `name` is the thing it stands on, for the words of the refusal. */
export function requireMark(mark: Mark, the: { readonly scheme: string; readonly name: string }): void {
  const { scheme, name } = the;
  if (mark.scheme !== scheme) {
    const pack = builtinPacks.get(scheme);
    throw refuse('catalogue.mark.scheme', {
      name,
      scheme: { zh: pack?.zh ?? scheme, en: pack?.en ?? scheme },
    });
  }
  const problem = checkMark(mark);
  if (problem !== null && problem.code !== 'over-maximum')
    throw refuse('catalogue.mark.refused', { name, why: { zh: problem.zh, en: problem.en } });
}

/** Rows of what stands on a draft after a change, and the mark that follows from them. */
export async function settleMark(
  tx: Tx,
  catalogue: Locked<CatalogueRow>,
  items: readonly Pick<CatalogueItemRow, 'scheme' | 'level' | 'validity' | 'dropped'>[],
): Promise<void> {
  const marks = items
    .filter((item) => !item.dropped)
    .map(({ scheme, level, validity }): Mark => ({ scheme, level, validity }));
  const mark = markOfItems(marks, tx.today);
  const facts = mark === null ? null : markFacts(mark);
  const itemRank = facts?.level_rank ?? 0;
  if (catalogue.mark_stated) {
    await tx.update(catalogues, catalogue, { item_rank: itemRank });
    return;
  }
  await tx.update(catalogues, catalogue, {
    item_rank: itemRank,
    mark_scheme: catalogue.scheme,
    level_rank: itemRank,
    mark: facts?.mark ?? '',
  });
}

/** Locks rows of a catalogue's items for writing. */
export function lockItems(tx: LoadTx, ids: readonly string[]): Promise<Locked<CatalogueItemRow>[]> {
  return tx.lockAll(catalogueItems, ids);
}

export async function readUnitName(tx: LoadTx, unitId: string): Promise<string> {
  const row = await tx.readOne(db.selectFrom('unit').select('name').where('id', '=', unitId));
  return row?.name ?? '';
}

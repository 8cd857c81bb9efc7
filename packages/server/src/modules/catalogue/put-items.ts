import type { Actor } from '@fengni/kernel/access/actor';
import type { LoadTx } from '@fengni/kernel/command/define';
import type { Tx } from '@fengni/kernel/db/tx';
import { checkMark, formatMark } from '@fengni/schemes/mark';
import type { ItemFields } from './contract.ts';
import { type ScopeFacts, catalogueItemsMax, isTermAllowed, markFacts } from './rules.ts';
import { type CatalogueTarget, db, refuse, requireCleared, requireMark } from './store.ts';
import { type CatalogueItemRow, type CatalogueRow, catalogueItems } from './tables.ts';

/** What items name beside themselves, as the caller sees it: what he does not see he cannot name. */
export interface ItemReferences {
  readonly scopes: ReadonlyMap<string, ScopeFacts>;
  readonly unitIds: ReadonlySet<string>;
  readonly postIds: ReadonlySet<string>;
}

function named(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}

export async function readReferences(
  tx: LoadTx,
  the: { readonly unitPath: string; readonly items: readonly ItemFields[] },
): Promise<ItemReferences> {
  const scopeIds = named(the.items.map((item) => item.scopeItemId));
  const unitIds = named(the.items.map((item) => item.ownerUnitId));
  const postIds = named(the.items.map((item) => item.ownerPostId));
  const scopes =
    scopeIds.length === 0
      ? []
      : await tx.read(
          db.selectFrom('scope_item').select(['id', 'level', 'validity']).where('id', 'in', scopeIds),
        );
  const units = await tx.readSql<{ id: string }>(
    'select id from unit where id = any($1) and path <@ $2::ltree',
    [unitIds, the.unitPath],
  );
  const posts = await tx.readSql<{ id: string }>(
    'select p.id from post p join unit u on u.id = p.unit_id where p.id = any($1) and u.path <@ $2::ltree',
    [postIds, the.unitPath],
  );
  return {
    scopes: new Map(scopes.map(({ id, level, validity }) => [id, { level, validity }])),
    unitIds: new Set(units.map((unit) => unit.id)),
    postIds: new Set(posts.map((post) => post.id)),
  };
}

/** Refuses an item that cannot stand on a list. */
export function requireItem(
  item: ItemFields,
  the: { readonly scheme: string; readonly actor: Actor; readonly references: ItemReferences },
): void {
  const { scheme, actor, references } = the;
  const { name, mark } = item;
  requireMark(mark, { scheme, name });
  requireCleared(actor, mark);
  const scope = item.scopeItemId === null ? null : references.scopes.get(item.scopeItemId);
  if (scope === undefined || (scope === null && item.basis === ''))
    throw refuse('catalogue.basis.missing', { name });
  if (!isTermAllowed(mark, scope)) {
    const problem = checkMark(mark);
    throw refuse('catalogue.mark.refused', {
      name,
      why: { zh: problem?.zh ?? formatMark(mark), en: problem?.en ?? formatMark(mark) },
    });
  }
  const isOutside =
    (item.ownerUnitId !== null && !references.unitIds.has(item.ownerUnitId)) ||
    (item.ownerPostId !== null && !references.postIds.has(item.ownerPostId));
  if (isOutside) throw refuse('catalogue.owner.outside', { name });
}

/** The columns an item's fields fill. */
export function itemColumns(item: ItemFields) {
  return {
    number: item.number,
    name: item.name,
    ...markFacts(item.mark),
    scope_text: item.scopeText,
    scope_item_id: item.scopeItemId,
    basis: item.basis,
    owner_unit_id: item.ownerUnitId,
    owner_post_id: item.ownerPostId,
    origin: item.origin,
    link: item.link,
  };
}

export function newItemRow(
  tx: Pick<Tx, 'newId'>,
  the: { readonly catalogueId: string; readonly item: ItemFields; readonly place: number },
): CatalogueItemRow {
  const id = tx.newId();
  return {
    id,
    catalogue_id: the.catalogueId,
    line_id: id,
    place: the.place,
    ...itemColumns(the.item),
    dropped: false,
  };
}

/** Adds items after those that stand; a list has a limit. */
export async function appendItems(
  tx: Tx,
  target: { readonly catalogue: CatalogueRow; readonly items: CatalogueTarget['items'] },
  items: readonly ItemFields[],
): Promise<CatalogueItemRow[]> {
  if (target.items.length + items.length > catalogueItemsMax)
    throw refuse('catalogue.too.many', { max: catalogueItemsMax });
  const last = Math.max(0, ...target.items.map((item) => item.place));
  const rows = items.map((item, i) =>
    newItemRow(tx, { catalogueId: target.catalogue.id, item, place: last + 1 + i }),
  );
  await tx.insert(catalogueItems, ...rows);
  return rows;
}

import type { Actor } from '@fengni/kernel/access/actor';
import { isWithin } from '@fengni/kernel/access/policy';
import type { LoadTx } from '@fengni/kernel/command/define';
import { refuse as refuseKernel, refuser } from '@fengni/kernel/command/refusal';
import { tables } from '@fengni/kernel/db/table';
import type { Locked } from '@fengni/kernel/db/tx';
import { tradeSecretErrors } from './contract.ts';
import {
  type TradeSecretItemRow,
  type TradeSecretListRow,
  type TradeSecretMatterRow,
  type TradeSecretsTables,
  tradeSecretItems,
  tradeSecretLists,
  tradeSecretMatters,
} from './tables.ts';

export const db = tables<TradeSecretsTables>();
export const refuse = refuser(tradeSecretErrors);

/** An item with what the caller may know of it. */
export interface KnownItem {
  readonly item: TradeSecretItemRow;
  readonly matter: TradeSecretMatterRow | null;
}

/** Items of a list in the order of their numbers, each with its matter where the caller may know it. */
export async function readItems(tx: Pick<LoadTx, 'read'>, listId: string): Promise<KnownItem[]> {
  const items = await tx.read(
    db
      .selectFrom('trade_secret_item')
      .selectAll()
      .where('list_id', '=', listId)
      .orderBy('number')
      .orderBy('id'),
  );
  const matters = await tx.read(
    db
      .selectFrom('trade_secret_matter as m')
      .innerJoin('trade_secret_item as i', 'i.id', 'm.id')
      .selectAll('m')
      .where('i.list_id', '=', listId),
  );
  const byId = new Map(matters.map((matter) => [matter.id, matter]));
  return items.map((item) => ({ item, matter: byId.get(item.id) ?? null }));
}

/** Refuses where the caller may not know one of them. */
export function requireKnown(
  items: readonly KnownItem[],
): { readonly item: TradeSecretItemRow; readonly matter: TradeSecretMatterRow }[] {
  return items.map(({ item, matter }) => {
    if (matter === null) throw refuse('tradeSecret.not.all.known');
    return { item, matter };
  });
}

export async function isPending(tx: LoadTx, listId: string): Promise<boolean> {
  const rows = await tx.readSql<{ pending: boolean }>('select trade_secret_list_pending($1) as pending', [
    listId,
  ]);
  return rows[0]?.pending === true;
}

/** Whether he may take the step that approves a list: his sight is tried by loading it while it waits for just that. */
export function approvesLists(actor: Actor, unitPath: string): boolean {
  return actor.duties.some((held) => held.duty === 'first-responsible' && isWithin(unitPath, held.unitPath));
}

/** A draft nobody is deciding on, locked. */
export async function lockDraft(tx: LoadTx, listId: string): Promise<Locked<TradeSecretListRow>> {
  const list = await tx.lock(tradeSecretLists, listId);
  const pending = await isPending(tx, listId);
  if (list.state !== 'draft') throw refuse('tradeSecret.not.draft');
  if (pending) throw refuse('tradeSecret.pending');
  return list;
}

export interface ItemTarget {
  readonly list: Locked<TradeSecretListRow>;
  readonly item: Locked<TradeSecretItemRow>;
  readonly matter: Locked<TradeSecretMatterRow>;
}

/** An item of a draft that the caller knows, locked with its list. */
export async function lockItem(tx: LoadTx, itemId: string): Promise<ItemTarget> {
  const [items, matters] = await tx.lockTogether([
    { of: tradeSecretItems, ids: [itemId] },
    { of: tradeSecretMatters, ids: [itemId] },
  ]);
  const item = items[0];
  const matter = matters[0];
  if (item === undefined || matter === undefined) throw refuseKernel('not.found');
  return { list: await lockDraft(tx, item.list_id), item, matter };
}

/** The same secret in the list a draft was made from. */
export async function readBase(
  tx: LoadTx,
  the: { readonly list: TradeSecretListRow; readonly secretId: string },
): Promise<KnownItem | null> {
  const items = await tx.read(
    db
      .selectFrom('trade_secret_item')
      .selectAll()
      .where('list_id', '=', the.list.based_on ?? the.list.id)
      .where('secret_id', '=', the.secretId),
  );
  const item = the.list.based_on === null ? undefined : items[0];
  const matters = await tx.read(
    db
      .selectFrom('trade_secret_matter')
      .selectAll()
      .where('id', '=', items[0]?.id ?? the.list.id),
  );
  return item === undefined ? null : { item, matter: matters[0] ?? null };
}

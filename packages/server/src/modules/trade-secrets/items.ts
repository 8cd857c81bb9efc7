import type { Actor } from '@fengni/kernel/access/actor';
import { type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { refuse as refuseKernel } from '@fengni/kernel/command/refusal';
import { rowsFor } from '@fengni/kernel/db/tx';
import { levelOf } from '@fengni/schemes/packs';
import type { z } from 'zod';
import { AddItem, ChangeItem, EndItem, RestoreItem } from './contract.ts';
import { tradeSecretsPolicy } from './policy.ts';
import { type ItemChange, isLive, listItemsMax, readMark, tradeSecretScheme } from './rules.ts';
import { type KnownItem, db, lockDraft, lockItem, readBase, refuse } from './store.ts';
import {
  type TradeSecretItemRow,
  type TradeSecretMatterRow,
  tradeSecretItems,
  tradeSecretMatters,
} from './tables.ts';

type Fields = Omit<z.output<typeof AddItem>, 'listId' | 'reason'>;

/** Whoever and whatever an item names must be there and in the caller's sight. */
async function requireNamed(tx: LoadTx, input: Fields): Promise<void> {
  const persons = [...input.holderPersonIds, ...(input.ownerPersonId === null ? [] : [input.ownerPersonId])];
  const posts = [...input.holderPostIds, ...(input.ownerPostId === null ? [] : [input.ownerPostId])];
  const wanted = new Set([...persons, ...posts, ...input.carrierIds]);
  const seen = await tx.readSql(
    `select id from person where id = any($1) union select id from post where id = any($2)
     union select id from carrier where id = any($3)`,
    [persons, posts, input.carrierIds],
  );
  if (seen.length < wanted.size) throw refuseKernel('not.found');
}

type MarkPart = Pick<
  TradeSecretItemRow,
  'level' | 'level_rank' | 'validity' | 'mark' | 'since' | 'expires_on'
>;

function markPart(tx: Pick<LoadTx, 'today'>, input: Fields, actor: Actor): MarkPart {
  const since = input.since ?? tx.today;
  if (since > tx.today) throw refuse('tradeSecret.since');
  const columns = readMark(input.mark, since);
  if ('zh' in columns) throw refuse('tradeSecret.mark', { why: columns });
  if ((actor.clearances[tradeSecretScheme] ?? 0) < columns.level_rank) {
    const level = levelOf(tradeSecretScheme, columns.level);
    throw refuse('tradeSecret.not.cleared', { level: { zh: level?.zh ?? '', en: level?.en ?? '' } });
  }
  return { ...columns, since };
}

type MatterPart = Omit<TradeSecretMatterRow, 'id' | 'unit_path' | 'level_rank' | 'change_reason'>;

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)].toSorted();
}

function matterPart(input: Fields): MatterPart {
  if ((input.ownerPersonId === null) === (input.ownerPostId === null)) throw refuse('tradeSecret.owner');
  return {
    name: input.name,
    kind: input.kind,
    content: input.content,
    value_note: input.valueNote,
    owner_person: input.ownerPersonId,
    owner_post: input.ownerPostId,
    holder_persons: unique(input.holderPersonIds),
    holder_posts: unique(input.holderPostIds),
    measures: [...new Set(input.measures)].toSorted(),
    measures_note: input.measuresNote,
    carrier_ids: unique(input.carrierIds),
  };
}

/** What an item of a draft is against the list it was made from. */
function changeAgainst(base: KnownItem | null, mark: MarkPart, matter: MatterPart): ItemChange {
  if (base === null) return 'added';
  const same =
    base.item.mark === mark.mark &&
    base.item.since === mark.since &&
    base.matter !== null &&
    JSON.stringify(pickMatter(base.matter)) === JSON.stringify(pickMatter(matter));
  return same ? 'carried' : 'changed';
}

function pickMatter(matter: MatterPart): unknown[] {
  return [
    matter.name,
    matter.kind,
    matter.content,
    matter.value_note,
    matter.owner_person,
    matter.owner_post,
    matter.holder_persons,
    matter.holder_posts,
    matter.measures,
    matter.measures_note,
    matter.carrier_ids,
  ];
}

/** The number a new secret of a unit gets: the year it came on the list, and how many before it. */
async function nextNumber(
  tx: LoadTx,
  the: { readonly unitId: string; readonly year: number },
): Promise<string> {
  const rows = await tx.readSql<{ last: number | null }>(
    `select max((regexp_match(number, '^[0-9]{4}-([0-9]{1,6})$'))[1]::int) as last
     from trade_secret_item where unit_id = $1 and number like $2`,
    [the.unitId, `${the.year}-%`],
  );
  return `${the.year}-${String((rows[0]?.last ?? 0) + 1).padStart(3, '0')}`;
}

const addItem = defineCommand({
  name: 'tradeSecret.addItem',
  title: { zh: '登记商业秘密事项', en: 'Enter a trade secret' },
  input: AddItem,
  rule: tradeSecretsPolicy['tradeSecret.keep'],
  async load(tx, input) {
    const list = await lockDraft(tx, input.listId);
    await requireNamed(tx, input);
    const items = await tx.read(
      db.selectFrom('trade_secret_item').select('id').where('list_id', '=', list.id),
    );
    return { list, count: items.length };
  },
  unitPath: ({ list }) => list.unit_path,
  subjectId: ({ list }) => list.id,
  async handle(tx, { input, target: { list, count }, actor }) {
    if (count >= listItemsMax) throw refuse('tradeSecret.full', { max: listItemsMax });
    const mark = markPart(tx, input, actor);
    const id = tx.newId();
    const number = await nextNumber(tx, { unitId: list.unit_id, year: list.year });
    const item: TradeSecretItemRow = {
      id,
      list_id: list.id,
      unit_id: list.unit_id,
      unit_path: list.unit_path,
      secret_id: id,
      number,
      ...mark,
      change: 'added',
    };
    const matter: TradeSecretMatterRow = {
      id,
      unit_path: list.unit_path,
      level_rank: mark.level_rank,
      ...matterPart(input),
      change_reason: input.reason,
    };
    await tx.insertTogether(rowsFor(tradeSecretItems, [item]), rowsFor(tradeSecretMatters, [matter]));
    return { result: { itemId: id, number } };
  },
});

const changeItem = defineCommand({
  name: 'tradeSecret.changeItem',
  title: { zh: '变更商业秘密事项', en: 'Change a trade secret' },
  input: ChangeItem,
  rule: tradeSecretsPolicy['tradeSecret.keep'],
  async load(tx, input) {
    const target = await lockItem(tx, input.itemId);
    await requireNamed(tx, input);
    const base = await readBase(tx, { list: target.list, secretId: target.item.secret_id });
    return { ...target, base };
  },
  unitPath: ({ list }) => list.unit_path,
  subjectId: ({ list }) => list.id,
  async handle(tx, { input, target: { item, matter, base }, actor }) {
    if (!isLive(item)) throw refuse('tradeSecret.item.ended');
    const mark = markPart(tx, { ...input, since: input.since ?? item.since }, actor);
    const fields = matterPart(input);
    const change = changeAgainst(base, mark, fields);
    await tx.update(tradeSecretItems, item, { ...mark, change });
    await tx.update(tradeSecretMatters, matter, {
      ...fields,
      level_rank: mark.level_rank,
      change_reason: input.reason,
    });
    return { result: { itemId: item.id, number: item.number, change } };
  },
});

/** An item entered in this draft is removed from it; one of the list before ends, and stays on record as ended. */
const endItem = defineCommand({
  name: 'tradeSecret.endItem',
  title: { zh: '终止商业秘密事项', en: 'End a trade secret' },
  input: EndItem,
  rule: tradeSecretsPolicy['tradeSecret.keep'],
  load: (tx, input) => lockItem(tx, input.itemId),
  unitPath: ({ list }) => list.unit_path,
  subjectId: ({ list }) => list.id,
  async handle(tx, { input, target: { item, matter } }) {
    if (!isLive(item)) throw refuse('tradeSecret.item.ended');
    const change = item.change === 'added' ? 'dropped' : 'ended';
    await tx.update(tradeSecretItems, item, { change });
    await tx.update(tradeSecretMatters, matter, { change_reason: input.reason });
    return { result: { itemId: item.id, number: item.number, change } };
  },
});

const restoreItem = defineCommand({
  name: 'tradeSecret.restoreItem',
  title: { zh: '恢复商业秘密事项', en: 'Restore a trade secret' },
  input: RestoreItem,
  rule: tradeSecretsPolicy['tradeSecret.keep'],
  async load(tx, input) {
    const target = await lockItem(tx, input.itemId);
    return { ...target, base: await readBase(tx, { list: target.list, secretId: target.item.secret_id }) };
  },
  unitPath: ({ list }) => list.unit_path,
  subjectId: ({ list }) => list.id,
  async handle(tx, { target: { item, matter, base } }) {
    if (isLive(item)) throw refuse('tradeSecret.item.stands');
    const change = changeAgainst(base, item, matter);
    await tx.update(tradeSecretItems, item, { change });
    await tx.update(tradeSecretMatters, matter, { change_reason: '' });
    return { result: { itemId: item.id, number: item.number, change } };
  },
});

export const itemCommands = [addItem, changeItem, endItem, restoreItem];

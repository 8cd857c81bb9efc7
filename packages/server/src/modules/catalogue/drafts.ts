import { type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { type Locked, type Tx, rowsFor } from '@fengni/kernel/db/tx';
import { type UnitRow, units } from '@fengni/kernel/org/tables';
import {
  BeginCatalogue,
  DropDraft,
  DropItem,
  ImportItems,
  OrderItems,
  PutItem,
  StateMark,
} from './contract.ts';
import { cataloguePolicy } from './policy.ts';
import { appendItems, itemColumns, readReferences, requireItem } from './put-items.ts';
import { markFacts } from './rules.ts';
import {
  type CatalogueTarget,
  db,
  lockDraft,
  lockItems,
  lockKnown,
  refuse,
  requireCleared,
  requireMark,
  requireScheme,
  settleMark,
} from './store.ts';
import { type CatalogueRow, catalogueItems, catalogues } from './tables.ts';

const keep = cataloguePolicy['catalogue.keep'];
const unitPathOf = ({ catalogue }: CatalogueTarget) => catalogue.unit_path;
const subjectOf = ({ catalogue }: CatalogueTarget) => catalogue.id;

interface Beginning {
  readonly unit: Locked<UnitRow>;
  readonly current: CatalogueTarget | null;
}

async function loadBeginning(
  tx: LoadTx,
  input: { readonly unitId: string; readonly scheme: string; readonly from: 'in-force' | 'empty' },
): Promise<Beginning> {
  const unit = await tx.lock(units, input.unitId);
  const standing = await tx.read(
    db
      .selectFrom('catalogue')
      .select(['id', 'state', 'version'])
      .where('unit_id', '=', unit.id)
      .where('scheme', '=', input.scheme)
      .where('state', 'in', ['draft', 'in-force']),
  );
  const draft = standing.find((row) => row.state === 'draft');
  if (draft !== undefined) throw refuse('catalogue.draft.standing', { version: draft.version });
  const inForce = standing.find((row) => row.state === 'in-force');
  const isTaken = input.from === 'in-force' && inForce !== undefined;
  return { unit, current: isTaken ? await lockKnown(tx, inForce.id) : null };
}

/** A new version: with every line of the one in force, or empty. */
const begin = defineCommand({
  name: 'catalogue.begin',
  title: { zh: '新建目录草稿', en: 'Begin a version of a list of matters' },
  input: BeginCatalogue,
  rule: keep,
  load: loadBeginning,
  unitPath: ({ unit }) => unit.path,
  async handle(tx, { input, target: { unit, current }, actor }) {
    requireScheme(input.scheme);
    const [next] = await tx.writeSql<{ version: number }>(
      'select next_catalogue_version($1, $2) as version',
      [unit.id, input.scheme],
    );
    const row: CatalogueRow = {
      id: tx.newId(),
      unit_id: unit.id,
      unit_path: unit.path,
      scheme: input.scheme,
      version: Number(next?.version),
      state: 'draft',
      mark_stated: current?.catalogue.mark_stated ?? false,
      mark_scheme: current?.catalogue.mark_scheme ?? input.scheme,
      level_rank: current?.catalogue.level_rank ?? 0,
      mark: current?.catalogue.mark ?? '',
      item_rank: current?.catalogue.item_rank ?? 0,
      based_on: current?.catalogue.id ?? null,
      begun_at: tx.now,
      begun_by: actor.personId,
      in_force_from: null,
      superseded_on: null,
      filed_on: null,
      filed_with: '',
      filed_no: '',
    };
    const items = (current?.items ?? []).map((item, i) => ({
      ...item,
      id: tx.newId(),
      catalogue_id: row.id,
      place: i + 1,
    }));
    await tx.insertTogether(rowsFor(catalogues, [row]), rowsFor(catalogueItems, items));
    return { subject: row.id, result: { catalogueId: row.id, version: row.version } };
  },
});

/** Writes one line: a new one at the end, or in place of what it was. */
const putItem = defineCommand({
  name: 'catalogue.putItem',
  title: { zh: '填写目录事项', en: 'Put an item on a list of matters' },
  input: PutItem,
  rule: keep,
  async load(tx, input) {
    const target = await lockDraft(tx, input.catalogueId);
    const references = await readReferences(tx, {
      unitPath: target.catalogue.unit_path,
      items: [input.item],
    });
    const [former] = input.itemId === null ? [] : await lockItems(tx, [input.itemId]);
    if (former !== undefined && former.catalogue_id !== target.catalogue.id)
      throw refuse('catalogue.not.draft');
    return { ...target, references, former };
  },
  unitPath: unitPathOf,
  subjectId: subjectOf,
  async handle(tx, { input, target, actor }) {
    const { catalogue, references, former } = target;
    requireItem(input.item, { scheme: catalogue.scheme, actor, references });
    const columns = itemColumns(input.item);
    const others = target.items.filter((item) => item.id !== former?.id);
    const [added] = former === undefined ? await appendItems(tx, target, [input.item]) : [];
    if (former !== undefined) await tx.update(catalogueItems, former, columns);
    await settleMark(tx, catalogue, [...others, { ...columns, dropped: false }]);
    return { result: { catalogueId: catalogue.id, itemId: former?.id ?? added?.id ?? '' } };
  },
});

const dropItem = defineCommand({
  name: 'catalogue.dropItem',
  title: { zh: '删去目录事项', en: 'Drop an item from a list of matters' },
  input: DropItem,
  rule: keep,
  async load(tx, input) {
    const target = await lockDraft(tx, input.catalogueId);
    const [item] = await lockItems(tx, [input.itemId]);
    if (item?.catalogue_id !== target.catalogue.id) throw refuse('catalogue.not.draft');
    return { ...target, item };
  },
  unitPath: unitPathOf,
  subjectId: subjectOf,
  async handle(tx, { target: { catalogue, items, item } }) {
    await tx.update(catalogueItems, item, { dropped: true });
    await settleMark(
      tx,
      catalogue,
      items.filter((one) => one.id !== item.id),
    );
    return { result: { catalogueId: catalogue.id, itemId: item.id } };
  },
});

const orderItems = defineCommand({
  name: 'catalogue.orderItems',
  title: { zh: '调整目录事项顺序', en: 'Order the items of a list of matters' },
  input: OrderItems,
  rule: keep,
  async load(tx, input) {
    const target = await lockDraft(tx, input.catalogueId);
    const ids = new Set(input.itemIds);
    const isWhole =
      ids.size === input.itemIds.length &&
      ids.size === target.items.length &&
      target.items.every((item) => ids.has(item.id));
    if (!isWhole) throw refuse('catalogue.order.items');
    return { ...target, locked: await lockItems(tx, input.itemIds) };
  },
  unitPath: unitPathOf,
  subjectId: subjectOf,
  async handle(tx, { target: { catalogue, locked } }) {
    let moved = 0;
    for (const [i, item] of locked.entries()) {
      if (item.place === i + 1) continue;
      await tx.update(catalogueItems, item, { place: i + 1 });
      moved += 1;
    }
    return { result: { catalogueId: catalogue.id, moved } };
  },
});

/** Takes the rows of a table that was read; all of them, or none. */
const importItems = defineCommand({
  name: 'catalogue.importItems',
  title: { zh: '导入目录事项', en: 'Import items into a list of matters' },
  input: ImportItems,
  rule: keep,
  async load(tx, input) {
    const target = await lockDraft(tx, input.catalogueId);
    const references = await readReferences(tx, {
      unitPath: target.catalogue.unit_path,
      items: input.items,
    });
    const replaced =
      input.mode === 'replace'
        ? await lockItems(
            tx,
            target.items.map((item) => item.id),
          )
        : [];
    return { ...target, references, replaced };
  },
  unitPath: unitPathOf,
  subjectId: subjectOf,
  async handle(tx, { input, target, actor }) {
    const { catalogue, references, replaced } = target;
    for (const item of input.items) requireItem(item, { scheme: catalogue.scheme, actor, references });
    await tx.updateAll(catalogueItems, replaced, { dropped: true });
    const standing = input.mode === 'replace' ? [] : target.items;
    const added = await appendItems(tx, { catalogue, items: standing }, input.items);
    await keepLines(tx, { replaced, added });
    await settleMark(tx, catalogue, [...standing, ...added]);
    return { result: { catalogueId: catalogue.id, added: added.length, replaced: replaced.length } };
  },
});

/** A line brought back under the number and name it had is the same line, so that versions compare. */
async function keepLines(
  tx: Tx,
  the: {
    readonly replaced: readonly {
      readonly line_id: string;
      readonly number: string;
      readonly name: string;
    }[];
    readonly added: readonly { readonly id: string; readonly number: string; readonly name: string }[];
  },
): Promise<void> {
  const lineOf = new Map(the.replaced.map((item) => [`${item.number}\n${item.name}`, item.line_id]));
  const same = the.added.flatMap((item) => {
    const lineId = lineOf.get(`${item.number}\n${item.name}`);
    lineOf.delete(`${item.number}\n${item.name}`);
    return lineId === undefined ? [] : [{ id: item.id, lineId }];
  });
  if (same.length === 0) return;
  tx.grant(same.map((one) => one.id));
  await tx.writeSql(
    'update catalogue_item i set line_id = s.line_id from unnest($1::uuid[], $2::uuid[]) s (id, line_id) where i.id = s.id',
    [same.map((one) => one.id), same.map((one) => one.lineId)],
  );
}

/** The mark of the whole list: the highest of its items, or one the author states. */
const stateMark = defineCommand({
  name: 'catalogue.stateMark',
  title: { zh: '确定目录本身的密级', en: 'State the mark of a list of matters' },
  input: StateMark,
  rule: keep,
  load: (tx, input) => lockDraft(tx, input.catalogueId),
  unitPath: unitPathOf,
  subjectId: subjectOf,
  async handle(tx, { input, target: { catalogue, items }, actor }) {
    const { mark } = input;
    if (mark === null) {
      const plain = await tx.update(catalogues, catalogue, { mark_stated: false });
      await settleMark(tx, plain, items);
      return { result: { catalogueId: catalogue.id, stated: false } };
    }
    requireMark(mark, { scheme: mark.scheme, name: mark.level });
    requireCleared(actor, mark);
    const facts = markFacts(mark);
    await tx.update(catalogues, catalogue, {
      mark_stated: true,
      mark_scheme: facts.scheme,
      level_rank: facts.level_rank,
      mark: facts.mark,
    });
    return { result: { catalogueId: catalogue.id, stated: true } };
  },
});

const dropDraft = defineCommand({
  name: 'catalogue.drop',
  title: { zh: '作废目录草稿', en: 'Drop a draft of a list of matters' },
  input: DropDraft,
  rule: keep,
  load: (tx, input) => lockDraft(tx, input.catalogueId),
  unitPath: unitPathOf,
  subjectId: subjectOf,
  async handle(tx, { target: { catalogue } }) {
    await tx.update(catalogues, catalogue, { state: 'dropped' });
    return { result: { catalogueId: catalogue.id } };
  },
});

export const draftCommands = [begin, putItem, dropItem, orderItems, importItems, stateMark, dropDraft];

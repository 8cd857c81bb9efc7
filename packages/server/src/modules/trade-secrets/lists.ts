import type { Actor } from '@fengni/kernel/access/actor';
import { type JsonObject, type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { type Locked, rowsFor } from '@fengni/kernel/db/tx';
import { houseDate } from '@fengni/kernel/command/kernel';
import { calendarKind } from '@fengni/kernel/obligation/kinds';
import { owe, settle, settleCalendar } from '@fengni/kernel/obligation/owe';
import { units } from '@fengni/kernel/org/tables';
import { dayAfter } from '@fengni/schemes/term';
import type { z } from 'zod';
import { BeginList, DropList, FileList, SubmitList } from './contract.ts';
import { tradeSecretFlows, tradeSecretsPolicy } from './policy.ts';
import { changeTitles, countItems, isLive, listYearsAway, tradeSecretScheme } from './rules.ts';
import { approvesLists, db, isPending, lockDraft, readItems, refuse, requireKnown } from './store.ts';
import {
  type TradeSecretItemRow,
  type TradeSecretListRow,
  type TradeSecretMatterRow,
  tradeSecretItems,
  tradeSecretLists,
  tradeSecretMatters,
} from './tables.ts';

/** The calendar's entry that a filing ends. */
const calendarEntry = 'trade-secret-list';
const fileChanged = 'tradeSecret.file';
/** Days within which a list changed during the year is filed; no source names any: house default. */
const fileWithinDays = 30;

/** The list of a unit that is in force, and its draft. */
async function readStanding(tx: LoadTx, unitId: string): Promise<TradeSecretListRow[]> {
  return tx.read(
    db
      .selectFrom('trade_secret_list')
      .selectAll()
      .where('unit_id', '=', unitId)
      .where('state', '<>', 'dropped')
      .orderBy('year', 'desc')
      .orderBy('version', 'desc'),
  );
}

/** A copy of an item for the next list: the same secret, nothing changed yet. */
function carryOver(
  tx: LoadTx,
  list: TradeSecretListRow,
  { item, matter }: { readonly item: TradeSecretItemRow; readonly matter: TradeSecretMatterRow },
): { readonly item: TradeSecretItemRow; readonly matter: TradeSecretMatterRow } {
  const id = tx.newId();
  const { change_reason: _, ...known } = matter;
  return {
    item: { ...item, id, list_id: list.id, unit_path: list.unit_path, change: 'carried' },
    matter: { ...known, id, unit_path: list.unit_path, change_reason: '' },
  };
}

/** Begins a draft from the list in force, or an empty one: the next year's list, or a change during the year. */
const beginList = defineCommand({
  name: 'tradeSecret.beginList',
  title: { zh: '编制商业秘密清单', en: 'Begin a list of trade secrets' },
  input: BeginList,
  rule: tradeSecretsPolicy['tradeSecret.keep'],
  async load(tx, input) {
    const unit = await tx.lock(units, input.unitId);
    const lists = await readStanding(tx, unit.id);
    const base = lists.find((list) => list.state === 'in-force') ?? null;
    const items = base === null ? [] : await readItems(tx, base.id);
    return { unit, lists, base, items: items.filter(({ item }) => isLive(item)) };
  },
  unitPath: ({ unit }) => unit.path,
  async handle(tx, { input, target: { unit, lists, base, items }, actor }) {
    if (Math.abs(input.year - Number(tx.today.slice(0, 4))) > listYearsAway) throw refuse('tradeSecret.year');
    const draft = lists.find((list) => list.state === 'draft');
    if (draft !== undefined)
      throw refuse('tradeSecret.draft.exists', { year: draft.year, version: draft.version });
    if (base !== null && base.year > input.year) throw refuse('tradeSecret.older.year', { year: base.year });
    const version =
      1 + Math.max(0, ...lists.filter((one) => one.year === input.year).map((one) => one.version));
    const list: TradeSecretListRow = {
      id: tx.newId(),
      unit_id: unit.id,
      unit_path: unit.path,
      year: input.year,
      version,
      state: 'draft',
      based_on: base?.id ?? null,
      made_at: tx.now,
      made_by: actor.personId,
      approved_at: null,
      filed_on: null,
      filed_to: '',
      receipt_no: '',
      filed_by: null,
    };
    const carried = requireKnown(items).map((known) => carryOver(tx, list, known));
    await tx.insertTogether(
      rowsFor(tradeSecretLists, [list]),
      rowsFor(
        tradeSecretItems,
        carried.map((one) => one.item),
      ),
      rowsFor(
        tradeSecretMatters,
        carried.map((one) => one.matter),
      ),
    );
    return { subject: list.id, result: { listId: list.id, version, items: carried.length } };
  },
});

const dropList = defineCommand({
  name: 'tradeSecret.dropList',
  title: { zh: '作废清单草稿', en: 'Drop a draft list' },
  input: DropList,
  rule: tradeSecretsPolicy['tradeSecret.keep'],
  load: (tx, input) => lockDraft(tx, input.listId),
  unitPath: (list) => list.unit_path,
  subjectId: (list) => list.id,
  async handle(tx, { target: list }) {
    await tx.update(tradeSecretLists, list, { state: 'dropped' });
    return {};
  },
});

interface Submission {
  readonly list: Locked<TradeSecretListRow>;
  readonly unit: string;
  readonly inForce: Locked<TradeSecretListRow> | null;
  readonly items: readonly { readonly item: TradeSecretItemRow; readonly matter: TradeSecretMatterRow }[];
}

async function loadSubmission(
  tx: LoadTx,
  input: z.output<typeof SubmitList>,
  actor: Actor,
): Promise<Submission> {
  const list = await tx.lock(tradeSecretLists, input.listId);
  const pending = await isPending(tx, list.id);
  if (list.state !== 'draft') throw refuse('tradeSecret.not.draft');
  // decided again for a consent, and opened by who decides, it waits for just that
  const deciding = actor.sessionKind === 'approval' || approvesLists(actor, list.unit_path);
  if (pending && !deciding) throw refuse('tradeSecret.pending');
  const standing = (await readStanding(tx, list.unit_id)).find((one) => one.state === 'in-force');
  const [inForce = null] = await tx.lockAll(tradeSecretLists, standing === undefined ? [] : [standing.id]);
  const items = requireKnown(await readItems(tx, list.id)).filter(({ item }) => item.change !== 'dropped');
  requireReady(tx, { list, inForce, items });
  const named = await tx.readOne(db.selectFrom('unit').select('name').where('id', '=', list.unit_id));
  return { list, unit: named?.name ?? '', inForce, items };
}

/** What is approved holds something, binds today, and differs from what is in force within the year. */
function requireReady(
  tx: LoadTx,
  the: Pick<Submission, 'items' | 'inForce'> & { readonly list: TradeSecretListRow },
): void {
  if (the.items.length === 0) throw refuse('tradeSecret.empty');
  const over = the.items.find(
    ({ item }) => isLive(item) && item.expires_on !== null && item.expires_on < tx.today,
  );
  if (over !== undefined) throw refuse('tradeSecret.expired', { number: over.item.number });
  const sameYear = the.inForce?.year === the.list.year;
  if (sameYear && the.items.every(({ item }) => item.change === 'carried'))
    throw refuse('tradeSecret.nothing.changed');
}

function describeSubmission({ list, unit, items }: Submission): JsonObject {
  const { items: count, ...figures } = countItems(items.map(({ item }) => item));
  return { unit, year: list.year, version: list.version, items: count, ...figures };
}

/** Every item as it is consented to: a change of any of it makes the consent stale (BEY-13). */
function describeMatter({ items }: Submission): JsonObject {
  const lines = items
    .filter(({ item }) => item.change !== 'carried')
    .map(({ item, matter }) => {
      const reason = matter.change_reason === '' ? '' : `（${matter.change_reason}）`;
      return `${changeTitles[item.change].zh}：${item.number} ${matter.name} ${item.mark}${reason}`;
    });
  const kept = items
    .filter(({ item }) => item.change === 'carried')
    .map(({ item, matter }) => `${item.number} ${matter.name} ${item.mark}`);
  return { changes: lines, carried: kept };
}

const submitList = defineCommand({
  name: 'tradeSecret.submitList',
  title: { zh: '商业秘密清单报批', en: 'Submit a list of trade secrets' },
  input: SubmitList,
  rule: tradeSecretsPolicy['tradeSecret.keep'],
  load: loadSubmission,
  unitPath: ({ list }) => list.unit_path,
  subjectId: ({ list }) => list.id,
  subjectNumber: ({ list }) => `${list.year}-${list.version}`,
  parks: () => tradeSecretFlows.approveList,
  snapshot: ({ target }) => describeSubmission(target),
  matter: ({ target }) => describeMatter(target),
  async handle(tx, { target: { list, inForce }, actor }) {
    if (inForce !== null) {
      await tx.update(tradeSecretLists, inForce, { state: 'superseded' });
      // what was to be filed is filed in its new version
      await settle(tx, {
        kind: fileChanged,
        subjectId: inForce.id,
        outcome: 'cancelled',
        byId: actor.personId,
      });
    }
    await tx.update(tradeSecretLists, list, { state: 'in-force', approved_at: tx.now });
    if (list.version > 1) await oweFiling(tx, list);
    return { result: { listId: list.id, year: list.year, version: list.version } };
  },
});

/** The first list of a year is asked for by the calendar; one that changes it is to be filed after it. */
async function oweFiling(tx: Parameters<typeof owe>[0], list: TradeSecretListRow): Promise<void> {
  await owe(tx, {
    kind: fileChanged,
    unitPath: list.unit_path,
    duty: 'officer',
    subject: { table: 'trade_secret_list', id: list.id, number: `${list.year}-${list.version}` },
    dueOn: dayAfter(tx.today, fileWithinDays),
    basis: 'cn-soe-trade-secret#trade-secret-list',
  });
}

/** Filed with the superior: ends what the calendar asked of the unit for the year (CLS-9, ORG-10). */
const fileList = defineCommand({
  name: 'tradeSecret.fileList',
  title: { zh: '登记清单报备', en: 'Record the filing of a list' },
  input: FileList,
  rule: tradeSecretsPolicy['tradeSecret.file'],
  async load(tx, input) {
    const list = await tx.lock(tradeSecretLists, input.listId);
    const zone = await tx.readSql<{ zone: string }>(`select current_setting('fengni.zone') as zone`);
    return { list, zone: zone[0]?.zone ?? 'UTC' };
  },
  unitPath: ({ list }) => list.unit_path,
  subjectId: ({ list }) => list.id,
  async handle(tx, { input, target: { list, zone }, actor }) {
    if (list.state !== 'in-force' || list.approved_at === null) throw refuse('tradeSecret.not.in.force');
    if (list.filed_on !== null) throw refuse('tradeSecret.filed', { day: list.filed_on });
    if (input.filedOn > tx.today || input.filedOn < houseDate(list.approved_at, zone))
      throw refuse('tradeSecret.filed.on');
    await tx.update(tradeSecretLists, list, {
      filed_on: input.filedOn,
      filed_to: input.filedTo,
      receipt_no: input.receiptNo,
      filed_by: actor.personId,
    });
    await settle(tx, { kind: fileChanged, subjectId: list.id, byId: actor.personId });
    await settleCalendar(tx, {
      kind: calendarKind(tradeSecretScheme, calendarEntry),
      unitId: list.unit_id,
      year: list.year,
      byId: actor.personId,
    });
    return { result: { listId: list.id, year: list.year, version: list.version } };
  },
});

export const listCommands = [beginList, dropList, submitList, fileList];

import { settings } from '@fengni/kernel/access/tables';
import { unitIdOf } from '@fengni/kernel/approval/park';
import { type Command, type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { invariant } from '@fengni/kernel/command/invariant';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import { commonPath } from '@fengni/kernel/org/rules';
import { type PersonRow, people, units } from '@fengni/kernel/org/tables';
import { applyLines } from './apply.ts';
import {
  ApplyDelivery,
  ApplyDifferences,
  Deliver,
  DismissDifferences,
  SetAutomatic,
  SettleNamesake,
  StageSheet,
} from './contract.ts';
import { personnelSystemFlows, personnelSystemPolicy } from './policy.ts';
import { blocks, linesAtOnceMax } from './rules.ts';
import { automaticSetting, db, digestOf, readPlaces, refuse } from './store.ts';
import {
  type PersonnelDifferenceRow,
  personnelDeliveries,
  personnelDifferenceMatters,
  personnelDifferences,
  personnelTokens,
} from './tables.ts';
import { digestOfDelivery, refuseTwice, settleDeliveries, takeDelivery } from './take-delivery.ts';
import { admitToken } from './tokens.ts';

/** What the personnel system hands over. It has no session: its token says of which unit it speaks. */
const deliver = defineCommand({
  name: 'personnelSystem.deliver',
  title: { zh: '人事系统推送', en: 'Delivery of the personnel system' },
  input: Deliver,
  rule: personnelSystemPolicy['personnelSystem.deliver'],
  load: async () => null,
  async handle(tx, { input }) {
    const token = await admitToken(tx, input.token);
    const actor = { accountId: token.id, personId: token.id, sessionId: token.id, power: null };
    refuseTwice(input.people);
    await tx.update(personnelTokens, token, {
      first_used_at: token.first_used_at ?? tx.now,
      last_used_at: tx.now,
    });
    if (input.reference !== null) {
      const [before] = await tx.writeSql<{ id: string; digest: string; people: number; found: unknown }>(
        'select * from delivery_before($1, $2)',
        [token.id, input.reference],
      );
      if (before !== undefined) {
        if (before.digest !== digestOfDelivery(input.whole, input.people))
          throw refuse('personnel-system.reference.used', { reference: input.reference });
        return { actor, subject: before.id, result: { ...told(before), replayed: true } };
      }
    }
    const taken = await takeDelivery(tx, {
      standpoint: { unitId: token.unit_id, hash: token.token_hash },
      source: 'api',
      tokenId: token.id,
      byId: null,
      reference: input.reference,
      whole: input.whole,
      records: input.people,
    });
    const result = { ...told({ ...taken, id: taken.deliveryId }), replayed: false };
    return { actor, result, ...(taken.deliveryId === null ? {} : { subject: taken.deliveryId }) };
  },
});

function told(the: { readonly id: string | null; readonly people: number; readonly found: unknown }) {
  // found was made by this module and is plain numbers
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { deliveryId: the.id, people: the.people, found: the.found as Readonly<Record<string, number>> };
}

/** The same from a sheet, by who keeps the people of the unit. */
const stageSheet = defineCommand({
  name: 'personnelSystem.stageSheet',
  title: { zh: '导入人员名单比对', en: 'Compare a list of people' },
  input: StageSheet,
  rule: personnelSystemPolicy['personnelSystem.decide'],
  load: (tx, input) => tx.lock(units, input.unitId),
  unitPath: (unit) => unit.path,
  async handle(tx, { input, target: unit, actor }) {
    const taken = await takeDelivery(tx, {
      standpoint: { unitId: unit.id, hash: '' },
      source: 'sheet',
      tokenId: null,
      byId: actor.personId,
      reference: input.fileName,
      whole: input.whole,
      records: input.people,
    });
    invariant(taken.deliveryId !== null, 'a sheet is always recorded');
    return { subject: taken.deliveryId, result: { deliveryId: taken.deliveryId, found: taken.found } };
  },
});

interface LinesTarget {
  readonly lines: readonly Locked<PersonnelDifferenceRow>[];
  readonly persons: ReadonlyMap<string, Locked<PersonRow>>;
  readonly path: string;
}

async function lockLines(tx: LoadTx, ids: readonly string[]): Promise<LinesTarget> {
  const lines = await tx.lockAll(personnelDifferences, ids);
  const locked = await tx.lockAll(
    people,
    lines.flatMap((line) => line.person_id ?? []),
  );
  return {
    lines,
    persons: new Map(locked.map((row) => [row.id, row])),
    path: commonPath(lines.map((line) => line.unit_path)),
  };
}

function requireOpen({ lines }: LinesTarget): void {
  if (lines.some((line) => line.state !== 'open')) throw refuse('personnel-system.decided');
}

async function requireApplicable(tx: LoadTx, { lines, persons }: LinesTarget): Promise<void> {
  const stuck = lines.find((line) => blocks(line.kind, line.trouble));
  if (stuck !== undefined) throw refuse('personnel-system.cannot', { name: stuck.name });
  const leaving = await tx.readSql<{ person_id: string }>(
    `select person_id from leaving where person_id = any($1) and state = 'open'`,
    [[...persons.keys()]],
  );
  const leavers = new Set(leaving.map((row) => row.person_id));
  const late = lines.find((line) => line.kind !== 'renamed' && leavers.has(line.person_id ?? ''));
  if (late !== undefined) throw refuse('personnel-system.cannot', { name: late.name });
}

function newUnits(lines: readonly PersonnelDifferenceRow[]): string[] {
  return [
    ...new Set(
      lines.flatMap(({ facts }) =>
        facts.unit === undefined || facts.unit.missing.length === 0 ? [] : facts.unit.to,
      ),
    ),
  ].toSorted((a, b) => (a < b ? -1 : 1));
}

async function decide(
  tx: Tx,
  lines: readonly Locked<PersonnelDifferenceRow>[],
  the: { readonly state: 'applied' | 'dismissed'; readonly byId: string },
): Promise<void> {
  await tx.updateAll(personnelDifferences, lines, {
    state: the.state,
    decided_at: tx.now,
    decided_by: the.byId,
  });
  await settleDeliveries(tx, { deliveryIds: lines.map((line) => line.delivery_id), byId: the.byId });
}

async function applyTarget(tx: Tx, target: LinesTarget, byId: string): Promise<void> {
  const standpoint = { unitId: unitIdOf(target.path), hash: '' };
  const places = await readPlaces(tx, standpoint);
  await applyLines(tx, target.lines, { standpoint, places, persons: target.persons });
  await decide(tx, target.lines, { state: 'applied', byId });
}

const onLines = {
  rule: personnelSystemPolicy['personnelSystem.decide'],
  unitPath: ({ path }: LinesTarget) => path,
  subjectId: ({ lines }: LinesTarget) => lines[0]?.delivery_id ?? '',
  subjectNumber: ({ lines }: LinesTarget) =>
    lines.length === 1 ? `${lines[0]?.staff_no} ${lines[0]?.name}` : `${lines.length}`,
  snapshot: ({ target: { lines } }: { target: LinesTarget }) => ({
    lines: lines.length,
    newUnits: newUnits(lines),
    digest: digestOf(lines.map((line) => line.digest)),
  }),
} as const;

function parksFor(target: LinesTarget) {
  requireOpen(target);
  return newUnits(target.lines).length === 0 ? null : personnelSystemFlows.units;
}

const apply = defineCommand({
  name: 'personnelSystem.apply',
  title: { zh: '采用人员变动', en: 'Apply changes of people' },
  input: ApplyDifferences,
  ...onLines,
  load: (tx, input) => lockLines(tx, input.differenceIds),
  parks: ({ target }) => parksFor(target),
  async handle(tx, { target, actor }) {
    requireOpen(target);
    await requireApplicable(tx, target);
    await applyTarget(tx, target, actor.personId);
    return { result: { applied: target.lines.length } };
  },
});

/** All lines of a delivery that nothing speaks against; what is left is decided one by one. */
const applyDelivery = defineCommand({
  name: 'personnelSystem.applyDelivery',
  title: { zh: '采用全部无冲突的变动', en: 'Apply all changes without conflict' },
  input: ApplyDelivery,
  ...onLines,
  async load(tx, input) {
    const delivery = await tx.lock(personnelDeliveries, input.deliveryId);
    const rows = await tx.read(
      db
        .selectFrom('personnel_difference')
        .select('id')
        .where('delivery_id', '=', delivery.id)
        .where('state', '=', 'open')
        .where('trouble', 'is', null)
        .where('kind', '<>', 'gone')
        .orderBy('id')
        .limit(linesAtOnceMax),
    );
    if (rows.length === 0) throw refuse('personnel-system.nothing');
    return lockLines(
      tx,
      rows.map((row) => row.id),
    );
  },
  async handle(tx, { target, actor }) {
    await requireApplicable(tx, target);
    await applyTarget(tx, target, actor.personId);
    return { result: { applied: target.lines.length } };
  },
});

/** Somebody here of the same name has no staff number: the same person gets it, another one is added. */
const settleNamesake = defineCommand({
  name: 'personnelSystem.settleNamesake',
  title: { zh: '核对同名人员', en: 'Settle a namesake' },
  input: SettleNamesake,
  ...onLines,
  load: (tx, input) => lockLines(tx, [input.differenceId]),
  parks({ input, target }) {
    return input.same ? null : parksFor(target);
  },
  async handle(tx, { input, target, actor }) {
    requireOpen(target);
    const [line] = target.lines;
    invariant(line !== undefined, 'the line was locked');
    if (line.trouble !== 'namesake') throw refuse('personnel-system.namesake.not');
    if (!input.same) {
      await applyTarget(tx, target, actor.personId);
      return { result: { applied: 1 } };
    }
    const person = target.persons.get(line.person_id ?? '');
    if (person === undefined || person.staff_no !== null || person.left_on !== null)
      throw refuse('personnel-system.stale', { name: line.name });
    await tx.update(people, person, { staff_no: line.staff_no });
    await decide(tx, target.lines, { state: 'applied', byId: actor.personId });
    return { result: { applied: 1 } };
  },
});

/** Left as it is here: the same difference is not listed again. */
const dismiss = defineCommand({
  name: 'personnelSystem.dismiss',
  title: { zh: '不采用人员变动', en: 'Leave changes as they are' },
  input: DismissDifferences,
  rule: onLines.rule,
  unitPath: onLines.unitPath,
  subjectId: onLines.subjectId,
  load: (tx, input) => lockLines(tx, input.differenceIds),
  async handle(tx, { input, target, actor }) {
    requireOpen(target);
    await tx.insert(
      personnelDifferenceMatters,
      ...target.lines.map((line) => ({ id: line.id, reason: input.reason })),
    );
    await decide(tx, target.lines, { state: 'dismissed', byId: actor.personId });
    return { result: { dismissed: target.lines.length } };
  },
});

const setAutomatic = defineCommand({
  name: 'personnelSystem.setAutomatic',
  title: { zh: '设定自动采用的变动', en: 'Say what applies by itself' },
  input: SetAutomatic,
  rule: personnelSystemPolicy['personnelSystem.set'],
  async load(tx) {
    const root = await tx.readOne(db.selectFrom('unit').select('path').where('parent_id', 'is', null));
    invariant(root !== undefined, 'a house has a root');
    const [row] = await tx.readSql<{ id: string }>('select id from setting where name = $1', [
      automaticSetting,
    ]);
    return { path: root.path, row: row === undefined ? null : await tx.lock(settings, row.id) };
  },
  unitPath: ({ path }) => path,
  async handle(tx, { input, target: { row } }) {
    const value = [...new Set(input.kinds)];
    if (row === null) await tx.insert(settings, { id: tx.newId(), name: automaticSetting, value });
    else await tx.update(settings, row, { value });
    return {};
  },
});

export const personnelSystemCommands: readonly Command[] = [
  deliver,
  stageSheet,
  apply,
  applyDelivery,
  settleNamesake,
  dismiss,
  setAutomatic,
];

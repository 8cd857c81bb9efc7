import { consentOfSecurity } from '../../approval/flow-steps.ts';
import { type Flow, defineCommand } from '../../command/define.ts';
import type { Tx } from '../../db/tx.ts';
import { AddUnit, ChangeUnit, EndUnit, MoveUnit } from '../contract.ts';
import { isWithin } from '../../access/policy.ts';
import { invariant } from '../../command/invariant.ts';
import { orgPolicy } from '../policy.ts';
import { commonPath, pathBelow } from '../rules.ts';
import { bodies, bodyMembers, duties, holdings, posts, type UnitRow, units } from '../tables.ts';
import { db, endWith, orNull, orTaken, refuse, requireEnd, requireOpen, runsPast } from './common.ts';

async function requireFreeCode(tx: Tx, code: string | null, besides: string): Promise<void> {
  if (code === null) return;
  const other = await tx.readOne(
    db.selectFrom('unit').select('id').where('code', '=', code).where('id', '<>', besides),
  );
  if (other !== undefined) throw refuse('org.code.taken', { code });
}

export const addUnit = defineCommand({
  name: 'org.addUnit',
  title: { zh: '增设机构', en: 'Add a unit' },
  input: AddUnit,
  rule: orgPolicy['org.unit.keep'],
  load: (tx, input) => tx.lock(units, input.parentId),
  unitPath: (parent) => parent.path,
  async handle(tx, { input, target: parent }) {
    requireOpen(parent);
    const id = tx.newId();
    const code = orNull(input.code);
    await requireFreeCode(tx, code, id);
    const unit: UnitRow = {
      id,
      parent_id: parent.id,
      path: pathBelow(parent.path, id),
      kind: input.kind,
      name: input.name,
      code,
      position: input.position,
      started_on: tx.today,
      ended_on: null,
    };
    await orTaken(tx.insert(units, unit), () => refuse('org.code.taken', { code: code ?? '' }));
    return { result: { unitId: id }, subject: id };
  },
});

export const changeUnit = defineCommand({
  name: 'org.changeUnit',
  title: { zh: '修改机构', en: 'Change a unit' },
  input: ChangeUnit,
  rule: orgPolicy['org.unit.keep'],
  load: (tx, input) => tx.lock(units, input.unitId),
  unitPath: (unit) => unit.path,
  subjectId: (unit) => unit.id,
  async handle(tx, { input, target: unit }) {
    requireOpen(unit);
    const code = orNull(input.code);
    await requireFreeCode(tx, code, unit.id);
    await orTaken(tx.update(units, unit, { name: input.name, code, position: input.position }), () =>
      refuse('org.code.taken', { code: code ?? '' }),
    );
    return {};
  },
});

/**
 * Whose duties reach the unit changes with its place, and with them who handles its registers: grants are the security
 * administrator's (SEC-1).
 */
export const moveUnitFlow: Flow = {
  id: 'org.moveUnit',
  name: { zh: '机构调整', en: 'Moving a unit' },
  steps: [consentOfSecurity],
};

/** Puts a unit, with all below it, under another; people, duties, registers and what is owed go with it. */
export const moveUnit = defineCommand({
  name: 'org.moveUnit',
  title: { zh: '调整隶属', en: 'Move a unit' },
  input: MoveUnit,
  rule: orgPolicy['org.unit.keep'],
  async load(tx, input) {
    if (input.unitId === input.parentId) throw refuse('org.unit.cycle');
    const [unit, parent] = await tx.lockAll(units, [input.unitId, input.parentId]);
    invariant(unit !== undefined && parent !== undefined, 'what was asked for was locked');
    const above = await tx.readOne(
      db
        .selectFrom('unit')
        .select('name')
        .where('id', '=', unit.parent_id ?? unit.id),
    );
    const below = await tx.readOne(
      db
        .selectFrom('unit')
        .select(db.fn.countAll<number>().as('n'))
        .where((eb) => eb('path', '<@', unit.path))
        .where('ended_on', 'is', null),
    );
    return { unit, parent, above: above?.name ?? '', units: below?.n ?? 0 };
  },
  unitPath: ({ unit, parent }) => commonPath([unit.path, parent.path]),
  subjectId: ({ unit }) => unit.id,
  subjectNumber: ({ unit }) => unit.name,
  parks({ target }) {
    refuseMove(target);
    return moveUnitFlow;
  },
  snapshot: ({ target }) => ({
    unit: target.unit.name,
    parent: { from: target.above, to: target.parent.name },
    units: target.units,
  }),
  async handle(tx, { target }) {
    await tx.writeSql('select move_unit($1, $2)', [target.unit.id, target.parent.id]);
    return {};
  },
});

function refuseMove({ unit, parent, above }: { unit: UnitRow; parent: UnitRow; above: string }): void {
  requireOpen(unit);
  requireOpen(parent);
  if (unit.parent_id === null) throw refuse('org.unit.root');
  if (isWithin(parent.path, unit.path)) throw refuse('org.unit.cycle');
  if (unit.parent_id === parent.id) throw refuse('org.unit.there', { parent: above });
}

/** A unit ends empty; posts, duties and bodies that stood on it end with it and remain as history. */
export const endUnit = defineCommand({
  name: 'org.endUnit',
  title: { zh: '撤销机构', en: 'End a unit' },
  input: EndUnit,
  rule: orgPolicy['org.unit.keep'],
  load: (tx, input) => tx.lock(units, input.unitId),
  unitPath: (unit) => unit.path,
  subjectId: (unit) => unit.id,
  async handle(tx, { input, target: unit }) {
    requireEnd(unit, input.endedOn, tx.today);
    const use = await usesOf(tx, unit.id);
    if (use.people + use.units + use.registers > 0) throw refuse('org.unit.in.use', use);
    await tx.update(units, unit, { ended_on: input.endedOn });
    await endWhatStandsOn(tx, unit.id, input.endedOn);
    return {};
  },
});

async function usesOf(tx: Tx, unitId: string): Promise<{ people: number; units: number; registers: number }> {
  const count = db.fn.countAll<number>();
  const [inside, below] = [
    await tx.readOne(
      db
        .selectFrom('person')
        .select(count.as('n'))
        .where('unit_id', '=', unitId)
        .where('left_on', 'is', null),
    ),
    await tx.readOne(
      db
        .selectFrom('unit')
        .select(count.as('n'))
        .where('parent_id', '=', unitId)
        .where('ended_on', 'is', null),
    ),
  ];
  const registers = await tx.writeSql<{ n: number }>('select registers_of_unit($1) as n', [unitId]);
  return { people: inside?.n ?? 0, units: below?.n ?? 0, registers: registers[0]?.n ?? 0 };
}

async function endWhatStandsOn(tx: Tx, unitId: string, endedOn: string): Promise<void> {
  const past = runsPast(endedOn);
  const ids = (rows: readonly { id: string; ended_on: string | null }[]) =>
    rows.filter(past).map((row) => row.id);
  const columns = ['id', 'ended_on'] as const;
  const ofUnit = (of: 'post' | 'duty' | 'body') =>
    tx.read(db.selectFrom(of).select(columns).where('unit_id', '=', unitId));
  const held = await tx.read(
    db
      .selectFrom('holding as h')
      .innerJoin('post as p', 'p.id', 'h.post_id')
      .select(['h.id', 'h.ended_on'])
      .where('p.unit_id', '=', unitId),
  );
  const members = await tx.read(
    db
      .selectFrom('body_member as m')
      .innerJoin('body as b', 'b.id', 'm.body_id')
      .select(['m.id', 'm.ended_on'])
      .where('b.unit_id', '=', unitId),
  );
  await endWith(tx, holdings, ids(held), endedOn);
  await endWith(tx, posts, ids(await ofUnit('post')), endedOn);
  await endWith(tx, duties, ids(await ofUnit('duty')), endedOn);
  await endWith(tx, bodyMembers, ids(members), endedOn);
  await tx.updateAll(bodies, await tx.lockAll(bodies, ids(await ofUnit('body'))), { ended_on: endedOn });
}

import { defineCommand } from '../../command/define.ts';
import type { Tx } from '../../db/tx.ts';
import { levelOf } from '@fengni/schemes/packs';
import { dayAfter } from '@fengni/schemes/term';
import type { z } from 'zod';
import { Deputise, EndDuty, GrantDuty, RevokeDuty } from '../contract.ts';
import { orgPolicy } from '../policy.ts';
import { isInForce, overlaps } from '../rules.ts';
import { duties, type DutyRow, people, type PersonRow, units } from '../tables.ts';
import { db, endWith, orNull, refuse, requireEnd, requireOpen, requirePresent, runsPast } from './common.ts';
import { requireUnbarred } from './bars.ts';
import { holdsPower } from './person.ts';

async function requireAble(tx: Tx, person: PersonRow): Promise<void> {
  requirePresent(person);
  if (person.frozen_at !== null) throw refuse('org.frozen.already');
  if (await holdsPower(tx, person.id)) throw refuse('org.duty.administrator');
}

/** Scheme and rank a classifier's duty reaches to. */
function readBound(input: z.output<typeof GrantDuty>): Pick<DutyRow, 'scheme' | 'level_rank'> {
  if (input.bound === null) return { scheme: null, level_rank: null };
  const level = levelOf(input.bound.scheme, input.bound.level);
  if (input.duty !== 'classifier' || level === undefined) throw refuse('org.duty.bound');
  return { scheme: input.bound.scheme, level_rank: level.rank };
}

/** A duty over a unit and all below it. A day named as its last one ends it without anybody's doing. */
export const grantDuty = defineCommand({
  name: 'org.grantDuty',
  title: { zh: '授予职责', en: 'Grant a duty' },
  input: GrantDuty,
  rule: orgPolicy['org.duty.grant'],
  secondFactor: true,
  async load(tx, input) {
    const unit = await tx.lock(units, input.unitId);
    return { unit, person: await tx.lock(people, input.personId) };
  },
  unitPath: ({ unit }) => unit.path,
  subjectId: ({ person }) => person.id,
  async handle(tx, { input, target: { person, unit } }) {
    await requireAble(tx, person);
    await requireUnbarred(tx, person.id, { duty: input.duty });
    requireOpen(unit);
    if (input.endedOn !== null && input.endedOn < input.startedOn) throw refuse('org.dates.reversed');
    const bound = readBound(input);
    const duty: DutyRow = {
      id: tx.newId(),
      person_id: person.id,
      duty: input.duty,
      unit_id: unit.id,
      unit_path: unit.path,
      line: orNull(input.line),
      ...bound,
      started_on: input.startedOn,
      ended_on: input.endedOn,
      deputy_of: null,
      reason: null,
    };
    const held = await tx.read(
      db
        .selectFrom('duty')
        .select(['started_on', 'ended_on', 'line', 'scheme'])
        .where('person_id', '=', person.id)
        .where('unit_id', '=', unit.id)
        .where('duty', '=', input.duty)
        .where('deputy_of', 'is', null),
    );
    const same = held.filter((one) => one.line === duty.line && one.scheme === duty.scheme);
    if (same.some((one) => overlaps(one, duty))) throw refuse('org.duty.held');
    await tx.insert(duties, duty);
    return { result: { dutyId: duty.id } };
  },
});

/** Ends a duty and those of the deputies who stand in for it. */
export const endDuty = defineCommand({
  name: 'org.endDuty',
  title: { zh: '解除职责', en: 'End a duty' },
  input: EndDuty,
  rule: orgPolicy['org.duty.end'],
  load: (tx, input) => tx.lock(duties, input.dutyId),
  unitPath: (duty) => duty.unit_path,
  subjectId: (duty) => duty.person_id,
  async handle(tx, { input, target: duty }) {
    requireEnd(duty, input.endedOn, tx.today);
    await tx.update(duties, duty, { ended_on: input.endedOn });
    const standing = await tx.read(
      db.selectFrom('duty').select(['id', 'ended_on']).where('deputy_of', '=', duty.id),
    );
    const past = standing.filter(runsPast(input.endedOn)).map((row) => row.id);
    await endWith(tx, duties, past, input.endedOn);
    return { result: { deputiesEnded: past.length } };
  },
});

/**
 * Takes a duty away from this moment on. Days are the measure of duties, so the last one in force becomes yesterday; at
 * which hour it was, and what was done under the duty today, stands in the log.
 */
export const revokeDuty = defineCommand({
  name: 'org.revokeDuty',
  title: { zh: '立即撤销职责', en: 'Revoke a duty at once' },
  input: RevokeDuty,
  rule: orgPolicy['org.duty.end'],
  load: (tx, input) => tx.lock(duties, input.dutyId),
  unitPath: (duty) => duty.unit_path,
  subjectId: (duty) => duty.person_id,
  async handle(tx, { target: duty }) {
    if (duty.ended_on !== null && duty.ended_on < tx.today)
      throw refuse('org.ended.already', { endedOn: duty.ended_on });
    const lent = await tx.read(
      db.selectFrom('duty').select(['id', 'ended_on']).where('deputy_of', '=', duty.id),
    );
    const open = lent.filter(({ ended_on: end }) => end === null || end >= tx.today).map((row) => row.id);
    for (const row of [duty, ...(await tx.lockAll(duties, open))])
      await tx.update(duties, row, { ended_on: lastDayBefore(row.started_on, tx.today) });
    return { result: { deputiesEnded: open.length } };
  },
});

/** Yesterday, or the day before the first where the duty would only begin today or later. */
function lastDayBefore(startedOn: string, today: string): string {
  return dayAfter(startedOn > today ? startedOn : today, -1);
}

/** ORG-11: a duty lent for stated days to a named person, cleared as high as its holder; it is not passed on. */
export const deputise = defineCommand({
  name: 'org.deputise',
  title: { zh: '指定代理人', en: 'Name a deputy' },
  input: Deputise,
  rule: orgPolicy['org.duty.deputise'],
  secondFactor: true,
  async load(tx, input) {
    const duty = await tx.lock(duties, input.dutyId);
    return { duty, deputy: await tx.lock(people, input.deputyId) };
  },
  unitPath: ({ duty }) => duty.unit_path,
  subjectId: ({ duty }) => duty.id,
  async handle(tx, { input, target: { duty, deputy } }) {
    if (deputy.id === duty.person_id) throw refuse('org.deputy.self');
    if (duty.deputy_of !== null) throw refuse('org.deputy.passed.on');
    requireTermWithin(duty, input, tx.today);
    await requireAble(tx, deputy);
    await requireUnbarred(tx, deputy.id, { duty: duty.duty });
    const cleared = await tx.writeSql<{ enough: boolean }>('select is_cleared_like($1, $2) as enough', [
      deputy.id,
      duty.person_id,
    ]);
    if (cleared[0]?.enough !== true) throw refuse('org.deputy.clearance');
    const span = { started_on: input.startedOn, ended_on: input.endedOn };
    const standing = await tx.read(
      db
        .selectFrom('duty')
        .select(['started_on', 'ended_on'])
        .where('deputy_of', '=', duty.id)
        .where('person_id', '=', deputy.id),
    );
    if (standing.some((one) => overlaps(one, span))) throw refuse('org.duty.held');
    const id = tx.newId();
    const { duty: name, unit_id, unit_path, line, scheme, level_rank } = duty;
    await tx.insert(duties, {
      id,
      person_id: deputy.id,
      duty: name,
      unit_id,
      unit_path,
      line,
      scheme,
      level_rank,
      ...span,
      deputy_of: duty.id,
      reason: input.reason,
    });
    return { result: { dutyId: id, deputyId: deputy.id, principalId: duty.person_id } };
  },
});

function requireTermWithin(
  duty: DutyRow,
  term: { readonly startedOn: string; readonly endedOn: string },
  today: string,
): void {
  if (term.endedOn < term.startedOn) throw refuse('org.dates.reversed');
  const within = isInForce(duty, term.startedOn) && isInForce(duty, term.endedOn);
  if (!within || term.endedOn < today) throw refuse('org.deputy.outlasts');
}

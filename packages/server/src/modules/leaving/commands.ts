import { type Command, type HeldSource, type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import type { Tx } from '@fengni/kernel/db/tx';
import { owe, settle } from '@fengni/kernel/obligation/owe';
import { freezeNow, holdsPower } from '@fengni/kernel/org/commands/person';
import { holdings, people } from '@fengni/kernel/org/tables';
import { issueFor } from '../letters/api.ts';
import { reviewOwed } from '../personnel/api.ts';
import { seedIncident } from './api.ts';
import {
  BeginLeaving,
  CancelLeaving,
  CloseShort,
  type HeldGroupView,
  LeavingCall,
  RecordTalk,
} from './contract.ts';
import { readProposal } from './cooling.ts';
import { countHeld, readHeld } from './held.ts';
import { leavingFlows, leavingPolicy } from './policy.ts';
import { leavesHouse } from './rules.ts';
import { type LeavingTarget, db, lockLeaving, refuse, requireOpen } from './store.ts';
import { type LeavingRow, leavingMatters, leavings } from './tables.ts';

const begin = defineCommand({
  name: 'leaving.begin',
  title: { zh: '办理离岗', en: 'Begin a leaving procedure' },
  input: BeginLeaving,
  rule: leavingPolicy['leaving.run'],
  async load(tx, input) {
    const person = await tx.lock(people, input.personId);
    const unit = await tx.readOne(db.selectFrom('unit').selectAll().where('id', '=', person.unit_id));
    const standing = await tx.readOne(
      db.selectFrom('leaving').select('id').where('person_id', '=', person.id).where('state', '=', 'open'),
    );
    return { person, personId: person.id, path: unit?.path ?? '', standing };
  },
  unitPath: ({ path }) => path,
  subjectId: ({ person }) => person.id,
  async handle(tx, { input, target: { person, path, standing }, actor }) {
    if (standing !== undefined) throw refuse('leaving.open');
    if (person.left_on !== null) throw refuse('leaving.person.left');
    if (leavesHouse(input.kind) && (await holdsPower(tx, person.id))) throw refuse('leaving.administrator');
    const dueOn = input.lastOn < tx.today ? tx.today : input.lastOn;
    const letterId = await issueFor(tx, {
      occasion: 'leaving',
      personId: person.id,
      dueOn,
      byId: actor.personId,
    });
    const row: LeavingRow = {
      id: tx.newId(),
      person_id: person.id,
      unit_id: person.unit_id,
      unit_path: path,
      kind: input.kind,
      last_on: input.lastOn,
      state: 'open',
      begun_at: tx.now,
      begun_by: actor.personId,
      talked_on: null,
      talked_by: null,
      letter_id: letterId,
      frozen_at: person.frozen_at,
      closed_at: null,
      closed_by: null,
      missing: 0,
    };
    await tx.insert(leavings, row);
    await tx.insert(leavingMatters, { id: row.id, reason: input.reason, talk: '' });
    if (input.kind === 'move' && input.toPostId !== null)
      await oweReviewOfPost(tx, { personId: person.id, postId: input.toPostId, byId: actor.personId, dueOn });
    const subject = { table: 'leaving', id: row.id, number: person.name };
    await owe(tx, { kind: 'leaving.settle', unitPath: path, duty: 'personnel', subject, dueOn });
    return { subject: row.id, result: { leavingId: row.id, letterId } };
  },
});

/** Who moves to a graded post is reviewed for it before he takes it (PER-1). */
async function oweReviewOfPost(
  tx: Tx,
  the: {
    readonly personId: string;
    readonly postId: string;
    readonly byId: string;
    readonly dueOn: string;
  },
): Promise<void> {
  const post = await tx.readOne(
    db.selectFrom('post').select('grade').where('id', '=', the.postId).where('ended_on', 'is', null),
  );
  if (post === undefined) throw refuse('leaving.post.ended');
  if (post.grade !== null) await reviewOwed(tx, { ...the, kind: 'move' });
}

const recordTalk = defineCommand({
  name: 'leaving.recordTalk',
  title: { zh: '登记离岗谈话', en: 'Record the talk on leaving' },
  input: RecordTalk,
  rule: leavingPolicy['leaving.run'],
  async load(tx, input) {
    const target = await lockLeaving(tx, input.leavingId);
    return { ...target, matter: await tx.lock(leavingMatters, input.leavingId) };
  },
  unitPath: ({ leaving }) => leaving.unit_path,
  subjectId: ({ leaving }) => leaving.id,
  async handle(tx, { input, target, actor }) {
    requireOpen(target);
    if (input.talkedOn > tx.today) throw refuse('leaving.talk.future');
    await tx.update(leavings, target.leaving, { talked_on: input.talkedOn, talked_by: actor.personId });
    await tx.update(leavingMatters, target.matter, { talk: input.talk });
    return {};
  },
});

/** From this moment he sees nothing, in any session (PER-3). */
const freeze = defineCommand({
  name: 'leaving.freeze',
  title: { zh: '冻结离岗人员权限', en: 'Freeze who leaves' },
  input: LeavingCall,
  rule: leavingPolicy['leaving.freeze'],
  load: (tx, input) => lockLeaving(tx, input.leavingId),
  unitPath: ({ leaving }) => leaving.unit_path,
  subjectId: ({ leaving }) => leaving.id,
  async handle(tx, { target }) {
    requireOpen(target);
    if (!leavesHouse(target.leaving.kind)) throw refuse('leaving.stays');
    if (target.person.frozen_at !== null) throw refuse('leaving.frozen');
    const sessionsEnded = await freezeNow(tx, target.person);
    await tx.update(leavings, target.leaving, { frozen_at: tx.now });
    return { result: { sessionsEnded } };
  },
});

const cancel = defineCommand({
  name: 'leaving.cancel',
  title: { zh: '取消离岗手续', en: 'Cancel a leaving procedure' },
  input: CancelLeaving,
  rule: leavingPolicy['leaving.run'],
  load: (tx, input) => lockLeaving(tx, input.leavingId),
  unitPath: ({ leaving }) => leaving.unit_path,
  subjectId: ({ leaving }) => leaving.id,
  async handle(tx, { target, actor }) {
    requireOpen(target);
    await tx.update(leavings, target.leaving, {
      state: 'cancelled',
      closed_at: tx.now,
      closed_by: actor.personId,
    });
    await settle(tx, {
      kind: 'leaving.settle',
      subjectId: target.leaving.id,
      outcome: 'cancelled',
      byId: actor.personId,
    });
    return {};
  },
});

interface CloseTarget extends LeavingTarget {
  readonly held: readonly HeldGroupView[];
  readonly coolingWanted: boolean;
}

async function loadClose(
  tx: LoadTx,
  leavingId: string,
  sources: readonly HeldSource[],
): Promise<CloseTarget> {
  const target = await lockLeaving(tx, leavingId);
  const { leaving } = target;
  await requireAnswering(tx, leaving.person_id);
  const held = await readHeld(tx, { sources, personId: leaving.person_id, kind: leaving.kind });
  const decided = await tx.readOne(
    db.selectFrom('cooling_off').select('id').where('leaving_id', '=', leaving.id),
  );
  const proposal = decided === undefined ? await readProposal(tx, leaving.person_id) : null;
  return { ...target, held, coolingWanted: leavesHouse(leaving.kind) && proposal !== null };
}

/** What somebody holds reads as nothing to who does not answer for him: it must not be taken for empty hands. */
async function requireAnswering(tx: LoadTx, personId: string): Promise<void> {
  const [told] = await tx.readSql<{ answers: boolean }>('select answers_for_person($1) as answers', [
    personId,
  ]);
  if (told?.answers !== true) throw refuse('leaving.elsewhere');
}

function requireTold(target: CloseTarget): void {
  requireOpen(target);
  if (target.leaving.talked_on === null) throw refuse('leaving.talk.missing');
  if (target.coolingWanted) throw refuse('leaving.cooling.missing');
}

/** Who leaves the house keeps no post, duty or clearance; who moves leaves the posts of that unit. */
async function endRights(tx: Tx, leaving: LeavingRow): Promise<void> {
  if (leavesHouse(leaving.kind)) {
    await tx.writeSql('select end_rights_of($1, $2)', [[leaving.person_id], leaving.last_on]);
    return;
  }
  const held = await tx.readSql<{ id: string; started_on: string }>(
    `select h.id, h.started_on from holding h join post o on o.id = h.post_id join unit u on u.id = o.unit_id
     where h.person_id = $1 and h.ended_on is null and u.path <@ $2::ltree`,
    [leaving.person_id, leaving.unit_path],
  );
  const rows = await tx.lockAll(
    holdings,
    held.map((row) => row.id),
  );
  for (const row of rows) {
    const endedOn = row.started_on > leaving.last_on ? row.started_on : leaving.last_on;
    await tx.update(holdings, row, { ended_on: endedOn });
  }
}

async function close(tx: Tx, target: CloseTarget, the: { byId: string; missing: number }): Promise<void> {
  const { leaving, person } = target;
  await endRights(tx, leaving);
  if (leavesHouse(leaving.kind)) {
    if (person.frozen_at === null) await freezeNow(tx, person);
    await tx.update(people, person, { left_on: leaving.last_on });
  }
  await tx.update(leavings, leaving, {
    state: 'closed',
    closed_at: tx.now,
    closed_by: the.byId,
    missing: the.missing,
    ...(leavesHouse(leaving.kind) && leaving.frozen_at === null ? { frozen_at: tx.now } : {}),
  });
  await settle(tx, { kind: 'leaving.settle', subjectId: leaving.id, byId: the.byId });
}

function createClose(sources: () => readonly HeldSource[]): Command {
  return defineCommand({
    name: 'leaving.close',
    title: { zh: '办结离岗', en: 'Close a leaving procedure' },
    input: LeavingCall,
    rule: leavingPolicy['leaving.run'],
    secondFactor: true,
    load: (tx, input) => loadClose(tx, input.leavingId, sources()),
    unitPath: ({ leaving }) => leaving.unit_path,
    subjectId: ({ leaving }) => leaving.id,
    async handle(tx, { target, actor }) {
      requireTold(target);
      const count = countHeld(target.held);
      if (count > 0) throw refuse('leaving.holds', { count });
      await close(tx, target, { byId: actor.personId, missing: 0 });
      return {};
    },
  });
}

/** Closes although something is missing: consented to by the leader, and an incident begins of it (PER-3). */
function createCloseShort(sources: () => readonly HeldSource[]): Command {
  return defineCommand({
    name: 'leaving.closeShort',
    title: { zh: '未交清办结离岗', en: 'Close with something missing' },
    input: CloseShort,
    rule: leavingPolicy['leaving.run'],
    secondFactor: true,
    load: (tx, input) => loadClose(tx, input.leavingId, sources()),
    unitPath: ({ leaving }) => leaving.unit_path,
    subjectId: ({ leaving }) => leaving.id,
    subjectNumber: ({ person }) => person.name,
    hiddenFrom: ({ leaving }) => leaving.person_id,
    parks: () => leavingFlows.closeShort,
    snapshot: ({ target: { person, held } }) => ({
      person: person.name,
      count: countHeld(held),
      missing: held.flatMap((group) =>
        group.lines.map((line) => `${group.title.zh} ${line.number} ${line.place}`.trim()),
      ),
    }),
    matter: ({ input }) => ({ reason: input.reason }),
    async handle(tx, { target, actor }) {
      requireTold(target);
      const { leaving, held } = target;
      const count = countHeld(held);
      if (count === 0) throw refuse('leaving.nothing.missing');
      const incidentId = await seedIncident(tx, {
        unitId: leaving.unit_id,
        unitPath: leaving.unit_path,
        source: { table: 'leaving', id: leaving.id },
        personId: leaving.person_id,
        facts: {
          missing: held.map((group) => ({
            what: group.id,
            numbers: group.lines.map((line) => line.number),
          })),
        },
        byId: actor.personId,
      });
      await close(tx, target, { byId: actor.personId, missing: count });
      return { result: { incidentId, missing: count } };
    },
  });
}

export function createLeavingCommands(sources: () => readonly HeldSource[]): readonly Command[] {
  return [begin, recordTalk, freeze, cancel, createClose(sources), createCloseShort(sources)];
}

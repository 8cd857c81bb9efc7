import { type Actor, readActor } from '../access/actor.ts';
import { type Rule, decide, definePolicy, everyAccount, isWithin } from '../access/policy.ts';
import { hashToken } from '../access/token.ts';
import {
  type Command,
  type Done,
  type JsonObject,
  type PreparedCommand,
  defineCommand,
} from '../command/define.ts';
import { invariant } from '../command/invariant.ts';
import { redact } from '../command/redact.ts';
import { Refusal, refuser } from '../command/refusal.ts';
import { tables } from '../db/table.ts';
import type { Locked, Tx } from '../db/tx.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { DecideApproval, WithdrawApproval, approvalErrors } from './contract.ts';
import { daysAfter } from '../command/instant.ts';
import { hashPrepared } from './park.ts';
import { type ApprovalRow, type ApprovalTables, approvalDecisions, approvals } from './tables.ts';

const db = tables<ApprovalTables>();
const refuse = refuser(approvalErrors);

/** Whom a decision needs is in the approval's own flow, so the policy lets everybody signed in call it. */
export const approvalPolicy = definePolicy({
  'approval.decide': everyAccount(),
  'approval.withdraw': everyAccount(),
  'approval.read': everyAccount(),
});

/** How approvals reach the command they hold: the registry and the keys, handed in by the composition root. */
export interface ParkedCommands {
  readonly find: (name: string) => Command | undefined;
  readonly keys: KeyRing;
}

interface DecisionTarget {
  readonly approval: Locked<ApprovalRow>;
  readonly earlier: readonly {
    step: number;
    person_id: string;
    deputy_for: string | null;
    decision: string;
  }[];
}

/** What entitles this caller to take the step that is due: a duty, perhaps a deputy's, or an administrator's power. */
export function entitlementTo(
  actor: Actor,
  approval: Pick<ApprovalRow, 'steps' | 'step' | 'unit_path'>,
): { readonly dutyId: string | null; readonly principalId: string | null } | undefined {
  const step = approval.steps[approval.step];
  if (step === undefined) return undefined;
  if (actor.power !== null) {
    return step.powers?.includes(actor.power) === true ? { dutyId: null, principalId: null } : undefined;
  }
  const held = actor.duties.find(
    (one) =>
      step.duties.includes(one.duty) &&
      isWithin(approval.unit_path, one.unitPath) &&
      (step.persons === undefined ||
        step.persons.some((named) => named === actor.personId || named === one.principalId)),
  );
  return held === undefined ? undefined : { dutyId: held.id, principalId: held.principalId };
}

export function createDecideApproval(parked: ParkedCommands): Command {
  return defineCommand({
    name: 'approval.decide',
    title: { zh: '签批', en: 'Decide a request' },
    input: DecideApproval,
    rule: approvalPolicy['approval.decide'],
    secondFactor: true,
    async load(tx, input): Promise<DecisionTarget> {
      const approval = await tx.lock(approvals, input.approvalId);
      const earlier = await tx.read(
        db
          .selectFrom('approval_decision')
          .select(['step', 'person_id', 'deputy_for', 'decision'])
          .where('approval_id', '=', approval.id),
      );
      return { approval, earlier };
    },
    unitPath: ({ approval }) => approval.unit_path,
    subjectId: ({ approval }) => approval.subject_id ?? approval.id,
    handle: (tx, { input, target, actor }) => takeDecision(parked, tx, { input, target, actor }),
  });
}

async function takeDecision(
  parked: ParkedCommands,
  tx: Tx,
  the: { input: typeof DecideApproval._output; target: DecisionTarget; actor: Actor },
): Promise<Done> {
  const { input, target, actor } = the;
  const { approval } = target;
  const held = checkDecider(target, actor);
  if (input.verdict !== 'consent' && input.reason.length < 4) throw refuse('approval.reason.missing');
  const openedAt = new Date(input.openedAt);
  if (openedAt > tx.now || openedAt < approval.created_at) throw refuse('approval.opened.late');
  const command = parked.find(approval.command);
  invariant(command !== undefined, `parked command ${approval.command} exists`);
  const parkedInput = await readParkedInput(tx, approval.id);
  // who must know decides only what he can see himself
  if (approval.steps[approval.step]?.must === 'know')
    await command.prepare(tx, command.input.parse(parkedInput), actor);

  const decided = (state: ApprovalRow['state'], more: Partial<ApprovalRow> = {}) =>
    close(tx, approval, state, more);
  await tx.insert(approvalDecisions, {
    id: tx.newId(),
    approval_id: approval.id,
    step: approval.step,
    person_id: actor.personId,
    duty_id: held.dutyId,
    deputy_for: held.principalId,
    decision: input.verdict,
    reason: input.reason,
    opened_at: openedAt,
    decided_at: tx.now,
    batch_size: input.batchSize,
  });
  const subject = approval.subject_id ?? approval.id;
  if (input.verdict === 'refuse' || input.verdict === 'send-back') {
    const state = await decided(input.verdict === 'refuse' ? 'refused' : 'sent-back');
    return { result: { state }, subject };
  }
  const token = hashToken(parked.keys.approvalToken(approval.id));
  const consents = target.earlier.filter((one) => one.step === approval.step).length + 1;
  const ends =
    consents >= (approval.steps[approval.step]?.count ?? 1) && approval.step + 1 >= approval.steps.length;
  const ran = await runAsRequester(tx, { approval, command, parkedInput, token, run: ends });
  if (ran.kind === 'stale') return { result: { state: await decided('stale') }, subject };
  if (ran.kind === 'failed')
    return { result: { state: await decided('failed', { failure: ran.failure }) }, subject };
  if (!ends) return { result: { state: 'pending', step: await advance(tx, approval, consents) }, subject };
  const done = ran.done ?? {};
  await decided('done', { result: done.result ?? {} });
  return {
    subject: done.subject ?? subject,
    result: {
      state: 'done',
      ran: { command: command.name, requester: approval.requester_person, result: done.result ?? {} },
      input: redact(command.input, parkedInput, { keys: parked.keys, entryId: tx.entryId }),
    },
  };
}

/** Nobody decides his own, nobody twice, and never a deputy beside his principal (ORG-11, BEY-13). */
function checkDecider({ approval, earlier }: DecisionTarget, actor: Actor) {
  if (approval.state !== 'pending') throw refuse('approval.closed');
  if (approval.requester_person === actor.personId) throw refuse('approval.own');
  const held = entitlementTo(actor, approval);
  if (held === undefined)
    throw new Refusal('not.permitted', { who: approval.steps[approval.step]?.name ?? '' });
  const behind = [actor.personId, held.principalId].filter((id) => id !== null);
  const taken = earlier.some(
    (one) => behind.includes(one.person_id) || (one.deputy_for !== null && behind.includes(one.deputy_for)),
  );
  if (taken || held.principalId === approval.requester_person) throw refuse('approval.already.decided');
  return held;
}

async function readParkedInput(tx: Tx, approvalId: string): Promise<JsonObject> {
  const rows = await tx.writeSql<{ input: JsonObject }>('select input from approval_input_of($1)', [
    approvalId,
  ]);
  const input = rows[0]?.input;
  invariant(input !== undefined, 'a parked command keeps its input');
  return input;
}

type Ran =
  | { readonly kind: 'fine'; readonly done: Done | null }
  | { readonly kind: 'stale' }
  | { readonly kind: 'failed'; readonly failure: JsonObject };

/** Decides the parked command again, as of now and as its requester; runs it when every consent is there. */
async function runAsRequester(
  tx: Tx,
  the: { approval: ApprovalRow; command: Command; parkedInput: JsonObject; token: string; run: boolean },
): Promise<Ran> {
  const { approval, command } = the;
  const work = async (): Promise<Ran> => {
    const requester = await readActor(tx);
    if (requester === null) throw new Refusal('signed.out', {}, 'the requester is frozen or closed');
    const prepared = await command.prepare(tx, command.input.parse(the.parkedInput), requester);
    requireDecision(command.rule, requester, prepared);
    if (hashPrepared(prepared) !== approval.snapshot_hash) return { kind: 'stale' };
    return { kind: 'fine', done: the.run ? await prepared.handle(tx) : null };
  };
  try {
    // the savepoint keeps the consent when the run fails; it also puts the caller back
    return await tx.savepoint(() => tx.asCaller(the.token, work));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: 'failed', failure: { code: error.code, params: { ...error.params } } };
  }
}

function requireDecision(rule: Rule, requester: Actor, prepared: PreparedCommand): void {
  const decision = decide(rule, requester, prepared.target, prepared.unitPath);
  if (!decision.ok) throw new Refusal('not.permitted', {}, 'the requester may no longer ask for this');
}

async function advance(tx: Tx, approval: Locked<ApprovalRow>, consents: number): Promise<number> {
  if (consents < (approval.steps[approval.step]?.count ?? 1)) return approval.step;
  const step = approval.step + 1;
  await tx.update(approvals, approval, {
    step,
    step_due_at: daysAfter(tx.now, approval.steps[step]?.days ?? 1),
  });
  return step;
}

async function close(
  tx: Tx,
  approval: Locked<ApprovalRow>,
  state: ApprovalRow['state'],
  more: Partial<ApprovalRow>,
): Promise<string> {
  await tx.update(approvals, approval, { ...more, state, ended_at: tx.now, step_due_at: null });
  return state;
}

export const withdrawApproval = defineCommand({
  name: 'approval.withdraw',
  title: { zh: '撤回申请', en: 'Withdraw a request' },
  input: WithdrawApproval,
  rule: approvalPolicy['approval.withdraw'],
  async load(tx, input, actor) {
    const approval = await tx.lock(approvals, input.approvalId);
    if (approval.requester_person !== actor.personId) throw new Refusal('not.found', {}, 'not the requester');
    return approval;
  },
  subjectId: (approval) => approval.subject_id ?? approval.id,
  async handle(tx, { target: approval }) {
    if (approval.state !== 'pending') throw refuse('approval.closed');
    await close(tx, approval, 'withdrawn', {});
    return { result: { state: 'withdrawn' } };
  },
});

import { daysAfter } from '../command/instant.ts';
import { createHash } from 'node:crypto';
import { canonicalText } from '../command/canonical.ts';
import type { Actor } from '../access/actor.ts';
import { hashToken } from '../access/token.ts';
import { sessions } from '../access/tables.ts';
import type { Command, Json, JsonObject, PreparedCommand } from '../command/define.ts';
import { invariant } from '../command/invariant.ts';
import type { Kernel } from '../command/kernel.ts';
import type { Tx } from '../db/tx.ts';
import { approvalMatters, approvals } from './tables.ts';

export function hashSnapshot(snapshot: JsonObject): string {
  return createHash('sha256').update(canonicalText(snapshot)).digest('hex');
}

/** What must not change between asking and running: the facts of both tiers. */
export function hashPrepared({ snapshot, matter }: Pick<PreparedCommand, 'snapshot' | 'matter'>): string {
  return hashSnapshot(matter === null ? snapshot : { ...snapshot, matter });
}

function reasonOf(input: Json): string {
  if (typeof input !== 'object' || input === null) return '';
  const reason: unknown = Reflect.get(input, 'reason');
  return typeof reason === 'string' ? reason : '';
}

/**
 * Parks a command its caller may not run alone: the row deciders see, the input only the kernel reads, and a session
 * of the requester under which it will be decided again and run, as of then.
 */
export async function park(the: {
  kernel: Kernel;
  tx: Tx;
  command: Command;
  prepared: PreparedCommand;
  actor: Actor;
  commandId: string;
  input: Json;
}): Promise<{ approvalId: string; nobodyDecides: boolean }> {
  const { kernel, tx, command, prepared, actor } = the;
  const { flow } = prepared;
  const first = flow?.steps[0];
  invariant(flow !== null && first !== undefined, 'a flow has a step');
  const approvalId = tx.newId();
  const unitPath = prepared.unitPath ?? actor.unitPath;
  const { hiddenFrom } = prepared;
  const besides = hiddenFrom === null ? [actor.personId] : [actor.personId, hiddenFrom];
  const nobodyDecides = await lacksDeciders(tx, flow.steps, unitPath, besides);
  const unitId = unitIdOf(unitPath);
  await tx.insert(approvals, {
    id: approvalId,
    command: command.name,
    subject_id: prepared.subjectId,
    subject_number: prepared.subjectNumber,
    unit_id: unitId,
    unit_path: unitPath,
    requester_person: actor.personId,
    requester_account: actor.accountId,
    reason: reasonOf(the.input),
    snapshot: prepared.snapshot,
    snapshot_hash: hashPrepared(prepared),
    flow: flow.id,
    steps: flow.steps,
    step: 0,
    state: 'pending',
    nobody_decides: nobodyDecides,
    result: null,
    failure: null,
    created_at: tx.now,
    step_due_at: daysAfter(tx.now, first.days),
    ended_at: null,
    hidden_from: hiddenFrom,
  });
  if (prepared.matter !== null) {
    await tx.insert(approvalMatters, {
      id: approvalId,
      subject_id: prepared.subjectId,
      facts: prepared.matter,
    });
  }
  await tx.writeSql('select keep_approval_input($1, $2, $3)', [
    approvalId,
    the.commandId,
    JSON.stringify(the.input),
  ]);
  await tx.insert(sessions, {
    id: tx.newId(),
    token_hash: hashToken(kernel.keys.approvalToken(approvalId)),
    kind: 'approval',
    account_id: actor.accountId,
    person_id: actor.personId,
    terminal: '',
    started_at: tx.now,
    factor_at: actor.factorAt,
    ended_at: null,
  });
  return { approvalId, nobodyDecides };
}

async function lacksDeciders(
  tx: Tx,
  steps: readonly unknown[],
  unitPath: string,
  besides: readonly string[],
): Promise<boolean> {
  const rows = await tx.readSql<{ lacking: boolean }>(
    `select bool_or(deciders_besides(step, $2::ltree, $3) < (step ->> 'count')::int) as lacking from jsonb_array_elements($1::jsonb) step`,
    [JSON.stringify(steps), unitPath, besides],
  );
  return rows[0]?.lacking === true;
}

/** The last label of a unit's path is its id without hyphens. */
export function unitIdOf(unitPath: string): string {
  const label = unitPath.slice(unitPath.lastIndexOf('.') + 1);
  const id = label.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  invariant(id.length === 36, 'a unit path ends in the id of the unit');
  return id;
}

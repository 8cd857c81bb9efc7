import { canonicalText } from './canonical.ts';
import type { z } from 'zod';
import { en, zhCN } from 'zod/locales';
import { type Actor, type DutyName, type Power, parseActor, readActor } from '../access/actor.ts';
import type { OutsideProof } from '../access/directory/proof.ts';
import { type Decision, decide } from '../access/policy.ts';
import { signedOutActor } from '../access/signed-out.ts';
import { park } from '../approval/park.ts';
import type { Tx } from '../db/tx.ts';
import { dutyTitles, powerTitles } from '../org/contract.ts';
import { type EntryContent, type LogOutcome, writeEntry } from '../log/write-entry.ts';
import type { Command, JsonObject, PreparedCommand } from './define.ts';
import type { Kernel } from './kernel.ts';
import { redact, toJson } from './redact.ts';
import { Refusal, type RefusalParams, refuse } from './refusal.ts';
import { codeOf, transact } from './transact.ts';

/** One call of a command from outside. */
export interface Call {
  readonly name: string;
  /** Chosen by the caller; sent again with the same input, the first outcome is told again. */
  readonly commandId: string;
  readonly input: unknown;
  readonly sessionHash: string;
  readonly terminal: string;
  /** Token for the session a sign-in opens. */
  readonly newToken?: string;
  /** Origin of the page that calls, once the server has found it to be its own. */
  readonly origin?: string;
  /** What the server has found out about the caller at the organisation's directory, in this very request. */
  readonly outside?: OutsideProof;
  /** Token of whom an issuer has proved, until his second factor is shown. */
  readonly ticket?: string;
}

export type Outcome =
  | { readonly kind: 'done'; readonly result: JsonObject; readonly entryId: string }
  | {
      readonly kind: 'parked';
      readonly approvalId: string;
      readonly nobodyDecides: boolean;
      readonly entryId: string;
    }
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly params: RefusalParams;
      readonly entryId: string | null;
    };

/** Minutes for which a second factor counts as "just shown". */
export const factorMinutesMax = 5;

/**
 * Runs a command: parsed → target loaded and locked → decided → handled → log entry in the same transaction →
 * committed (DESIGN §1). Refusals and denials change nothing and are logged in a transaction of their own.
 */
export async function runCommand(kernel: Kernel, call: Call): Promise<Outcome> {
  const command = kernel.registry.commands.get(call.name);
  if (command === undefined) return { kind: 'refused', code: 'command.unknown', params: {}, entryId: null };
  const entryId = kernel.newId();
  const seen: Seen = { actor: null, decision: null };
  try {
    const input = parseInput(command.input, call.input);
    const connection = {
      terminal: call.terminal,
      newToken: call.newToken ?? '',
      origin: call.origin ?? '',
      ...(call.outside !== undefined && { outside: call.outside }),
      ...(call.ticket !== undefined && { ticket: call.ticket }),
    };
    const options = { sessionHash: call.sessionHash, entryId, mode: 'read write', connection } as const;
    return await transact(kernel, options, (tx) => attempt({ kernel, tx, command, call, input, seen }));
  } catch (error) {
    return refuseCall({ kernel, command, call, entryId, seen, error });
  }
}

/** What was found out before a failure, for its log entry. */
interface Seen {
  actor: Actor | null;
  decision: Decision | null;
}

interface Attempt {
  readonly kernel: Kernel;
  readonly tx: Tx;
  readonly command: Command;
  readonly call: Call;
  readonly input: unknown;
  readonly seen: Seen;
}

/** Parses an input or refuses it naming each faulty field. */
export function parseInput(schema: z.ZodType, input: unknown): unknown {
  const parsed = schema.safeParse(input);
  const sound = !noCharacter.test(JSON.stringify(input) ?? '');
  if (parsed.success && sound) return parsed.data;
  if (parsed.success)
    throw refuse('input.invalid', {
      faults: { zh: '含有不完整或无效的字符', en: 'it holds half a character or none' },
    });
  throw refuse('input.invalid', {
    faults: {
      zh: faultsIn(schema, input, zhCN().localeError),
      en: faultsIn(schema, input, en().localeError),
    },
  });
}

/**
 * As JSON writes them: a lone surrogate is no text and nothing the log could commit to; U+0000 is text nowhere in
 * PostgreSQL.
 */
const noCharacter = /(?<!\\)(?:\\\\)*\\u(?:d[89a-f]|0000)/i;
/** Faults told at once at most. */
const faultsMax = 8;

function faultsIn(schema: z.ZodType, input: unknown, error: ReturnType<typeof en>['localeError']): string {
  const issues = schema.safeParse(input, { error }).error?.issues ?? [];
  return issues
    .slice(0, faultsMax)
    .map((issue) => `${issue.path.join('.') || '-'}: ${issue.message}`)
    .join('; ');
}

async function attempt(the: Attempt): Promise<Outcome> {
  const { kernel, tx, command, call, input, seen } = the;
  const { fresh, actor: caller } = await claimId(the);
  seen.actor = caller;
  if (!fresh) return replay(the);
  const actor = caller ?? (command.rule.signedOut ? signedOutActor : null);
  if (actor === null) throw refuse('signed.out');
  if (command.secondFactor) requireFactor(actor, tx.now);

  const prepared = await command.prepare(tx, input, actor);
  const decision = decideOn(command, actor, prepared);
  seen.decision = decision;
  const log = entryFor({ kernel, command, call, entryId: tx.entryId, actor: caller, decision });

  if (prepared.flow !== null) {
    const parked = await park({
      kernel,
      tx,
      command,
      prepared,
      actor,
      commandId: call.commandId,
      input: toJson(call.input),
    });
    const outcome: Outcome = { kind: 'parked', ...parked, entryId: tx.entryId };
    const content = {
      ...log('parked'),
      subject: prepared.subjectId ?? undefined,
      more: { approval: parked.approvalId },
    };
    await writeEntry(tx, kernel.keys, content, { commandId: call.commandId, outcome });
    return outcome;
  }
  const done = await prepared.handle(tx).catch(async (error: unknown) => {
    if (!(error instanceof Refusal) || !error.keepsWrites) throw error;
    await writeEntry(tx, kernel.keys, { ...log('denied'), reason: error.inner ?? error.code });
    return error;
  });
  if (done instanceof Refusal) {
    // an attempt at a login is logged where there is such a login: who is signed out is not told which
    return {
      kind: 'refused',
      code: done.code,
      params: done.params,
      entryId: caller === null ? null : tx.entryId,
    };
  }
  const result = done.result ?? {};
  const content = { ...log('done'), result, subject: done.subject ?? prepared.subjectId ?? undefined };
  const outcome: Outcome = { kind: 'done', result, entryId: tx.entryId };
  await writeEntry(
    tx,
    kernel.keys,
    { ...content, actor: content.actor ?? done.actor ?? null },
    { commandId: call.commandId, outcome },
  );
  return outcome;
}

/** Throws the refusal a decision asks for. */
export function decideOn(command: Command, actor: Actor, prepared: PreparedCommand): Decision {
  if (command.rule.signedOut) return { ok: true, by: null };
  const decision = decide(command.rule, actor, prepared.target, prepared.unitPath);
  if (decision.ok) return decision;
  if (decision.why === 'duty') throw refuse('not.permitted', { who: titlesOf(decision.who) });
  const { zh, en: english } = decision.condition;
  throw refuse('condition.unmet', { why: { zh, en: english } }, decision.condition.code);
}

/** Duties by the names the house uses, for who reads a refusal. */
export function titlesOf(who: readonly (DutyName | Power)[]) {
  const titles = who.map((one) => holderTitles[one]);
  return { zh: titles.map((title) => title.zh).join('、'), en: titles.map((title) => title.en).join(', ') };
}
const holderTitles = { ...dutyTitles, ...powerTitles };

export function requireFactor(actor: Actor, now: Date): void {
  const age = actor.factorAt === null ? Infinity : now.getTime() - actor.factorAt.getTime();
  if (age > factorMinutesMax * 60_000 || age < 0) throw refuse('second.factor.required');
}

/** Under a key: inputs hold passwords and titles, which a plain hash would let anybody guess who reads the table. */
function hashInput(kernel: Kernel, input: unknown): Buffer {
  return Buffer.from(kernel.keys.withhold(`command/${canonicalText(toJson(input))}`), 'hex');
}

/** Binds the command's id to caller, command and input, and tells who the caller is, in one round trip. */
async function claimId({
  kernel,
  tx,
  command,
  call,
}: Attempt): Promise<{ fresh: boolean; actor: Actor | null }> {
  const rows = await tx.writeSql<{ claimed: boolean; profile: unknown }>(
    `with claim as (insert into command_run (id, account_id, command, input_hash, started_at)
       values ($1, acting_account(), $2, $3, $4) on conflict (id) do nothing returning 1)
     select exists (select from claim) as claimed, acting_profile() as profile`,
    [call.commandId, command.name, hashInput(kernel, call.input), tx.now],
    2,
  );
  return { fresh: rows[0]?.claimed === true, actor: parseActor(rows[0]?.profile) };
}

async function replay({ kernel, tx, command, call }: Attempt): Promise<Outcome> {
  const rows = await tx.writeSql<{ command: string; input_hash: Buffer; outcome: Outcome | null }>(
    'select command, input_hash, outcome from command_run where id = $1',
    [call.commandId],
  );
  const before = rows[0];
  const same =
    before !== undefined &&
    before.command === command.name &&
    before.input_hash.equals(hashInput(kernel, call.input));
  if (!same || before.outcome === null) throw refuse('command.id.conflict');
  return before.outcome;
}

function entryFor(the: {
  kernel: Kernel;
  command: Command;
  call: Call;
  entryId: string;
  actor: Actor | null;
  decision: Decision | null;
}): (outcome: LogOutcome) => EntryContent {
  const held = the.decision?.ok === true ? the.decision.by : null;
  return (outcome) => ({
    actor: the.actor,
    terminal: the.call.terminal,
    command: the.command.name,
    commandId: the.call.commandId,
    outcome,
    input: redact(the.command.input, the.call.input, { keys: the.kernel.keys, entryId: the.entryId }),
    by: held === null ? null : { duty: held.duty, deputyFor: held.principalId },
  });
}

/** foreign_key_violation: rows are never deleted, so what is not there was named from outside. */
function namesNothing(error: unknown): boolean {
  return codeOf(error) === '23503';
}

/** Codes of refusals that are denials: somebody tried what he may not. */
const denials = new Set(['not.found', 'not.permitted', 'signed.out', 'second.factor.required']);

async function refuseCall(the: {
  kernel: Kernel;
  command: Command;
  call: Call;
  entryId: string;
  seen: Seen;
  error: unknown;
}): Promise<Outcome> {
  const { kernel, command, call, entryId, seen } = the;
  const error = namesNothing(the.error)
    ? refuse('not.found', {}, 'an id of the input names nothing')
    : the.error;
  const fault = !(error instanceof Refusal);
  const refusal = error instanceof Refusal ? error : refuse('program.fault', { entry: entryId });
  if (fault) kernel.onFault(error, entryId);
  const outcome: LogOutcome = fault ? 'failed' : denials.has(refusal.code) ? 'denied' : 'refused';
  const options = { sessionHash: call.sessionHash, entryId, mode: 'read write' } as const;
  const logged = await transact(kernel, options, async (tx) => {
    const actor = seen.actor ?? (await readActor(tx));
    // who is signed out is counted by the server, not logged: the log cannot be filled from outside
    if (actor === null && !fault) return false;
    const content = entryFor({ kernel, command, call, entryId, actor, decision: seen.decision })(outcome);
    // what does not fit the input's schema cannot be told apart into tiers, so none of it is kept
    const input = refusal.code === 'input.invalid' ? {} : content.input;
    await writeEntry(tx, kernel.keys, { ...content, input, reason: refusal.inner ?? refusal.code });
    return true;
  });
  return { kind: 'refused', code: refusal.code, params: refusal.params, entryId: logged ? entryId : null };
}

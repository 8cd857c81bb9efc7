import type { z } from 'zod';
import { type Command, type Done, defineCommand } from '../command/define.ts';
import { Refusal, refuser } from '../command/refusal.ts';
import { toJson } from '../command/redact.ts';
import type { Tx } from '../db/tx.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { readHouseState } from './begin-house.ts';
import { BeginProof, BeginSignIn, ProveFactor, SignIn, SignOut, accessErrors } from './contract.ts';
import { directoryErrors } from './directory/contract.ts';
import { checkPassword } from './password.ts';
import { accessPolicy } from './policy-table.ts';
import {
  type Attempts,
  type SecretRow,
  findOwnAccount,
  noteFailure,
  noteSuccess,
} from './sign-in-attempts.ts';
import { type SessionRow, sessions } from './tables.ts';
import { hashToken } from './token.ts';
import { offerFactors, tryFactor } from './try-factor.ts';

const refuse = refuser(accessErrors);
const refuseOutside = refuser(directoryErrors);
/** One for each power: before all three have activated, nobody signs in (SEC-1). */
export const administratorsMin = 3;

/** Who acts while there is no session yet. */
export function actorWithoutSession(row: SecretRow) {
  return {
    accountId: row.account_id,
    personId: row.person_id,
    sessionId: row.account_id,
    power: row.power,
  };
}

/**
 * Why this is not the way into the account; null where it is. A directory that was asked stands in place of the local
 * password, which then opens nothing.
 */
async function faultOf(tx: Tx, row: SecretRow | undefined, password: string): Promise<string | null> {
  const { outside } = tx.connection;
  const proof = outside?.way === 'ldap' ? outside : null;
  if (row?.sign_in_by === 'ldap' || (row === undefined && proof !== null)) {
    // nothing was asked while the account was still another's way, or the attempt waits
    if (proof === null || proof.found === 'busy') throw refuse('signin.wait', { seconds: 1 });
    if (proof.found === 'unavailable') throw refuseOutside('directory.unavailable', {}, proof.why);
    const own = row !== undefined && proof.accountId === row.account_id && proof.found === 'right';
    return own ? null : proof.why;
  }
  const right = await checkPassword(password, row?.password_hash ?? null);
  if (!right) return 'login or password';
  return row?.sign_in_by === 'oidc' ? 'the local password of who signs in elsewhere' : null;
}

/** Refuses where the account may not be used at this terminal, or the house is not ready. */
export async function requireAllowed(tx: Tx, row: SecretRow): Promise<void> {
  const allowed = await tx.writeSql<{ allowed: boolean }>('select terminal_allowed($1, $2) as allowed', [
    tx.connection.terminal,
    row.power,
  ]);
  if (allowed[0]?.allowed !== true) throw refuse('terminal.not.allowed');
  const { activated } = await readHouseState(tx);
  if (activated < administratorsMin) throw refuse('setup.unfinished');
}

/** What a second factor shown on signing in is for. */
const signInUse = (row: SecretRow) =>
  ({ purpose: 'sign-in', accountId: row.account_id, sessionId: null }) as const;

/** Offers the second factors of who has proved the first. */
export async function offerSignIn(tx: Tx, keys: KeyRing, row: SecretRow): Promise<Done> {
  const offer = await offerFactors(tx, { keys, use: signInUse(row) });
  return { subject: row.account_id, result: { offer: toJson(offer) }, actor: actorWithoutSession(row) };
}

/**
 * Tries the second factor of who has proved the first. A wrong one counts as a failed attempt, and is refused by what
 * `wrong` makes of that; all else refuses by itself.
 */
export async function requireFactor(
  tx: Tx,
  the: {
    readonly keys: KeyRing;
    readonly row: SecretRow;
    readonly shown: z.output<typeof ProveFactor>;
    readonly wrong: (why: string) => Promise<Refusal>;
  },
): Promise<void> {
  const trial = await tryFactor(tx, { keys: the.keys, use: signInUse(the.row), shown: the.shown });
  if (trial.ok) return;
  if (trial.code === 'factor.failed') throw await the.wrong(trial.why);
  throw new Refusal(trial.code, trial.params, trial.why, true);
}

/** Opens the session of who has shown all that is asked. */
export async function openSession(tx: Tx, row: SecretRow): Promise<Done> {
  await noteSuccess(tx, row.account_id);
  const { terminal, newToken } = tx.connection;
  const session: SessionRow = {
    id: tx.newId(),
    token_hash: hashToken(newToken),
    kind: 'web',
    account_id: row.account_id,
    person_id: row.person_id,
    terminal,
    started_at: tx.now,
    factor_at: tx.now,
    ended_at: null,
  };
  await tx.insert(sessions, session);
  return {
    subject: row.account_id,
    // the log says whose word the password was
    result: { sessionId: session.id, by: row.sign_in_by ?? 'password' },
    actor: { ...actorWithoutSession(row), sessionId: session.id },
  };
}

/** Commands called by who is not yet, or again, known: sign-in, second factor, sign-out. */
export function createSignInCommands(the: {
  readonly keys: KeyRing;
  readonly attempts: Attempts;
}): Command[] {
  const { keys, attempts } = the;

  /** The account whose password this is, where it may sign in from here now. */
  async function admit(tx: Tx, { login, password }: { login: string; password: string }): Promise<SecretRow> {
    const row = await attempts.findWaiting(tx, login);
    const failed = (why: string) => attempts.fail(tx, { row, login, code: 'signin.failed', why });
    const why = await faultOf(tx, row, password);
    if (row === undefined || why !== null) throw await failed(why ?? 'login or password');
    if (row.state !== 'active' || row.frozen) throw await failed('account not active or person frozen');
    await requireAllowed(tx, row);
    return row;
  }

  const beginSignIn = defineCommand({
    name: 'session.beginSignIn',
    title: { zh: '开始登录', en: 'Begin to sign in' },
    input: BeginSignIn,
    rule: accessPolicy['session.signIn'],
    load: async () => null,
    async handle(tx, { input }) {
      return offerSignIn(tx, keys, await admit(tx, input));
    },
  });

  const signIn = defineCommand({
    name: 'session.signIn',
    title: { zh: '登录', en: 'Sign in' },
    input: SignIn,
    rule: accessPolicy['session.signIn'],
    load: async () => null,
    async handle(tx, { input }) {
      const { login } = input;
      const row = await admit(tx, input);
      const wrong = (why: string) => attempts.fail(tx, { row, login, code: 'signin.failed', why });
      await requireFactor(tx, { keys, row, shown: input, wrong });
      return openSession(tx, row);
    },
  });

  const beginProof = defineCommand({
    name: 'session.beginProof',
    title: { zh: '开始验证第二因素', en: 'Begin to prove the second factor' },
    input: BeginProof,
    rule: accessPolicy['session.own'],
    load: async () => null,
    async handle(tx, { actor }) {
      const { accountId, sessionId } = actor;
      const offer = await offerFactors(tx, { keys, use: { purpose: 'prove', accountId, sessionId } });
      return { subject: accountId, result: { offer: toJson(offer) } };
    },
  });

  const proveFactor = defineCommand({
    name: 'session.proveFactor',
    title: { zh: '验证第二因素', en: 'Prove the second factor' },
    input: ProveFactor,
    rule: accessPolicy['session.own'],
    load: (tx, _input, actor) => tx.lock(sessions, actor.sessionId),
    async handle(tx, { input, target, actor }) {
      const { accountId, sessionId, login } = actor;
      await findOwnAccount(tx, login);
      const use = { purpose: 'prove', accountId, sessionId } as const;
      const trial = await tryFactor(tx, { keys, use, shown: input });
      if (!trial.ok) {
        if (trial.code === 'factor.failed') await noteFailure(tx, accountId);
        throw new Refusal(trial.code, trial.params, trial.why, true);
      }
      await noteSuccess(tx, accountId);
      await tx.update(sessions, target, { factor_at: tx.now });
      return { subject: accountId };
    },
  });

  const signOut = defineCommand({
    name: 'session.signOut',
    title: { zh: '退出', en: 'Sign out' },
    input: SignOut,
    rule: accessPolicy['session.own'],
    load: (tx, _input, actor) => tx.lock(sessions, actor.sessionId),
    async handle(tx, { target, actor }) {
      await tx.update(sessions, target, { ended_at: tx.now });
      return { subject: actor.accountId };
    },
  });
  return [beginSignIn, signIn, beginProof, proveFactor, signOut];
}

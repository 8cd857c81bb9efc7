import { Secret } from 'otpauth';
import { type Command, defineCommand } from '../command/define.ts';
import { invariant } from '../command/invariant.ts';
import { Refusal, refuser } from '../command/refusal.ts';
import type { Tx } from '../db/tx.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { Power } from './actor.ts';
import { hashActivation, readHouseState } from './begin-house.ts';
import { ActivateAccount, ProveFactor, SignIn, SignOut, accessErrors } from './contract.ts';
import { type FactorProof, byteText, packSheet, proveByCode, sheetOf, totpCode } from './factors.ts';
import { checkPassword, faultOfPassword, hashPassword } from './password.ts';
import { accessPolicy } from './policy-table.ts';
import { type FactorRow, type SessionRow, factors, sessions } from './tables.ts';
import { hashToken } from './token.ts';

const refuse = refuser(accessErrors);
/** Attempts from one terminal before each further one waits, twice as long each time. */
const freeAttempts = 4;
const waitSecondsMax = 900;
/** One for each power: before all three have activated, nobody signs in (SEC-1). */
export const administratorsMin = 3;

interface SecretRow {
  account_id: string;
  person_id: string;
  power: Power | null;
  state: 'invited' | 'active';
  password_hash: string | null;
  activation_hash: string | null;
  activation_until: Date | null;
  failed_count: number;
  failed_at: Date | null;
  frozen: boolean;
}

/**
 * The account with its secrets and its failures from this terminal. Attempts at one login from one terminal are taken
 * one at a time: a hundred at once would otherwise all find that nothing has failed yet.
 */
export async function findAccount(tx: Tx, login: string, terminal: string): Promise<SecretRow | undefined> {
  const free = await tx.writeSql<{ free: boolean }>(
    'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as free',
    [`fengni.sign-in ${login} ${terminal}`],
  );
  if (free[0]?.free !== true) throw refuse('signin.wait', { seconds: 1 });
  const rows = await tx.writeSql<SecretRow>('select * from account_for_sign_in($1, $2)', [login, terminal]);
  return rows[0];
}

type Failures = Pick<SecretRow, 'failed_count' | 'failed_at'>;
export function secondsToWait(row: Failures | undefined, now: Date): number {
  if (row?.failed_at === undefined || row.failed_at === null || row.failed_count < freeAttempts) return 0;
  const wait = Math.min(2 ** (row.failed_count - freeAttempts) * 5, waitSecondsMax);
  return Math.max(0, Math.ceil(wait - (now.getTime() - row.failed_at.getTime()) / 1000));
}

/** Logins nobody has, remembered at most; past that the oldest is forgotten. */
const strangersMax = 10_000;

/**
 * Failed attempts at logins nobody has wait as those at real ones do: else waiting would tell which is real. They are
 * counted in memory, each server for itself, so that neither database nor log can be filled from outside.
 */
function createStrangers() {
  const failures = new Map<string, Failures>();
  return {
    failuresOf: (login: string, terminal: string) => failures.get(`${login} ${terminal}`),
    note(login: string, terminal: string, now: Date): void {
      const key = `${login} ${terminal}`;
      const failed_count = (failures.get(key)?.failed_count ?? 0) + 1;
      failures.delete(key);
      failures.set(key, { failed_count, failed_at: now });
      if (failures.size > strangersMax) failures.delete(failures.keys().next().value ?? '');
    },
  };
}

export async function noteFailure(tx: Tx, accountId: string): Promise<void> {
  await tx.writeSql('select note_sign_in($1, $2, true, $3)', [accountId, tx.connection.terminal, tx.now]);
}

/** Refuses while failed attempts from this terminal make the account wait. Who is signed in proves himself no faster. */
export async function findOwnAccount(tx: Tx, login: string): Promise<SecretRow> {
  const row = await findAccount(tx, login, tx.connection.terminal);
  invariant(row !== undefined, 'who is signed in has an account');
  const wait = secondsToWait(row, tx.now);
  if (wait > 0) throw refuse('signin.wait', { seconds: wait });
  return row;
}

export async function readFactors(tx: Tx, accountId: string): Promise<FactorRow[]> {
  return tx.writeSql<FactorRow>('select * from factors_for_sign_in($1)', [accountId]);
}

export async function useFactor(tx: Tx, proof: FactorProof): Promise<void> {
  tx.grant([proof.factor.id]);
  const [row] = await tx.writeSql<FactorRow>('select * from factor where id = $1 for update', [
    proof.factor.id,
  ]);
  invariant(row !== undefined, 'the factor that proved itself exists');
  const { counter, secret } = proof.after;
  await tx.writeSql('update factor set counter = $2, secret = coalesce($3, secret) where id = $1', [
    row.id,
    counter,
    secret ?? null,
  ]);
}

/** Commands called by who is not yet, or again, known: activation, sign-in, second factor, sign-out. */
export function createSignInCommands(keys: KeyRing): Command[] {
  const strangers = createStrangers();

  /** The account of this login, if there is one; refuses where its failed attempts, or those at nothing, make it wait. */
  async function findWaiting(tx: Tx, login: string): Promise<SecretRow | undefined> {
    const { terminal } = tx.connection;
    const row = await findAccount(tx, login, terminal);
    const wait = secondsToWait(row ?? strangers.failuresOf(login, terminal), tx.now);
    if (wait > 0) throw refuse('signin.wait', { seconds: wait });
    return row;
  }

  /** A failed attempt stays on record though the command is refused. */
  async function fail(
    tx: Tx,
    the: {
      row: SecretRow | undefined;
      login: string;
      code: 'signin.failed' | 'activation.failed';
      why: string;
    },
  ): Promise<Refusal> {
    const { row, login } = the;
    if (row === undefined) strangers.note(login, tx.connection.terminal, tx.now);
    else await noteFailure(tx, row.account_id);
    return new Refusal(the.code, {}, the.why, row !== undefined);
  }

  const signIn = defineCommand({
    name: 'session.signIn',
    title: { zh: '登录', en: 'Sign in' },
    input: SignIn,
    rule: accessPolicy['session.signIn'],
    load: async () => null,
    async handle(tx, { input }) {
      const { terminal, newToken } = tx.connection;
      const { login } = input;
      const row = await findWaiting(tx, login);
      const failed = (why: string) => fail(tx, { row, login, code: 'signin.failed', why });
      const right = await checkPassword(input.password, row?.password_hash ?? null);
      if (row === undefined || !right) throw await failed('login or password');
      if (row.state !== 'active' || row.frozen) throw await failed('account not active or person frozen');
      const allowed = await tx.writeSql<{ allowed: boolean }>('select terminal_allowed($1, $2) as allowed', [
        terminal,
        row.power,
      ]);
      if (allowed[0]?.allowed !== true) throw refuse('terminal.not.allowed');
      const { activated } = await readHouseState(tx);
      if (activated < administratorsMin) throw refuse('setup.unfinished');
      const held = await readFactors(tx, row.account_id);
      const proof = proveByCode({ factors: held, code: input.factorCode, now: tx.now, keys });
      if (proof === null) throw await failed('second factor');
      await useFactor(tx, proof);
      await tx.writeSql('select note_sign_in($1, $2, false, $3)', [row.account_id, terminal, tx.now]);
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
        result: { sessionId: session.id },
        actor: {
          accountId: row.account_id,
          personId: row.person_id,
          sessionId: session.id,
          power: row.power,
        },
      };
    },
  });

  const activate = defineCommand({
    name: 'account.activate',
    title: { zh: '启用账号', en: 'Activate an account' },
    input: ActivateAccount,
    rule: accessPolicy['account.activate'],
    load: async () => null,
    async handle(tx, { input }) {
      const row = await findWaiting(tx, input.login);
      const right =
        row !== undefined &&
        row.state === 'invited' &&
        row.activation_hash === hashActivation(input.activationCode) &&
        (row.activation_until ?? tx.now) > tx.now;
      if (!right)
        throw await fail(tx, { row, login: input.login, code: 'activation.failed', why: 'activation code' });
      const fault = faultOfPassword(input.password, input.login);
      if (fault !== null) throw refuse(`password.${fault}`);
      const factorId = tx.newId();
      const secret = Buffer.from(
        Secret.fromBase32('secret' in input.factor ? input.factor.secret : 'A').bytes,
      );
      if (input.factor.kind === 'totp' && totpCode(secret, tx.now) !== input.factor.code)
        throw refuse('factor.failed');
      const kept = input.factor.kind === 'totp' ? secret : packSheet(sheetOf(keys, factorId), factorId);
      await tx.insert(factors, {
        id: factorId,
        account_id: row.account_id,
        kind: input.factor.kind,
        name: input.factor.kind === 'totp' ? 'TOTP' : tx.today,
        secret: byteText(keys.sealSecret(kept)),
        counter: input.factor.kind === 'totp' ? Math.floor(tx.now.getTime() / 30_000) : 0,
        created_at: tx.now,
        ended_at: null,
      });
      // the code stays good for a quarter of an hour, so that a first code sheet can be printed
      const until = new Date(tx.now.getTime() + 15 * 60_000);
      await tx.writeSql('select keep_account_secret($1, $2, $3, $4)', [
        row.account_id,
        await hashPassword(input.password),
        row.activation_hash,
        until,
      ]);
      tx.grant([row.account_id]);
      await tx.writeSql(`update account set state = 'active' where id = $1`, [row.account_id]);
      return {
        subject: row.account_id,
        result: { factorId, kind: input.factor.kind },
        // there is no session yet
        actor: {
          accountId: row.account_id,
          personId: row.person_id,
          sessionId: row.account_id,
          power: row.power,
        },
      };
    },
  });

  const proveFactor = defineCommand({
    name: 'session.proveFactor',
    title: { zh: '验证第二因素', en: 'Prove the second factor' },
    input: ProveFactor,
    rule: accessPolicy['session.own'],
    load: (tx, _input, actor) => tx.lock(sessions, actor.sessionId),
    async handle(tx, { input, target, actor }) {
      await findOwnAccount(tx, actor.login);
      const proof = proveByCode({
        factors: await readFactors(tx, actor.accountId),
        code: input.factorCode,
        now: tx.now,
        keys,
      });
      if (proof === null) {
        await noteFailure(tx, actor.accountId);
        throw new Refusal('factor.failed', {}, 'second factor', true);
      }
      await useFactor(tx, proof);
      await tx.writeSql('select note_sign_in($1, $2, false, $3)', [
        actor.accountId,
        tx.connection.terminal,
        tx.now,
      ]);
      await tx.update(sessions, target, { factor_at: tx.now });
      return { subject: actor.accountId };
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
  return [signIn, activate, proveFactor, signOut];
}

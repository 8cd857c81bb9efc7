import { Refusal, refuser } from '../command/refusal.ts';
import { invariant } from '../command/invariant.ts';
import type { Tx } from '../db/tx.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { Power } from './actor.ts';
import { accessErrors } from './contract.ts';
import type { OutsideWay } from './directory/contract.ts';

const refuse = refuser(accessErrors);
/** Attempts from one terminal before each further one waits, twice as long each time. */
const freeAttempts = 4;
const waitSecondsMax = 900;

export interface SecretRow {
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
  /** Null: by the local password. */
  sign_in_by: OutsideWay | null;
  outside_name: string | null;
  staff_no: string | null;
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

export async function noteSuccess(tx: Tx, accountId: string): Promise<void> {
  await tx.writeSql('select note_sign_in($1, $2, false, $3)', [accountId, tx.connection.terminal, tx.now]);
}

/** Refuses while failed attempts from this terminal make the account wait. Who is signed in proves himself no faster. */
export async function findOwnAccount(tx: Tx, login: string): Promise<SecretRow> {
  const row = await findAccount(tx, login, tx.connection.terminal);
  invariant(row !== undefined, 'who is signed in has an account');
  const wait = secondsToWait(row, tx.now);
  if (wait > 0) throw refuse('signin.wait', { seconds: wait });
  return row;
}

export interface FailedAttempt {
  readonly row: SecretRow | undefined;
  readonly login: string;
  readonly code: 'signin.failed' | 'activation.failed';
  /** For the log only. */
  readonly why: string;
}

/** Attempts of who is signed out: at sign-in and at activation. */
export interface Attempts {
  /** The account of this login, if there is one; refuses where its failed attempts, or those at nothing, make it wait. */
  readonly findWaiting: (tx: Tx, login: string) => Promise<SecretRow | undefined>;
  /** Counts a failure. It stays on record though the command is refused. */
  readonly fail: (tx: Tx, failed: FailedAttempt) => Promise<Refusal>;
}

const known = new WeakMap<KeyRing, Attempts>();
/** The attempts at one house, which its key ring stands for: commands and what goes before them count together. */
export function attemptsOf(keys: KeyRing): Attempts {
  const found = known.get(keys) ?? createAttempts();
  known.set(keys, found);
  return found;
}

function createAttempts(): Attempts {
  const strangers = createStrangers();
  return {
    async findWaiting(tx, login) {
      const { terminal } = tx.connection;
      const row = await findAccount(tx, login, terminal);
      const wait = secondsToWait(row ?? strangers.failuresOf(login, terminal), tx.now);
      if (wait > 0) throw refuse('signin.wait', { seconds: wait });
      return row;
    },
    async fail(tx, { row, login, code, why }) {
      if (row === undefined) strangers.note(login, tx.connection.terminal, tx.now);
      else await noteFailure(tx, row.account_id);
      return new Refusal(code, {}, why, row !== undefined);
    },
  };
}

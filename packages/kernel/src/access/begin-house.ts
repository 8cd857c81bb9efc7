import { createHash } from 'node:crypto';
import { type Command, defineCommand } from '../command/define.ts';
import { refuser } from '../command/refusal.ts';
import type { Power } from './actor.ts';
import type { Tx } from '../db/tx.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { people, units } from '../org/tables.ts';
import { BeginHouse, accessErrors } from './contract.ts';
import { activationCode } from './factors.ts';
import { accessPolicy } from './policy-table.ts';
import { accounts, settings } from './tables.ts';

const refuse = refuser(accessErrors);
/** An activation sheet is good for seven days. */
export const activationDays = 7;

/** Knows the set-up code printed at start; it is good for an hour. */
export interface SetupGate {
  readonly admits: (code: string, now: Date) => boolean;
}

/** The issue mark an activation code is derived from: it changes with each issue. */
export function issueOf(until: Date): string {
  return until.toISOString();
}

/** Invites an account: keeps the hash of a new activation code, which its printed sheet derives again. */
export async function inviteAccount(tx: Tx, keys: KeyRing, accountId: string): Promise<void> {
  const until = new Date(tx.now.getTime() + activationDays * 86_400_000);
  const hash = hashActivation(activationCode(keys, accountId, issueOf(until)));
  await tx.writeSql('select keep_account_secret($1, null, $2, $3)', [accountId, hash, until]);
}

export function hashActivation(code: string): string {
  return createHash('sha256')
    .update(code.toUpperCase().replace(/[^A-Z0-9]/g, ''))
    .digest('hex');
}

export async function readHouseState(tx: Pick<Tx, 'readSql'>): Promise<HouseState> {
  const rows = await tx.readSql<{ state: HouseState }>('select house_state() as state');
  return (
    rows[0]?.state ?? { units: 0, name: null, invited: 0, active: 0, activated: 0, waiting: [], settings: {} }
  );
}

/** The suite chosen at set-up (SEC-4): the international one until then. */
export async function readSuite(tx: Pick<Tx, 'readSql'>): Promise<'intl' | 'guomi'> {
  const { settings: known } = await readHouseState(tx);
  return known['house.suite'] === 'guomi' ? 'guomi' : 'intl';
}
export interface HouseState {
  readonly units: number;
  /** Name of the house: of its first unit. */
  readonly name: string | null;
  readonly invited: number;
  readonly active: number;
  /** Administrators who have activated their account at least once: three, and the house serves. */
  readonly activated: number;
  /** Who has not yet; empty once the house serves. */
  readonly waiting: readonly { readonly power: Power; readonly login: string }[];
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Set-up: the house, its first unit, and three administrators who are three persons (SEC-1). */
export function createBeginHouse(the: { readonly keys: KeyRing; readonly gate: SetupGate }): Command {
  return defineCommand({
    name: 'house.begin',
    title: { zh: '开始设置', en: 'Begin set-up' },
    input: BeginHouse,
    rule: accessPolicy['house.begin'],
    async load(tx, input) {
      if (!the.gate.admits(input.setupCode, tx.now)) throw refuse('setup.code.wrong');
      if ((await readHouseState(tx)).units > 0) throw refuse('setup.already.done');
      const distinct = (pick: (one: (typeof input.administrators)[number]) => string) =>
        new Set(input.administrators.map(pick)).size === 3;
      if (!distinct((one) => one.power) || !distinct((one) => one.login) || !distinct((one) => one.name)) {
        throw refuse('setup.three.persons');
      }
      return null;
    },
    async handle(tx, { input }) {
      const unitId = tx.newId();
      await tx.insert(units, {
        id: unitId,
        parent_id: null,
        path: unitId.replaceAll('-', ''),
        kind: input.house.kind,
        name: input.house.name,
        code: null,
        position: 0,
        started_on: tx.today,
        ended_on: null,
      });
      await tx.insert(settings, { id: tx.newId(), name: 'house.suite', value: input.house.suite });
      for (const one of input.administrators) {
        const personId = tx.newId();
        const accountId = tx.newId();
        await tx.insert(people, {
          id: personId,
          name: one.name,
          staff_no: null,
          unit_id: unitId,
          frozen_at: null,
          left_on: null,
        });
        await tx.insert(accounts, {
          id: accountId,
          person_id: personId,
          power: one.power,
          login: one.login,
          state: 'invited',
          language: 'zh',
          created_at: tx.now,
        });
        await inviteAccount(tx, the.keys, accountId);
      }
      return {
        subject: unitId,
        result: { accounts: input.administrators.map(({ power, login }) => ({ power, login })) },
      };
    },
  });
}

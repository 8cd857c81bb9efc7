import { z } from 'zod';
import { Login } from '../access/contract.ts';
import { proveByCode } from '../access/factors.ts';
import { checkPassword } from '../access/password.ts';
import { definePolicy, signedOut } from '../access/policy.ts';
import { findAccount, secondsToWait } from '../access/sign-in-attempts.ts';
import { type AccessTables, settings } from '../access/tables.ts';
import { readFactors, useFactor } from '../access/try-factor.ts';
import { type Command, defineCommand } from '../command/define.ts';
import { Refusal, refuser } from '../command/refusal.ts';
import { secret } from '../command/tier.ts';
import { tables } from '../db/table.ts';
import type { Tx } from '../db/tx.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { backupErrors } from './errors.ts';
import { unconfirmedSetting } from './restore-backup.ts';

const db = tables<AccessTables>();
const refuse = refuser(backupErrors);
const backupPolicy = definePolicy({ 'house.confirmRestore': signedOut() });

const Proof = z.object({
  login: Login,
  password: secret(z.string().min(1).max(128)),
  factorCode: secret(z.string().trim().min(6).max(40)),
});
export const ConfirmRestore = z.object({ proofs: z.array(Proof).length(2) });

/** Two of the three administrators confirm a restore with password and second factor (SEC-1). */
export function createConfirmRestore(keys: KeyRing): Command {
  return defineCommand({
    name: 'house.confirmRestore',
    title: { zh: '确认恢复', en: 'Confirm a restore' },
    input: ConfirmRestore,
    rule: backupPolicy['house.confirmRestore'],
    async load(tx) {
      const found = await tx.readOne(
        db.selectFrom('setting').select(['id', 'value']).where('name', '=', unconfirmedSetting),
      );
      // whoever asks without a restore learns nothing about anybody's password
      if (found === undefined || found.value === false) throw refuse('restore.none');
      return tx.lock(settings, found.id);
    },
    async handle(tx, { input, target }) {
      const accounts: string[] = [];
      for (const proof of input.proofs) accounts.push(await proveAdministrator(tx, keys, proof));
      if (new Set(accounts).size < accounts.length) throw refuse('restore.two.persons');
      await tx.update(settings, target, { value: false });
      return { subject: target.id, result: { confirmedBy: accounts } };
    },
  });
}

async function proveAdministrator(tx: Tx, keys: KeyRing, proof: z.output<typeof Proof>): Promise<string> {
  const { terminal } = tx.connection;
  const row = await findAccount(tx, proof.login, terminal);
  const isRight = await checkPassword(proof.password, row?.password_hash ?? null);
  const waits = secondsToWait(row, tx.now) > 0;
  if (row !== undefined && isRight && !waits && row.state === 'active' && row.power !== null && !row.frozen) {
    const factor = proveByCode({
      factors: await readFactors(tx, row.account_id),
      code: proof.factorCode,
      now: tx.now,
      keys,
    });
    if (factor !== null) {
      await useFactor(tx, factor);
      return row.account_id;
    }
  }
  if (row !== undefined)
    await tx.writeSql('select note_sign_in($1, $2, true, $3)', [row.account_id, terminal, tx.now]);
  throw new Refusal('restore.proof.failed', {}, `login ${proof.login}`, row !== undefined);
}

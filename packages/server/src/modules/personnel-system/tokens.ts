import { dayAfter } from '@fengni/schemes/term';
import { hashToken } from '@fengni/kernel/access/token';
import { type Command, type FileRoute, defineCommand, defineReading } from '@fengni/kernel/command/define';
import { Refusal, refuse as refuseKernel } from '@fengni/kernel/command/refusal';
import { invariant } from '@fengni/kernel/command/invariant';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import { owe, settle } from '@fengni/kernel/obligation/owe';
import { units } from '@fengni/kernel/org/tables';
import { MakeToken, RevokeToken, ShownToken, TokenCall } from './contract.ts';
import { isNetwork, liesIn } from './networks.ts';
import { personnelSystemFlows, personnelSystemPolicy } from './policy.ts';
import { renewDays, tokenDaysMax } from './rules.ts';
import { db, refuse } from './store.ts';
import { type PersonnelTokenRow, personnelTokens } from './tables.ts';

/** Milliseconds for which a token that was not used yet is shown. */
const showMs = 24 * 60 * 60_000;

/** The token: derived from the house's keys and its id, so that it can be shown again before its first use and is stored nowhere. */
function tokenText(keys: KeyRing, tokenId: string): string {
  const bytes = Buffer.from(keys.withhold(`personnel-token/${tokenId}`), 'hex');
  return `fpt_${bytes.toString('base64url')}`;
}

export function isShowable(
  row: Pick<PersonnelTokenRow, 'first_used_at' | 'revoked_at' | 'made_at'>,
  now: Date,
): boolean {
  return (
    row.first_used_at === null && row.revoked_at === null && now.getTime() - row.made_at.getTime() < showMs
  );
}

/**
 * The token in force a delivery comes with, locked. Who fails with a token that exists is on record; all failures are told
 * alike.
 */
export async function admitToken(tx: Tx, text: string): Promise<Locked<PersonnelTokenRow>> {
  const rows = await tx.readSql<{
    id: string;
    addresses: string[];
    expires_on: string;
    revoked: boolean;
  }>('select * from personnel_token_of($1)', [hashToken(text)]);
  const row = rows[0];
  if (row === undefined) throw refuse('personnel-system.token.refused');
  const why = row.revoked
    ? 'revoked'
    : row.expires_on < tx.today
      ? 'expired'
      : liesIn(tx.connection.terminal, row.addresses)
        ? null
        : 'address';
  if (why !== null) throw new Refusal('personnel-system.token.refused', {}, `token ${row.id}: ${why}`, true);
  const [locked] = await tx.lockNamed(personnelTokens, [row.id]);
  invariant(locked !== undefined, 'a token is never deleted');
  return locked;
}

export function createTokenCommands(the: { readonly keys: KeyRing }): readonly Command[] {
  const make = defineCommand({
    name: 'personnelToken.make',
    title: { zh: '开通人事系统接口', en: 'Let the personnel system deliver' },
    input: MakeToken,
    rule: personnelSystemPolicy['personnelToken.manage'],
    secondFactor: true,
    load: (tx, input) => tx.lock(units, input.unitId),
    unitPath: (unit) => unit.path,
    subjectNumber: (unit) => unit.name,
    parks({ input }) {
      const strange = input.addresses.find((one) => !isNetwork(one));
      if (strange !== undefined) throw refuse('personnel-system.address', { address: strange });
      return personnelSystemFlows.token;
    },
    snapshot: ({ input, target }) => ({
      name: input.name,
      unit: target.name,
      expiresOn: input.expiresOn,
      addresses: input.addresses,
    }),
    async handle(tx, { input, target: unit, actor }) {
      if (input.expiresOn <= tx.today || input.expiresOn > dayAfter(tx.today, tokenDaysMax))
        throw refuse('personnel-system.token.days', { days: tokenDaysMax });
      const id = tx.newId();
      await tx.insert(personnelTokens, {
        id,
        name: input.name,
        unit_id: unit.id,
        unit_path: unit.path,
        token_hash: hashToken(tokenText(the.keys, id)),
        addresses: input.addresses,
        made_at: tx.now,
        made_by: actor.personId,
        expires_on: input.expiresOn,
        first_used_at: null,
        last_used_at: null,
        revoked_at: null,
      });
      await owe(tx, {
        kind: 'personnel-system.renew',
        unitPath: unit.path,
        power: 'system',
        subject: { table: 'personnel_token', id, number: input.name },
        dueOn: input.expiresOn,
        remindOn: dayAfter(input.expiresOn, -renewDays),
      });
      return { subject: id, result: { tokenId: id } };
    },
  });

  /** Ends at once: taking a right away needs nobody's consent. */
  const revoke = defineCommand({
    name: 'personnelToken.revoke',
    title: { zh: '撤销人事系统接口令牌', en: 'Revoke a token of the personnel system' },
    input: RevokeToken,
    rule: personnelSystemPolicy['personnelToken.manage'],
    secondFactor: true,
    load: (tx, input) => tx.lock(personnelTokens, input.tokenId),
    subjectId: (token) => token.id,
    async handle(tx, { target: token, actor }) {
      if (token.revoked_at !== null) throw refuse('personnel-system.token.revoked');
      await tx.update(personnelTokens, token, { revoked_at: tx.now });
      await settle(tx, { kind: 'personnel-system.renew', subjectId: token.id, byId: actor.personId });
      return {};
    },
  });
  return [make, revoke];
}

export function createTokenFiles(the: { readonly keys: KeyRing }): readonly FileRoute[] {
  return [
    defineReading({
      name: 'personnelToken.show',
      title: { zh: '查看人事系统接口令牌', en: 'Show a token of the personnel system' },
      input: TokenCall,
      output: ShownToken,
      rule: personnelSystemPolicy['personnelToken.manage'],
      secondFactor: true,
      async read(tx, { input }) {
        const row = await tx.readOne(
          db
            .selectFrom('personnel_token')
            .select(['id', 'first_used_at', 'revoked_at', 'made_at'])
            .where('id', '=', input.tokenId),
        );
        if (row === undefined) throw refuseKernel('not.found');
        if (!isShowable(row, tx.now)) throw refuse('personnel-system.token.shown');
        return { told: { token: tokenText(the.keys, row.id) }, subject: row.id };
      },
    }),
  ];
}

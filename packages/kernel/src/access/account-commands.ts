import { type Command, defineCommand } from '../command/define.ts';
import { Refusal, refuser } from '../command/refusal.ts';
import { tables } from '../db/table.ts';
import type { Tx } from '../db/tx.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { people } from '../org/tables.ts';
import { inviteAccount } from './begin-house.ts';
import {
  AddTerminal,
  ChangePassword,
  CloseAccount,
  EndSession,
  EndTerminal,
  InviteAccount,
  ResetAccount,
  RestrictTerminals,
  SetLanguage,
  accessErrors,
} from './contract.ts';
import { directoryErrors } from './directory/contract.ts';
import { checkPassword, faultOfPassword, hashPassword } from './password.ts';
import { accessPolicy } from './policy-table.ts';
import { findOwnAccount, noteFailure } from './sign-in-attempts.ts';
import { type AccessTables, accounts, factors, sessions, settings, terminals } from './tables.ts';

const db = tables<AccessTables>();
const refuse = refuser(accessErrors);
const refuseOutside = refuser(directoryErrors);

/** Reset needs two of the three administrators (SEC-1): the system administrator asks, another consents. */
export const resetFlow = {
  id: 'account.reset',
  name: { zh: '重置账号', en: 'Reset of an account' },
  steps: [
    {
      duties: [],
      powers: ['security', 'audit'],
      count: 1,
      days: 1,
      must: 'handle',
      name: { zh: '另一名管理员同意', en: 'Consent of another administrator' },
    },
  ],
} as const;

export function createAccountCommands(keys: KeyRing): Command[] {
  const invite = defineCommand({
    name: 'account.invite',
    title: { zh: '开通账号', en: 'Invite an account' },
    input: InviteAccount,
    rule: accessPolicy['account.manage'],
    secondFactor: true,
    async load(tx, input) {
      const person = await tx.lock(people, input.personId);
      const former = await tx.readOne(
        db
          .selectFrom('account')
          .select('id')
          .where('person_id', '=', person.id)
          .where('power', 'is', null)
          .where('state', '=', 'closed'),
      );
      return { person, hadOne: former !== undefined };
    },
    subjectId: ({ person }) => person.id,
    subjectNumber: ({ person }) => person.name,
    // closing an account and inviting its person anew is a reset by another name, and needs as many (SEC-1)
    parks: ({ target }) => (target.hadOne ? resetFlow : null),
    snapshot: ({ input, target }) => ({ login: input.login, person: target.person.name }),
    async handle(tx, { input, target: { person } }) {
      const held = await tx.read(
        db.selectFrom('account').select(['login', 'person_id', 'power']).where('state', '<>', 'closed'),
      );
      if (held.some((one) => one.login === input.login))
        throw refuse('account.login.taken', { login: input.login });
      if (held.some((one) => one.person_id === person.id && one.power === null))
        throw refuse('account.exists');
      const accountId = tx.newId();
      await tx.insert(accounts, {
        id: accountId,
        person_id: person.id,
        power: null,
        login: input.login,
        state: 'invited',
        language: 'zh',
        created_at: tx.now,
      });
      await inviteAccount(tx, keys, accountId);
      return { result: { accountId } };
    },
  });

  const reset = defineCommand({
    name: 'account.reset',
    title: { zh: '重置账号', en: 'Reset an account' },
    input: ResetAccount,
    rule: accessPolicy['account.manage'],
    secondFactor: true,
    load: (tx, input) => tx.lock(accounts, input.accountId),
    subjectId: (account) => account.id,
    subjectNumber: (account) => account.login,
    parks: () => resetFlow,
    snapshot: ({ target }) => ({ login: target.login, state: target.state }),
    async handle(tx, { target: account, actor }) {
      if (account.state === 'closed') throw refuse('account.closed');
      if (account.id === actor.accountId) throw refuse('account.own');
      await tx.update(accounts, account, { state: 'invited' });
      const held = await tx.lockAll(factors, await idsOf('factor', account.id));
      await tx.updateAll(factors, held, { ended_at: tx.now });
      const open = await tx.lockAll(sessions, await idsOf('session', account.id));
      await tx.updateAll(sessions, open, { ended_at: tx.now });
      await inviteAccount(tx, keys, account.id);
      return {};

      async function idsOf(of: 'factor' | 'session', accountId: string): Promise<string[]> {
        const rows = await tx.read(
          db.selectFrom(of).select('id').where('account_id', '=', accountId).where('ended_at', 'is', null),
        );
        return rows.map((row) => row.id);
      }
    },
  });

  const changePassword = defineCommand({
    name: 'account.changePassword',
    title: { zh: '修改口令', en: 'Change password' },
    input: ChangePassword,
    rule: accessPolicy['session.own'],
    secondFactor: true,
    load: async () => null,
    async handle(tx, { input, actor }) {
      const mine = await findOwnAccount(tx, actor.login);
      if (mine.sign_in_by !== null) throw refuseOutside('account.outside.password');
      if (!(await checkPassword(input.current, mine.password_hash))) {
        await noteFailure(tx, actor.accountId);
        throw new Refusal('signin.failed', {}, 'current password', true);
      }
      const fault = faultOfPassword(input.next, actor.login);
      if (fault !== null) throw refuse(`password.${fault}`);
      await tx.writeSql('select keep_account_secret($1, $2, null, null)', [
        actor.accountId,
        await hashPassword(input.next),
      ]);
      // whoever knows the old one may be signed in elsewhere
      const open = await tx.read(
        db
          .selectFrom('session')
          .select('id')
          .where('account_id', '=', actor.accountId)
          .where('id', '<>', actor.sessionId)
          .where('kind', '<>', 'approval')
          .where('ended_at', 'is', null),
      );
      await tx.updateAll(
        sessions,
        await tx.lockAll(
          sessions,
          open.map((one) => one.id),
        ),
        { ended_at: tx.now },
      );
      return { subject: actor.accountId, result: { sessionsEnded: open.length } };
    },
  });

  return [invite, reset, changePassword, ...plainCommands];
}

const close = defineCommand({
  name: 'account.close',
  title: { zh: '停用账号', en: 'Close an account' },
  input: CloseAccount,
  rule: accessPolicy['account.manage'],
  secondFactor: true,
  load: (tx, input) => tx.lock(accounts, input.accountId),
  subjectId: (account) => account.id,
  async handle(tx, { target: account, actor }) {
    if (account.state === 'closed') throw refuse('account.closed');
    // the three administrators are replaced by reset, never by leaving a power empty
    if (account.power !== null || account.id === actor.accountId) throw refuse('account.own');
    const open = await tx.read(
      db
        .selectFrom('session')
        .select('id')
        .where('account_id', '=', account.id)
        .where('ended_at', 'is', null),
    );
    await tx.update(accounts, account, { state: 'closed' });
    await tx.updateAll(
      sessions,
      await tx.lockAll(
        sessions,
        open.map((one) => one.id),
      ),
      { ended_at: tx.now },
    );
    return {};
  },
});

const endSession = defineCommand({
  name: 'session.end',
  title: { zh: '强制下线', en: 'End a session' },
  input: EndSession,
  rule: accessPolicy['session.end'],
  load: (tx, input) => tx.lock(sessions, input.sessionId),
  subjectId: (session) => session.account_id,
  async handle(tx, { target }) {
    if (target.ended_at === null) await tx.update(sessions, target, { ended_at: tx.now });
    return {};
  },
});

const setLanguage = defineCommand({
  name: 'account.setLanguage',
  title: { zh: '选择语言', en: 'Choose the language' },
  input: SetLanguage,
  rule: accessPolicy['session.own'],
  load: (tx, _input, actor) => tx.lock(accounts, actor.accountId),
  async handle(tx, { input, target }) {
    await tx.update(accounts, target, { language: input.language });
    return {};
  },
});

const addTerminal = defineCommand({
  name: 'terminal.add',
  title: { zh: '登记终端', en: 'Register a terminal' },
  input: AddTerminal,
  rule: accessPolicy['terminal.manage'],
  secondFactor: true,
  load: async () => null,
  async handle(tx, { input }) {
    const id = tx.newId();
    await tx.insert(terminals, { id, ...input, unit_id: null, ended_on: null });
    return { subject: id, result: { terminalId: id } };
  },
});

/** Where terminals are restricted, nobody goes on at one that may not be used any more. */
async function endSessionsElsewhere(tx: Tx, changedId: string): Promise<number> {
  const rows = await tx.writeSql<{ ended: number }>('select end_sessions_elsewhere($1, $2) as ended', [
    changedId,
    tx.now,
  ]);
  return rows[0]?.ended ?? 0;
}

const endTerminal = defineCommand({
  name: 'terminal.end',
  title: { zh: '注销终端', en: 'End a terminal' },
  input: EndTerminal,
  rule: accessPolicy['terminal.manage'],
  secondFactor: true,
  load: (tx, input) => tx.lock(terminals, input.terminalId),
  async handle(tx, { target }) {
    await tx.update(terminals, target, { ended_on: tx.today });
    return { subject: target.id, result: { sessionsEnded: await endSessionsElsewhere(tx, target.id) } };
  },
});

const restrictTerminals = defineCommand({
  name: 'terminal.restrict',
  title: { zh: '限定登录终端', en: 'Restrict terminals' },
  input: RestrictTerminals,
  rule: accessPolicy['terminal.manage'],
  secondFactor: true,
  async load(tx) {
    const row = await tx.readOne(
      db.selectFrom('setting').select('id').where('name', '=', 'terminals.restricted'),
    );
    return row === undefined ? null : tx.lock(settings, row.id);
  },
  async handle(tx, { input, target }) {
    const id = target?.id ?? tx.newId();
    if (target !== null) await tx.update(settings, target, { value: input.restricted });
    else await tx.insert(settings, { id, name: 'terminals.restricted', value: input.restricted });
    tx.grant([id]);
    return { result: { sessionsEnded: await endSessionsElsewhere(tx, id) } };
  },
});

const plainCommands = [close, endSession, setLanguage, addTerminal, endTerminal, restrictTerminals];

import { z } from 'zod';
import { type LoadTx, defineQuery } from '../command/define.ts';
import { tables } from '../db/table.ts';
import type { OrgTables } from '../org/tables.ts';
import { readPage } from '../register/page.ts';
import { AccountList, AccountListQuery, MyAccess, SessionList, TerminalList } from './contract.ts';
import { accessPolicy } from './policy-table.ts';
import type { AccessTables } from './tables.ts';

const db = tables<AccessTables & OrgTables>();
const accountRowsMax = 50;
const sessionRowsMax = 200;

const accountList = defineQuery({
  name: 'account.list',
  title: { zh: '账号', en: 'Accounts' },
  input: AccountListQuery,
  output: AccountList,
  rule: accessPolicy['account.read'],
  async run(tx, { input }) {
    let query = db
      .selectFrom('account as a')
      .innerJoin('person as p', 'p.id', 'a.person_id')
      .innerJoin('unit as u', 'u.id', 'p.unit_id')
      .select([
        'a.id',
        'a.login',
        'a.power',
        'a.state',
        'a.created_at',
        'p.name as person',
        'u.name as unit',
        'p.frozen_at',
        'a.sign_in_by',
        'a.outside_name',
      ]);
    if (input.by !== null) {
      query = query.where(
        'a.sign_in_by',
        input.by === 'password' ? 'is' : '=',
        input.by === 'password' ? null : input.by,
      );
    }
    if (input.search !== '') {
      query = query.where((eb) =>
        eb.or([eb('a.login', 'ilike', `%${input.search}%`), eb('p.name', 'ilike', `%${input.search}%`)]),
      );
    }
    const page = await readPage(tx, query, {
      keys: ['a.login', 'a.id'],
      types: ['text', 'uuid'],
      direction: 'asc',
      after: input.after,
      rowsMax: accountRowsMax,
    });
    const rows = page.rows.map((row) => ({
      id: row.id,
      login: row.login,
      person: row.person,
      unit: row.unit,
      power: row.power,
      state: row.state,
      frozen: row.frozen_at !== null,
      signInBy: row.sign_in_by ?? ('password' as const),
      outsideName: row.outside_name ?? null,
      createdAt: row.created_at.toISOString(),
    }));
    return { rows, next: page.next };
  },
});

async function openSessions(tx: LoadTx, mySessionId: string, ofAccount: string | null) {
  let query = db
    .selectFrom('session as s')
    .innerJoin('account as a', 'a.id', 's.account_id')
    .innerJoin('person as p', 'p.id', 's.person_id')
    .select(['s.id', 's.terminal', 's.started_at', 's.factor_at', 'a.login', 'p.name as person'])
    .where('s.ended_at', 'is', null)
    .where('s.kind', '<>', 'approval')
    .orderBy('s.started_at', 'desc')
    .limit(sessionRowsMax);
  if (ofAccount !== null) query = query.where('s.account_id', '=', ofAccount);
  return (await tx.read(query)).map((row) => ({
    id: row.id,
    login: row.login,
    person: row.person,
    terminal: row.terminal,
    startedAt: row.started_at.toISOString(),
    factorAt: row.factor_at?.toISOString() ?? null,
    mine: row.id === mySessionId,
  }));
}

const sessionList = defineQuery({
  name: 'session.list',
  title: { zh: '在线会话', en: 'Open sessions' },
  input: z.object({}),
  output: SessionList,
  rule: accessPolicy['session.read'],
  run: async (tx, { actor }) => ({ rows: await openSessions(tx, actor.sessionId, null) }),
});

const myAccess = defineQuery({
  name: 'account.mine',
  title: { zh: '我的账号', en: 'My access' },
  input: z.object({}),
  output: MyAccess,
  rule: accessPolicy['session.own'],
  async run(tx, { actor }) {
    const held = await tx.read(
      db
        .selectFrom('factor')
        .select(['id', 'kind', 'name', 'created_at'])
        .where('account_id', '=', actor.accountId)
        .where('ended_at', 'is', null)
        .orderBy('created_at'),
    );
    const mine = await tx.readOne(
      db.selectFrom('account').select('sign_in_by').where('id', '=', actor.accountId),
    );
    return {
      login: actor.login,
      signInBy: mine?.sign_in_by ?? ('password' as const),
      language: actor.language,
      factors: held.map((one) => ({
        id: one.id,
        kind: one.kind,
        name: one.name,
        createdAt: one.created_at.toISOString(),
      })),
      sessions: await openSessions(tx, actor.sessionId, actor.accountId),
    };
  },
});

const terminalList = defineQuery({
  name: 'terminal.list',
  title: { zh: '登记终端', en: 'Registered terminals' },
  input: z.object({}),
  output: TerminalList,
  rule: accessPolicy['terminal.read'],
  async run(tx) {
    const rows = await tx.read(
      db
        .selectFrom('terminal')
        .select(['id', 'name', 'kind', 'value'])
        .where('ended_on', 'is', null)
        .orderBy('name'),
    );
    const setting = await tx.readOne(
      db.selectFrom('setting').select('value').where('name', '=', 'terminals.restricted'),
    );
    return { restricted: setting?.value === true, rows };
  },
});

export const accessQueries = [accountList, sessionList, myAccess, terminalList];

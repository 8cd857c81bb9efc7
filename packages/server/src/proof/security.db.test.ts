// What an attacker tries first, each with the door that is meant to be shut (DESIGN §4, §5).
import { createHash, randomUUID } from 'node:crypto';
import { hashActivation } from '@fengni/kernel/access/begin-house';
import { byteText, totpCode } from '@fengni/kernel/access/factors';
import { hashPassword } from '@fengni/kernel/access/password';
import { accounts, factors } from '@fengni/kernel/access/tables';
import { hashToken, newToken } from '@fengni/kernel/access/token';
import { canonicalText } from '@fengni/kernel/command/canonical';
import { Refusal } from '@fengni/kernel/command/refusal';
import { runCommand } from '@fengni/kernel/command/run';
import { runQuery } from '@fengni/kernel/command/run-query';
import { type TestClock, type TestDatabase, createTestDatabase } from '@fengni/kernel/testkit/database';
import { type World, createWorld, refused, testTerminal, textOf } from '@fengni/kernel/testkit/world';
import { Secret } from 'otpauth';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { composeTestRegistry, testRootKey } from '../registry/test-registry.ts';

const registry = composeTestRegistry();
const clock: TestClock = { now: new Date('2026-11-22T02:00:00Z') };
const password = 'riverside-lantern-42';
const seed = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const seedBytes = Buffer.from(Secret.fromBase32(seed).bytes);
const Made = z.object({ carrierId: z.string(), copies: z.array(z.object({ copyId: z.string() })) });
const mark = { scheme: 'cn-state-secret', level: 'JIMI', validity: { kind: 'duration', years: 5 } };
let database: TestDatabase;
let w: World;
let officer: string;
let registerId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  w = await createWorld({ database, registry, clock, rootKey: testRootKey });
  for (const power of ['system', 'security', 'audit'] as const)
    await giveSecrets(await accountOf(await w.administrator(power)));
  officer = await w.as('officer', 'north');
  const opened = { unitId: w.units.north.id, kind: 'carrier', name: '涉密文件台账（样例）' };
  registerId = textOf(await w.done(officer, 'register.open', opened), 'registerId');
});
// codes of a generator count once: each test begins in another half minute, with a factor just shown
beforeEach(async () => {
  clock.now = new Date(clock.now.getTime() + 60_000);
  await w.fixture(async (tx) => {
    const ids = (await sql<{ id: string }>('select id from session where ended_at is null')).map(
      (row) => row.id,
    );
    tx.grant(ids);
    await tx.writeSql('update session set factor_at = $2 where id = any($1)', [ids, clock.now]);
  });
});
afterAll(async () => {
  expect(w.kernel.faults).toEqual([]);
  await database.close();
});

async function sql<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  return database.asOwner(async (client) => (await client.query<Row>(text, values)).rows);
}
interface AccountRow {
  id: string;
  login: string;
}
async function accountOf(session: string): Promise<AccountRow> {
  const [row] = await sql<AccountRow>(
    'select a.id, a.login from account a join session s on s.account_id = a.id where s.token_hash = $1',
    [session],
  );
  if (row === undefined) throw new Error('a session has an account');
  return row;
}
/** The password and the code generator of these tests. */
async function giveSecrets({ id }: AccountRow): Promise<void> {
  const hash = await hashPassword(password);
  await w.fixture(async (tx) => {
    await tx.writeSql('select keep_account_secret($1, $2, null, null)', [id, hash]);
    await tx.insert(factors, {
      id: tx.newId(),
      account_id: id,
      kind: 'totp',
      name: 'TOTP',
      secret: byteText(w.kernel.keys.sealSecret(seedBytes)),
      counter: 0,
      created_at: clock.now,
      ended_at: null,
    });
  });
}
async function newcomer(name: string): Promise<AccountRow & { session: string; personId: string }> {
  const { id: personId } = await w.person(name, 'north');
  const session = await w.signIn(personId);
  const account = await accountOf(session);
  await giveSecrets(account);
  return { ...account, session, personId };
}
const code = () => totpCode(seedBytes, clock.now);
const signIn = (input: { login: string; password?: string; factorCode?: string }) =>
  runCommand(w.kernel, {
    name: 'session.signIn',
    commandId: randomUUID(),
    input: { password, factorCode: code(), ...input },
    sessionHash: '',
    terminal: testTerminal,
    newToken: newToken(),
  });
const register = async (session: string, more: object = {}) =>
  Made.parse(
    await w.done(session, 'carrier.register', {
      registerId,
      medium: 'paper',
      mark,
      title: '年度方案（样例）',
      ...more,
    }),
  );

test('the seed of a code generator is nowhere in the log, nor in what a command leaves behind', async () => {
  const { id: personId } = await w.person('新人', 'north');
  const accountId = w.kernel.newId();
  const activationCode = 'ABCD-EFGH-JKLM-NPQR';
  await w.fixture(async (tx) => {
    await tx.insert(accounts, {
      id: accountId,
      person_id: personId,
      power: null,
      login: 'xinren',
      state: 'invited',
      language: 'zh',
      created_at: clock.now,
    });
    const until = new Date(clock.now.getTime() + 86_400_000);
    await tx.writeSql('select keep_account_secret($1, null, $2, $3)', [
      accountId,
      hashActivation(activationCode),
      until,
    ]);
  });
  const factorCode = code();
  const input = {
    login: 'xinren',
    activationCode,
    password,
    factor: { kind: 'totp', secret: seed, code: factorCode },
  };
  expect(await w.run('', 'account.activate', input)).toMatchObject({ kind: 'done' });
  const rows = await sql<{ details: string }>(
    `select d.details || coalesce(r.outcome::text, '') as details from log_detail d left join command_run r on r.entry_id = d.entry_id
     where d.command = 'account.activate'`,
  );
  expect(rows).toHaveLength(1);
  for (const kept of [seed, factorCode, password, activationCode])
    expect(rows[0]?.details).not.toContain(kept);
  // the code on the sheet does not activate twice
  expect(await w.run('', 'account.activate', { ...input, password: 'another-lantern-43' })).toMatchObject(
    refused('activation.failed'),
  );
});

test('what identifies a command is no hash to guess its password or title by', async () => {
  const { login } = await newcomer('散列');
  const input = { login, password, factorCode: code() };
  expect(await signIn(input)).toMatchObject({ kind: 'done' });
  const plain = createHash('sha256').update(canonicalText(input)).digest();
  const found = await sql(`select from command_run where input_hash = $1`, [plain]);
  expect(found).toEqual([]);
});

test('guessing the second factor in an open session is slowed, and the right code waits too', async () => {
  const { session } = await newcomer('猜码');
  const prove = (factorCode: string) => w.run(session, 'session.proveFactor', { factorCode });
  for (let i = 0; i < 4; i += 1) expect(await prove('000000')).toMatchObject(refused('factor.failed'));
  expect(await prove(code())).toMatchObject(refused('signin.wait'));
  clock.now = new Date(clock.now.getTime() + 10_000);
  expect(await prove(code())).toMatchObject({ kind: 'done' });
  // the same code again
  expect(await prove(code())).toMatchObject(refused('factor.failed'));
});

async function attempts(login: string) {
  const told = [];
  for (let i = 0; i < 6; i += 1) told.push(await signIn({ login, password: 'not-the-password' }));
  return told;
}
test('a login nobody has is refused as a real one is, and waits as long', async () => {
  const { login } = await newcomer('枚举');
  const atReal = await attempts(login);
  const atNone = await attempts('meiyouzhege');
  expect(atNone).toEqual(atReal);
  expect(atReal.at(-1)).toMatchObject(refused('signin.wait'));
});

test('many guesses at the same moment are not more guesses', async () => {
  const { login } = await newcomer('并发');
  const told = await Promise.all(
    Array.from({ length: 8 }, () => signIn({ login, password: 'not-the-password' })),
  );
  const tried = told.filter((one) => one.kind === 'refused' && one.code === 'signin.failed');
  expect(tried.length).toBeGreaterThan(0);
  expect(tried.length).toBeLessThanOrEqual(4);
  expect(told.every((one) => one.kind === 'refused')).toBe(true);
});

test('a new password ends every other session; guessing the old one is slowed', async () => {
  const { session, personId, login } = await newcomer('换口令');
  const elsewhere = await w.signIn(personId);
  const change = (current: string) =>
    w.run(session, 'account.changePassword', { current, next: 'another-lantern-43' });
  expect(await change(password)).toMatchObject({ kind: 'done', result: { sessionsEnded: 1 } });
  await expect(w.query(elsewhere, 'account.mine')).rejects.toMatchObject({ code: 'signed.out' });
  expect(await w.query(session, 'account.mine')).toMatchObject({ login });
  for (let i = 0; i < 4; i += 1) expect(await change('guess')).toMatchObject(refused('signin.failed'));
  expect(await change('another-lantern-43')).toMatchObject(refused('signin.wait'));
});

test('closing an account and inviting its person anew needs a second administrator, as a reset does', async () => {
  const { id, personId } = await newcomer('顶替');
  const system = await w.administrator('system');
  await w.done(system, 'account.close', { accountId: id, reason: '离岗' });
  const invited = await w.run(system, 'account.invite', { personId, login: 'dingti' });
  expect(invited).toMatchObject({ kind: 'parked' });
  if (invited.kind !== 'parked') throw new Error('it was parked');
  expect(await sql(`select from account where login = 'dingti'`)).toEqual([]);
  const decision = { approvalId: invited.approvalId, verdict: 'consent', openedAt: clock.now.toISOString() };
  expect(await w.run(system, 'approval.decide', decision)).toMatchObject(refused('approval.own'));
  expect(await w.run(await w.administrator('security'), 'approval.decide', decision)).toMatchObject({
    kind: 'done',
    result: { state: 'done' },
  });
  expect(await sql(`select from account where login = 'dingti'`)).toHaveLength(1);
});

test('nobody clears himself: not the security administrator either', async () => {
  const security = await w.administrator('security');
  const input = {
    personId: w.personOf(security),
    grade: 'CORE',
    schemes: ['cn-state-secret'],
    decidedOn: '2026-11-01',
  };
  expect(await w.run(security, 'org.setClearance', input)).toMatchObject(refused('org.clearance.self'));
});

test('the session of a parked command is nobody from outside', async () => {
  const { personId, id } = await newcomer('申请人');
  const system = await w.administrator('system');
  const parked = await w.run(system, 'account.reset', { accountId: id, reason: '忘记口令' });
  if (parked.kind !== 'parked') throw new Error('a reset is parked');
  const token = hashToken(w.kernel.keys.approvalToken(parked.approvalId));
  expect(await sql('select from session where token_hash = $1 and ended_at is null', [token])).toHaveLength(
    1,
  );
  await expect(w.query(token, 'account.list')).rejects.toMatchObject({ code: 'signed.out' });
  expect(await w.run(token, 'account.invite', { personId, login: 'waibu' })).toMatchObject(
    refused('signed.out'),
  );
});

test('who reads the log cannot confirm a guess of a title by having his guess logged', async () => {
  const clerk = await w.as('document-clerk', 'north');
  const title = '某地年度部署方案（样例）';
  const { carrierId } = await register(clerk, { title });
  const digestOf = async () =>
    z.object({ title: z.object({ withheld: z.string() }) }).parse((await w.lastEntry()).details['input'])
      .title.withheld;
  const first = await digestOf();
  const auditor = await w.administrator('audit');
  const guess = { registerId, medium: 'paper', mark, title };
  expect(await w.run(auditor, 'carrier.register', guess)).toMatchObject(refused('not.found'));
  expect(await digestOf()).not.toBe(first);
  // nor by hashing the row itself: titles and scopes bear a salt
  const [row] = await sql<{ kept: string; guessed: string }>(
    `select l.row_hash as kept, row_hash(to_jsonb(m) - 'salt') as guessed from carrier_matter m
     join log_row l on l.row_id = m.id and l.table_name = 'carrier_matter' where m.id = $1`,
    [carrierId],
  );
  expect(row?.kept).toMatch(/^[0-9a-f]{64}$/);
  expect(row?.kept).not.toBe(row?.guessed);
  const scopes = await sql<{ salt: string }>(
    'select salt::text as salt from carrier_scope where carrier_id = $1',
    [carrierId],
  );
  expect(scopes).toHaveLength(1);
});

test('what is typed beside a carrier is withheld from the auditor: it may tell what is in it', async () => {
  const { carrierId } = await register(officer);
  const missing = { copyId: (await register(officer)).copies[0]?.copyId, note: '夹在部署方案里' };
  await w.done(officer, 'copy.reportMissing', missing);
  await w.run(officer, 'carrier.widenScope', {
    carrierId,
    add: { personIds: [w.personOf(officer)] },
    reason: '起草部署方案',
  });
  const kept = await sql(`select from log_detail where details like '%部署方案%'`);
  expect(kept).toEqual([]);
});

test('who only handles learns nothing of the scope by naming deputy readers', async () => {
  const knower = await newcomer('知悉人');
  const stranger = await newcomer('局外人');
  await w.clear(w.personOf(officer), 'cn-state-secret', 2);
  for (const one of [knower, stranger]) await w.clear(one.personId, 'cn-state-secret', 2);
  const { copies, carrierId } = await register(officer, { scope: { personIds: [knower.personId] } });
  await w.done(officer, 'circulation.start', { copyId: copies[0]?.copyId, readerIds: [knower.personId] });
  const [reader] = await sql<{ id: string }>('select id from circulation_reader where carrier_id = $1', [
    carrierId,
  ]);
  const clerk = await w.as('document-clerk', 'north');
  const pass = (deputyId: string | null) =>
    w.run(clerk, 'circulation.pass', { readerId: reader?.id, deputyId });
  const [asKnower, asStranger] = [await pass(w.personOf(officer)), await pass(stranger.personId)];
  expect(asKnower).toMatchObject(refused('circulation.deputy.unknown'));
  expect(asStranger).toMatchObject(refused('circulation.deputy.unknown'));
  expect(await pass(null)).toMatchObject({ kind: 'done' });
});

test('an approved loan is not handed to who has been frozen since', async () => {
  const borrower = await newcomer('借阅人');
  await w.clear(borrower.personId, 'cn-state-secret', 2);
  const { copies } = await register(officer, { scope: { personIds: [borrower.personId] } });
  const asked = await w.run(borrower.session, 'loan.borrow', {
    copyId: copies[0]?.copyId,
    dueOn: '2026-11-25',
    reason: '查阅',
  });
  if (asked.kind !== 'parked') throw new Error('a loan is parked');
  const leader = await w.as('unit-leader', 'north');
  const decision = { approvalId: asked.approvalId, verdict: 'consent', openedAt: clock.now.toISOString() };
  const decided = await w.done(leader, 'approval.decide', decision);
  const { loanId } = z.object({ ran: z.object({ result: z.object({ loanId: z.string() }) }) }).parse(decided)
    .ran.result;
  await w.done(officer, 'org.freezePerson', { personId: borrower.personId, reason: '调查' });
  expect(await w.run(officer, 'loan.handOut', { loanId })).toMatchObject(refused('carrier.scope.lacking'));
});

test('a post that opens a scope is not given for a later day, since it would open at once', async () => {
  const { personId } = await newcomer('待任');
  const postId = textOf(
    await w.done(officer, 'org.addPost', { unitId: w.units.north.id, name: '综合岗' }),
    'postId',
  );
  expect(await w.run(officer, 'org.assignPost', { personId, postId, startedOn: '2026-12-01' })).toMatchObject(
    refused('org.date.future'),
  );
});

test('U+0000 is refused as input, everywhere, and is no fault of the program', async () => {
  const input = { registerId, medium: 'paper', mark, title: 'a\0b' };
  expect(await w.run(officer, 'carrier.register', input)).toMatchObject(refused('input.invalid'));
  await expect(w.query(officer, 'scan.find', { text: 'a\0b' })).rejects.toMatchObject({
    code: 'input.invalid',
  });
  // a backslash that only looks like one
  expect(await w.run(officer, 'carrier.register', { ...input, title: String.raw`a\u0000b` })).toMatchObject({
    kind: 'done',
  });
});

test('an id that names nothing is not found, and is no fault of the program', async () => {
  const nobody = w.kernel.newId();
  const input = { registerId, medium: 'paper', mark, title: '样例' };
  expect(await w.run(officer, 'carrier.register', { ...input, keeperId: nobody })).toMatchObject(
    refused('not.found'),
  );
  expect(
    await w.run(officer, 'carrier.register', { ...input, scope: { personIds: [nobody] } }),
  ).toMatchObject(refused('not.found'));
});

const cursorOf = (keys: readonly string[]) => Buffer.from(JSON.stringify(keys)).toString('base64url');
const id = '11111111-2222-4333-8444-555555555555';
const tampered = [
  ['2026-02-30 02:00:00+00', id],
  ['2026-13-45 02:00:00+00', id],
  ['2026-11-22 99:00:00+00', id],
  ['yesterday', id],
  ['2026-11-22 02:00:00+00', 'no-id'],
  ['a\0b', id],
  ['\ud800', id],
  ['99999999999', '2026-11-22 02:00:00+00', id],
  [],
  [id],
];
const paged = [...registry.queries.values()].filter(
  (one) => 'after' in (z.toJSONSchema(one.input, { io: 'input' }).properties ?? {}),
);
test.each(paged.map((one) => one.name))('%s: a cursor that was tampered with leads nowhere', async (name) => {
  const sessions = [officer, await w.administrator('audit'), await w.administrator('system')];
  for (const sessionHash of sessions) {
    for (const keys of tampered) {
      for (const sort of ['newest', 'number', 'level', 'state']) {
        const input = { after: cursorOf(keys), registerId, sort };
        const answer = runQuery(w.kernel, { name, input, sessionHash, terminal: testTerminal });
        // told or refused; what is neither is a fault
        await answer.catch((error: unknown) => expect(error).toBeInstanceOf(Refusal));
      }
    }
  }
});

// the log keeps a hash of each row that is written: of these it must not be one that can be guessed
test.each(['carrier_matter', 'carrier_scope', 'approval_matter'])(
  '%s: rows of the know tier bear a salt',
  async (table) => {
    const found = await sql(
      `select from information_schema.columns where table_name = $1 and column_name = 'salt'
     and is_nullable = 'NO' and column_default = 'gen_random_uuid()'`,
      [table],
    );
    expect(found).toHaveLength(1);
  },
);

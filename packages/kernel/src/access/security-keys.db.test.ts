// USB security keys as a second factor (DESIGN §4): every way in is tried with a key in software.
import { randomUUID } from 'node:crypto';
import { Secret } from 'otpauth';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createApprovalModule } from '../approval/approval-module.ts';
import { type Registry, createRegistry } from '../command/registry.ts';
import { runCommand } from '../command/run.ts';
import { createKeyRing } from '../keys/key-ring.ts';
import { createSecretBox } from '../keys/secret-box.ts';
import { orgModule } from '../org/org-module.ts';
import { type TestClock, type TestDatabase, createTestDatabase } from '../testkit/database.ts';
import { SoftKey, type Touch } from '../testkit/soft-key.ts';
import { type World, createWorld, refused, testTerminal } from '../testkit/world.ts';
import { createAccessModule } from './access-module.ts';
import { hashActivation } from './begin-house.ts';
import { FactorOffer, KeyCreation, MyAccess } from './contract.ts';
import { byteText, totpCode } from './factors.ts';
import { hashPassword } from './password.ts';
import { accounts, factors } from './tables.ts';
import { newToken } from './token.ts';

const origin = 'https://fengni.example';
const password = 'riverside-lantern-42';
const seed = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const seedBytes = Buffer.from(Secret.fromBase32(seed).bytes);
const rootKey = Buffer.alloc(32, 7);
const keys = createKeyRing(rootKey, createSecretBox(rootKey));
const registry: Registry = createRegistry([
  createAccessModule({ keys, gate: { admits: () => false } }),
  createApprovalModule({ find: (name) => registry.commands.get(name), keys }),
  orgModule,
]);
const clock: TestClock = { now: new Date('2026-11-22T02:00:00Z') };
let database: TestDatabase;
let w: World;

beforeAll(async () => {
  database = await createTestDatabase();
  w = await createWorld({ database, registry, clock, rootKey });
  for (const power of ['system', 'security', 'audit'] as const)
    await giveSecrets((await accountOf(await w.administrator(power))).id);
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
async function accountOf(session: string): Promise<{ id: string; login: string }> {
  const [row] = await sql<{ id: string; login: string }>(
    'select a.id, a.login from account a join session s on s.account_id = a.id where s.token_hash = $1',
    [session],
  );
  if (row === undefined) throw new Error('a session has an account');
  return row;
}
async function giveSecrets(accountId: string): Promise<void> {
  const hash = await hashPassword(password);
  await w.fixture(async (tx) => {
    await tx.writeSql('select keep_account_secret($1, $2, null, null)', [accountId, hash]);
    await tx.insert(factors, {
      id: tx.newId(),
      account_id: accountId,
      kind: 'totp',
      name: 'TOTP',
      secret: byteText(keys.sealSecret(seedBytes)),
      counter: 0,
      created_at: clock.now,
      ended_at: null,
    });
  });
}

interface At {
  readonly session?: string;
  readonly origin?: string;
  readonly terminal?: string;
}
const run = (name: string, input: unknown, at: At = {}) =>
  runCommand(w.kernel, {
    name,
    commandId: randomUUID(),
    input,
    sessionHash: at.session ?? '',
    terminal: at.terminal ?? testTerminal,
    newToken: newToken(),
    origin: at.origin ?? origin,
  });
async function resultOf(name: string, input: unknown, at: At = {}) {
  const outcome = await run(name, input, at);
  if (outcome.kind !== 'done') throw new Error(`${name}: ${JSON.stringify(outcome)}`);
  return outcome.result;
}
const offerOf = async (name: string, input: unknown, at: At = {}) =>
  FactorOffer.parse((await resultOf(name, input, at))['offer']);
const creationOf = async (name: string, input: unknown, at: At = {}) =>
  KeyCreation.parse(await resultOf(name, input, at)).options;

interface Owner {
  readonly id: string;
  readonly login: string;
  readonly session: string;
  readonly personId: string;
}
async function newcomer(name: string): Promise<Owner> {
  const { id: personId } = await w.person(name, 'north');
  const session = await w.signIn(personId);
  const account = await accountOf(session);
  await giveSecrets(account.id);
  return { ...account, session, personId };
}
async function enrol({ session }: Owner, key: SoftKey, name = '办公室密钥') {
  const options = await creationOf('account.beginSecurityKey', {}, { session });
  const registration = key.register(options, { origin });
  return resultOf('account.addSecurityKey', { name, registration }, { session });
}
async function ownerOf(name: string): Promise<Owner & { key: SoftKey }> {
  const owner = await newcomer(name);
  const key = new SoftKey();
  await enrol(owner, key);
  return { ...owner, key };
}
async function begin({ login }: Pick<Owner, 'login'>, at: At = {}) {
  const { key } = await offerOf('session.beginSignIn', { login, password }, at);
  if (key === null) throw new Error('a key is asked');
  return key;
}
/** Signs in with a key that does something of its own. */
async function enter(owner: Owner & { key: SoftKey }, touch: Partial<Touch> = {}) {
  const assertion = owner.key.assert(await begin(owner), { origin, ...touch });
  return run('session.signIn', { login: owner.login, password, assertion });
}
const sessionsOf = async (accountId: string) =>
  (await sql('select from session where account_id = $1 and ended_at is null', [accountId])).length;

test('a key is registered under another factor, then signs in, and proves a session anew', async () => {
  const owner = await newcomer('持钥');
  const key = new SoftKey();
  await enrol(owner, key);
  const mine = MyAccess.parse(await w.query(owner.session, 'account.mine'));
  expect(mine.factors.map(({ kind, name }) => [kind, name])).toEqual([
    ['totp', 'TOTP'],
    ['webauthn', '办公室密钥'],
  ]);

  const offer = await offerOf('session.beginSignIn', { login: owner.login, password });
  expect(offer).toMatchObject({
    kinds: ['webauthn', 'totp'],
    key: {
      rpId: 'fengni.example',
      userVerification: 'discouraged',
      allowCredentials: [{ transports: ['usb'] }],
    },
    keyHosts: [],
  });
  const before = await sessionsOf(owner.id);
  expect(await enter({ ...owner, key })).toMatchObject({ kind: 'done' });
  expect(await sessionsOf(owner.id)).toBe(before + 1);

  clock.now = new Date(clock.now.getTime() + 10 * 60_000);
  const { session } = owner;
  expect(await run('account.makeCodeSheet', {}, { session })).toMatchObject(
    refused('second.factor.required'),
  );
  const asked = await offerOf('session.beginProof', {}, { session });
  if (asked.key === null) throw new Error('the key is asked');
  const assertion = key.assert(asked.key, { origin });
  expect(await run('session.proveFactor', { assertion }, { session })).toMatchObject({ kind: 'done' });
  expect(await run('account.makeCodeSheet', {}, { session })).toMatchObject({ kind: 'done' });
  // a code is as good as before
  const factorCode = totpCode(seedBytes, clock.now);
  expect(await run('session.proveFactor', { factorCode }, { session })).toMatchObject({ kind: 'done' });
});

test('the log says that a key was registered and by whom, and keeps nothing of what the key answered', async () => {
  const owner = await newcomer('留痕');
  const key = new SoftKey();
  await enrol(owner, key);
  const entry = await w.lastEntry();
  expect(entry).toMatchObject({ command: 'account.addSecurityKey', outcome: 'done', subjectId: owner.id });
  expect(entry.details['input']).toEqual({ name: '办公室密钥', registration: { secret: true } });
  expect(entry.rows.map((row) => row.table)).toEqual(['factor']);
  expect(await enter({ ...owner, key })).toMatchObject({ kind: 'done' });
  expect((await w.lastEntry()).details['input']).toMatchObject({ assertion: { secret: true } });
  const [row] = await sql<{ secret: Buffer; credential_hash: string }>(
    `select secret, credential_hash from factor where account_id = $1 and kind = 'webauthn'`,
    [owner.id],
  );
  expect(row?.secret.includes(key.id.toString('base64url'))).toBe(false);
  expect(row?.credential_hash).toMatch(/^[0-9a-f]{64}$/);
});

test.each<[string, Partial<Touch>, RegExp]>([
  ['a page of another origin', { origin: 'https://fengni.example.attacker.example' }, /response origin/],
  ['another port', { origin: 'https://fengni.example:8443' }, /response origin/],
  ['a key that signs for another host', { rpId: 'attacker.example' }, /RP ID hash/],
  ['nobody touching the key', { userPresent: false }, /not present/],
])('%s does not sign in, and counts as a failed attempt', async (_, touch, why) => {
  const owner = await ownerOf('冒用');
  expect(await enter(owner, touch)).toMatchObject(refused('signin.failed'));
  const entry = await w.lastEntry();
  expect(entry).toMatchObject({ command: 'session.signIn', outcome: 'denied' });
  expect(entry.details['reason']).toMatch(why);
  const failures = await sql<{ failed_count: number }>(
    'select failed_count from sign_in_failure where account_id = $1',
    [owner.id],
  );
  expect(failures).toEqual([{ failed_count: 1 }]);
  expect(await sessionsOf(owner.id)).toBe(1);
  // the key itself is as good as before
  expect(await enter(owner)).toMatchObject({ kind: 'done' });
});

test('a challenge is good once, for minutes, at its terminal, for its account and for its purpose', async () => {
  const owner = await ownerOf('挑战');
  const other = await ownerOf('旁人');
  const { login, key, session } = owner;
  const signIn = (assertion: unknown, at: At = {}) =>
    run('session.signIn', { login, password, assertion }, at);

  const used = key.assert(await begin(owner), { origin });
  expect(await signIn(used)).toMatchObject({ kind: 'done' });
  expect(await signIn(used)).toMatchObject(refused('key.expired'));
  // what was refused is used up too
  const challenge = await begin(owner);
  expect(await signIn(key.assert(challenge, { origin, userPresent: false }))).toMatchObject(
    refused('signin.failed'),
  );
  expect(await signIn(key.assert(challenge, { origin }))).toMatchObject(refused('key.expired'));

  const late = key.assert(await begin(owner), { origin });
  clock.now = new Date(clock.now.getTime() + 151_000);
  expect(await signIn(late)).toMatchObject(refused('key.expired'));
  expect(await signIn(key.assert(await begin(owner), { origin }), { terminal: 'elsewhere' })).toMatchObject(
    refused('key.expired'),
  );
  expect(await signIn(key.assert(await begin(other), { origin }))).toMatchObject(refused('key.expired'));
  const proof = await offerOf('session.beginProof', {}, { session });
  if (proof.key === null) throw new Error('the key is asked');
  expect(await signIn(key.assert(proof.key, { origin }))).toMatchObject(refused('key.expired'));
  // nor in another session of the same person
  const second = await w.signIn(owner.personId);
  expect(
    await run('session.proveFactor', { assertion: key.assert(proof.key, { origin }) }, { session: second }),
  ).toMatchObject(refused('key.expired'));
  const made = { challenge: Buffer.alloc(32, 1).toString('base64url'), rpId: 'fengni.example' };
  expect(await signIn(key.assert(made, { origin }))).toMatchObject(refused('key.expired'));
});

test("another account's key does not sign in", async () => {
  const owner = await ownerOf('本人');
  const other = await ownerOf('他人');
  const options = await begin(owner);
  const assertion = other.key.assert(options, { origin });
  expect(await run('session.signIn', { login: owner.login, password, assertion })).toMatchObject(
    refused('signin.failed'),
  );
  // nor by bearing the name of the right one
  const named = {
    ...other.key.assert(await begin(owner), { origin }),
    id: owner.key.id.toString('base64url'),
  };
  const renamed = { ...named, rawId: named.id };
  expect(await run('session.signIn', { login: owner.login, password, assertion: renamed })).toMatchObject(
    refused('signin.failed'),
  );
});

test('a key whose counter goes back is ended, and who used it is told and on record', async () => {
  const owner = await ownerOf('复制');
  owner.key.counter = 10;
  expect(await enter(owner)).toMatchObject({ kind: 'done' });
  const before = await sessionsOf(owner.id);
  owner.key.counter = 7;
  expect(await enter(owner)).toMatchObject({
    ...refused('key.cloned'),
    params: { name: '办公室密钥' },
  });
  const entry = await w.lastEntry();
  expect(entry).toMatchObject({ command: 'session.signIn', outcome: 'denied' });
  expect(entry.details['reason']).toBe('security key: counter 8 after 11');
  expect(entry.rows.map((row) => row.table)).toEqual(['factor']);
  expect(await sessionsOf(owner.id)).toBe(before);
  // counting on does not help
  owner.key.counter = 40;
  const offer = await offerOf('session.beginSignIn', { login: owner.login, password });
  expect(offer).toMatchObject({ kinds: ['totp'], key: null });
});

test('a key without a counter stays good; a wrong signature never ends a key', async () => {
  const owner = await ownerOf('无计数');
  for (let i = 0; i < 2; i += 1) {
    owner.key.counter = -1;
    expect(await enter(owner)).toMatchObject({ kind: 'done' });
  }
  owner.key.counter = 20;
  expect(await enter(owner)).toMatchObject({ kind: 'done' });
  const thief = new SoftKey();
  const forged = thief.assert(await begin(owner), { origin });
  const id = owner.key.id.toString('base64url');
  expect(
    await run('session.signIn', {
      login: owner.login,
      password,
      assertion: { ...forged, id, rawId: id },
    }),
  ).toMatchObject(refused('signin.failed'));
  expect(await enter(owner)).toMatchObject({ kind: 'done' });
});

test('a key that was ended is asked no more; the last factor stays', async () => {
  const owner = await ownerOf('停用');
  const { session } = owner;
  const options = await begin(owner);
  const mine = async () => MyAccess.parse(await w.query(session, 'account.mine')).factors;
  const key = (await mine()).find((one) => one.kind === 'webauthn');
  const generator = (await mine()).find((one) => one.kind === 'totp');
  expect(await run('factor.end', { factorId: key?.id }, { session })).toMatchObject({ kind: 'done' });
  const assertion = owner.key.assert(options, { origin });
  expect(await run('session.signIn', { login: owner.login, password, assertion })).toMatchObject(
    refused('signin.failed'),
  );
  expect(await run('factor.end', { factorId: generator?.id }, { session })).toMatchObject(
    refused('factor.last'),
  );
  // the same credential is not taken twice, even after its end
  const again = await creationOf('account.beginSecurityKey', {}, { session });
  const registration = owner.key.register(again, { origin });
  expect(await run('account.addSecurityKey', { name: '旧', registration }, { session })).toMatchObject(
    refused('key.taken'),
  );
});

test('two that end each other at the same moment leave one', async () => {
  const owner = await ownerOf('同时');
  const { session } = owner;
  const mine = MyAccess.parse(await w.query(session, 'account.mine')).factors;
  const outcomes = await Promise.all(mine.map(({ id }) => run('factor.end', { factorId: id }, { session })));
  expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['done', 'refused']);
});

test('who is frozen gets no challenge, and a challenge from before is worth nothing', async () => {
  const owner = await ownerOf('冻结');
  const options = await begin(owner);
  const proof = await offerOf('session.beginProof', {}, { session: owner.session });
  await w.fixture(async (tx) => {
    tx.grant([owner.personId]);
    await tx.writeSql('update person set frozen_at = $2 where id = $1', [owner.personId, clock.now]);
  });
  const { login, session, key } = owner;
  expect(await run('session.beginSignIn', { login, password })).toMatchObject(refused('signin.failed'));
  const assertion = key.assert(options, { origin });
  expect(await run('session.signIn', { login, password, assertion })).toMatchObject(refused('signin.failed'));
  if (proof.key === null) throw new Error('the key was asked');
  expect(
    await run('session.proveFactor', { assertion: key.assert(proof.key, { origin }) }, { session }),
  ).toMatchObject(refused('signed.out'));
});

test('beginning to sign in tells nothing without the password, and waits as sign-in does', async () => {
  const owner = await ownerOf('试口令');
  const guess = (login: string) => run('session.beginSignIn', { login, password: 'not-the-password' });
  const told = [];
  for (let i = 0; i < 5; i += 1) told.push(await guess(owner.login), await guess('meiyouzhege2'));
  expect(told.slice(0, 8)).toEqual(
    Array.from({ length: 8 }, () => ({ ...refused('signin.failed'), params: {}, entryId: null })),
  );
  expect(told.slice(8)).toMatchObject([refused('signin.wait'), refused('signin.wait')]);
  expect(await run('session.beginSignIn', { login: owner.login, password })).toMatchObject(
    refused('signin.wait'),
  );
});

test('one factor is shown at a time: neither and both are no input', async () => {
  const owner = await ownerOf('空手');
  const assertion = owner.key.assert(await begin(owner), { origin });
  const both = { login: owner.login, password, assertion, factorCode: totpCode(seedBytes, clock.now) };
  expect(await run('session.signIn', both)).toMatchObject(refused('input.invalid'));
  expect(await run('session.signIn', { login: owner.login, password })).toMatchObject(
    refused('input.invalid'),
  );
  expect(await run('session.proveFactor', {}, { session: owner.session })).toMatchObject(
    refused('input.invalid'),
  );
});

test('where browsers refuse keys none is asked, and the offer says where they work', async () => {
  const owner = await ownerOf('别处');
  const { login, session } = owner;
  for (const elsewhere of ['https://192.0.2.10', 'http://fengni.example', 'https://other.example', '']) {
    const offer = await offerOf('session.beginSignIn', { login, password }, { origin: elsewhere });
    expect(offer).toEqual({ kinds: ['webauthn', 'totp'], key: null, keyHosts: ['fengni.example'] });
  }
  const bare = { session, origin: 'https://192.0.2.10' };
  expect(await run('account.beginSecurityKey', {}, bare)).toMatchObject(refused('key.address'));
  const assertion = owner.key.assert(await begin(owner), { origin });
  expect(
    await run('session.signIn', { login, password, assertion }, { origin: 'https://192.0.2.10' }),
  ).toMatchObject(refused('key.address'));
});

test.each<[string, Partial<Touch>, string]>([
  ['a passkey that is copied to other devices', { synced: true }, 'key.synced'],
  ['a key that brings certificates to follow', { format: 'packed' }, 'key.refused'],
  ['an answer for another page', { origin: 'https://other.example' }, 'key.refused'],
  ['an answer for another host', { rpId: 'other.example' }, 'key.refused'],
  ['an untouched key', { userPresent: false }, 'key.refused'],
])('%s is not registered, and its challenge is used up', async (_, touch, code) => {
  const { session, id } = await newcomer('登记');
  const options = await creationOf('account.beginSecurityKey', {}, { session });
  const add = (more: Partial<Touch>) =>
    run(
      'account.addSecurityKey',
      { name: '密钥', registration: new SoftKey().register(options, { origin, ...more }) },
      { session },
    );
  expect(await add(touch)).toMatchObject(refused(code));
  expect(await add({})).toMatchObject(refused('key.expired'));
  expect(await sql(`select from factor where account_id = $1 and kind = 'webauthn'`, [id])).toEqual([]);
});

test('registering asks for a factor just shown, and excludes the keys that are known here', async () => {
  const owner = await ownerOf('再登记');
  const { session, key } = owner;
  const options = await creationOf('account.beginSecurityKey', {}, { session });
  expect(options.excludeCredentials.map(({ id }) => id)).toEqual([key.id.toString('base64url')]);
  clock.now = new Date(clock.now.getTime() + 6 * 60_000);
  expect(await run('account.beginSecurityKey', {}, { session })).toMatchObject(
    refused('second.factor.required'),
  );
  const registration = new SoftKey().register(options, { origin });
  expect(await run('account.addSecurityKey', { name: '二', registration }, { session })).toMatchObject(
    refused('second.factor.required'),
  );
});

const Invited = z.object({ id: z.string(), login: z.string() });
async function invite(login: string): Promise<z.infer<typeof Invited> & { activationCode: string }> {
  const { id: personId } = await w.person(login, 'north');
  const id = w.kernel.newId();
  const activationCode = 'ABCD-EFGH-JKLM-NPQR';
  await w.fixture(async (tx) => {
    await tx.insert(accounts, {
      id,
      person_id: personId,
      power: null,
      login,
      state: 'invited',
      language: 'zh',
      created_at: clock.now,
    });
    const until = new Date(clock.now.getTime() + 86_400_000);
    await tx.writeSql('select keep_account_secret($1, null, $2, $3)', [
      id,
      hashActivation(activationCode),
      until,
    ]);
  });
  return { id, login, activationCode };
}

test('an account is activated with a key alone, and signs in with it', async () => {
  const { login, activationCode, id } = await invite('xinyao');
  expect(
    await run('account.beginActivationKey', { login, activationCode: 'AAAA-BBBB-CCCC-DDDD' }),
  ).toMatchObject(refused('activation.failed'));
  const options = await creationOf('account.beginActivationKey', { login, activationCode });
  expect(options).toMatchObject({
    rp: { id: 'fengni.example', name: 'root' },
    user: { name: login },
    attestation: 'none',
    authenticatorSelection: { authenticatorAttachment: 'cross-platform', residentKey: 'discouraged' },
  });
  const key = new SoftKey();
  const activate = (registration: unknown) =>
    run('account.activate', {
      login,
      activationCode,
      password,
      factor: { kind: 'webauthn', name: '钥匙一', registration },
    });
  // the challenge of somebody else's activation
  const other = await invite('bieren');
  const theirs = await creationOf('account.beginActivationKey', {
    login: other.login,
    activationCode: other.activationCode,
  });
  expect(await activate(new SoftKey().register(theirs, { origin }))).toMatchObject(refused('key.expired'));
  expect(await activate(key.register(options, { origin }))).toMatchObject({
    kind: 'done',
    result: { kind: 'webauthn' },
  });
  const assertion = key.assert(await begin({ login }), { origin });
  expect(await run('session.signIn', { login, password, assertion })).toMatchObject({ kind: 'done' });
  expect(await sessionsOf(id)).toBe(1);
});

test('a reset by two administrators ends the keys with every other factor', async () => {
  const owner = await ownerOf('重置');
  const system = await w.administrator('system');
  const asked = await run('account.reset', { accountId: owner.id, reason: '密钥遗失' }, { session: system });
  if (asked.kind !== 'parked') throw new Error('a reset is parked');
  const options = await begin(owner);
  const decision = { approvalId: asked.approvalId, verdict: 'consent', openedAt: clock.now.toISOString() };
  expect(
    await run('approval.decide', decision, { session: await w.administrator('security') }),
  ).toMatchObject({ kind: 'done', result: { state: 'done' } });
  expect(await sql('select from factor where account_id = $1 and ended_at is null', [owner.id])).toEqual([]);
  const assertion = owner.key.assert(options, { origin });
  expect(await run('session.signIn', { login: owner.login, password, assertion })).toMatchObject(
    refused('signin.failed'),
  );
});

test.each([
  ['before last', -2, refused('factor.failed')],
  ['last', -1, { kind: 'done' }],
  ['next', 1, { kind: 'done' }],
  ['after next', 2, refused('factor.failed')],
])(
  'a generator half a minute off is taken into use as it signs in: its %s code',
  async (_, steps, outcome) => {
    const { login, activationCode } = await invite(`zhong${steps + 5}`);
    const code = totpCode(seedBytes, new Date(clock.now.getTime() + steps * 30_000));
    const factor = { kind: 'totp', secret: seed, code };
    expect(await run('account.activate', { login, activationCode, password, factor })).toMatchObject(outcome);
    if (outcome.kind === 'refused') return;
    // the code that took it into use does not sign in
    expect(await run('session.signIn', { login, password, factorCode: code })).toMatchObject(
      refused('signin.failed'),
    );
  },
);

import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generateSignerKey } from '@fengni/seal/note';
import { Secret } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccessModule } from '../access/access-module.ts';
import { activationCode, totpCode } from '../access/factors.ts';
import { issueOf } from '../access/begin-house.ts';
import type { Kernel } from '../command/kernel.ts';
import { createRegistry } from '../command/registry.ts';
import { type Outcome, runCommand } from '../command/run.ts';
import { readMigrations } from '../db/migrate.ts';
import { createKeyRing } from '../keys/key-ring.ts';
import { createSecretBox } from '../keys/secret-box.ts';
import { createHead, sealPending } from '../log/sealer.ts';
import {
  type TestClock,
  type TestDatabase,
  createTestDatabase,
  skipUnlessPastTriggers,
  createTestKernel,
} from '../testkit/database.ts';
import { createBackupModule } from './backup-module.ts';
import { beginEpoch, findLoss } from './begin-epoch.ts';
import { listTables, makeBackup } from './make-backup.ts';
import { type RestoreOptions, type Restored, restoreBackup, unconfirmedSetting } from './restore-backup.ts';

const origin = 'fengni.local/0a1b2c3d/log';
const opener = { kind: 'passphrase', passphrase: 'sieben Kiefern am Hang' } as const;
const password = 'Kiefern und Birken 7';
const secret = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const root = randomBytes(32);
const keys = createKeyRing(root, createSecretBox(root));
const signers = [generateSignerKey({ name: origin, kind: 'ed25519' })];
const seal = { signers, onForeign: () => undefined };
const clock: TestClock = { now: new Date('2026-03-02T01:00:00Z') };
const registry = createRegistry([
  createAccessModule({ keys, gate: { admits: () => true } }),
  createBackupModule({ keys }),
]);

let source: TestDatabase;
let kernel: Kernel;
let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fengni-backup-'));
  file = path.join(folder, 'a.backup');
  source = await createTestDatabase();
  kernel = createTestKernel({ database: source, registry, clock, rootKey: root });
  await createHead(kernel, origin);
  await beginHouse();
  await sealPending(kernel, seal);
  await source.asOwner((client) =>
    makeBackup({ client, file, recipient: opener, now: clock.now, madeBy: 'test' }),
  );
});
afterAll(async () => {
  await source.close();
  await rm(folder, { recursive: true });
});

function run(on: Kernel, name: string, input: unknown): Promise<Outcome> {
  return runCommand(on, {
    name,
    commandId: randomUUID(),
    input,
    sessionHash: '',
    terminal: '192.0.2.10',
    newToken: randomUUID(),
  });
}
function nextCode(): string {
  clock.now = new Date(clock.now.getTime() + 30_000);
  return totpCode(Secret.fromBase32(secret).bytes, clock.now);
}

function proof(login: string): { login: string; password: string; factorCode: string } {
  return { login, password, factorCode: nextCode() };
}

/** Three administrators, one of them signed in. */
async function beginHouse(): Promise<void> {
  const powers = ['system', 'security', 'audit'] as const;
  const administrators = powers.map((power, i) => ({ power, name: `甲${i}`, login: power }));
  await run(kernel, 'house.begin', {
    setupCode: 'irrelevant',
    house: { name: '示例局', kind: 'bureau' },
    administrators,
  });
  const issued = await source.asOwner((client) =>
    client.query<{ id: string; login: string; until: Date }>(
      'select a.id, a.login, s.activation_until as until from account a join account_secret s on s.account_id = a.id',
    ),
  );
  for (const { id, login, until } of issued.rows) {
    const activated = await run(kernel, 'account.activate', {
      login,
      activationCode: activationCode(keys, id, issueOf(until)),
      password,
      factor: { kind: 'totp', secret, code: nextCode() },
    });
    expect(activated).toMatchObject({ kind: 'done' });
  }
  expect(
    await run(kernel, 'session.signIn', { login: 'audit', password, factorCode: nextCode() }),
  ).toMatchObject({ kind: 'done' });
}

async function restoreInto(target: TestDatabase, changed: Partial<RestoreOptions> = {}): Promise<Restored> {
  skipUnlessPastTriggers();
  return restoreBackup({
    file,
    opener,
    owner: target.ownerConfig,
    migrateTo: async () => undefined,
    ourMigrations: await readMigrations(),
    origin,
    ...changed,
  });
}

/** Every row of every table, as text. */
async function contentOf(database: TestDatabase): Promise<Record<string, string[]>> {
  return database.asOwner(async (client) => {
    const content: Record<string, string[]> = {};
    for (const { name } of await listTables(client)) {
      const { rows } = await client.query<{ line: string }>(
        `select t::text as line from public.${name} t order by 1`,
      );
      content[name] = rows.map((row) => row.line);
    }
    return content;
  });
}

test('a restored database holds what the backup was made of, and serves nobody before two administrators', async () => {
  const target = await createTestDatabase();
  const restored = await restoreInto(target);
  const before = await contentOf(source);
  const after = await contentOf(target);
  expect(after).toEqual({ ...before, setting: expect.arrayContaining(before['setting'] ?? []) });
  expect(after['setting']).toHaveLength((before['setting'] ?? []).length + 1);
  expect(restored.manifest.head).toMatchObject({ origin, epoch: 0 });

  const revived = createTestKernel({ database: target, registry, clock, rootKey: root });
  const loss = findLoss(restored.manifest, null, signers);
  const begun = await beginEpoch({
    kernel: revived,
    owner: target.ownerConfig,
    manifest: restored.manifest,
    loss,
    operator: 'root',
  });
  expect(begun).toEqual({ epoch: 1, sessionsEnded: 1 });
  // the log goes on where the backup ends
  const size = restored.manifest.head.size;
  expect(await sealPending(revived, seal)).toEqual({ entries: 1, size: size + 1 });
  const logged = await target.asOwner((client) =>
    client.query<{ details: { more: unknown } }>(
      `select details::jsonb as details from log_detail where command = 'house.restore'`,
    ),
  );
  expect(logged.rows[0]?.details.more).toMatchObject({
    oldHead: restored.manifest.head,
    newEpoch: 1,
    operator: 'root',
  });

  const confirm = (proofs: unknown[]) => run(revived, 'house.confirmRestore', { proofs });
  const twice = await confirm([proof('audit'), proof('audit')]);
  expect(twice).toMatchObject({ kind: 'refused', code: 'restore.two.persons' });
  const wrong = await confirm([proof('audit'), { ...proof('system'), password: 'wrong password 1' }]);
  expect(wrong).toMatchObject({ kind: 'refused', code: 'restore.proof.failed' });
  expect(await confirm([proof('audit'), proof('security')])).toMatchObject({ kind: 'done' });
  expect(await confirm([proof('audit'), proof('security')])).toMatchObject({
    kind: 'refused',
    code: 'restore.none',
  });
  const setting = await target.asOwner((client) =>
    client.query('select value from setting where name = $1', [unconfirmedSetting]),
  );
  expect(setting.rows).toEqual([{ value: false }]);
  await target.close();
});

test('a backup is loaded whole or not at all', async () => {
  const target = await createTestDatabase();
  const empty = await contentOf(target);
  const bytes = await readFile(file);
  const torn = path.join(folder, 'torn.backup');
  await writeFile(torn, bytes.subarray(0, -100));
  await expect(restoreInto(target, { file: torn })).rejects.toThrow(/backup\.(damaged|wrong\.key)/);
  await expect(
    restoreInto(target, { opener: { kind: 'passphrase', passphrase: 'acht Kiefern am Hang' } }),
  ).rejects.toThrow('backup.wrong.key');
  await expect(restoreInto(target, { origin: 'fengni.local/ffffffff/log' })).rejects.toThrow(
    'backup.other.keys',
  );
  const older = (await readMigrations()).slice(0, -1);
  await expect(restoreInto(target, { ourMigrations: older })).rejects.toThrow('backup.other.version');
  expect(await contentOf(target)).toEqual(empty);
  await target.close();
});

test('nothing is restored over a house that is there', async () => {
  const before = await contentOf(source);
  let migrated = false;
  const migrateTo = async (): Promise<void> => {
    migrated = true;
  };
  await expect(restoreInto(source, { migrateTo })).rejects.toThrow('backup.not.empty');
  expect(migrated).toBe(false);
  expect(await contentOf(source)).toEqual(before);
});

test('what a witness saw after the backup is counted as lost, and another tree of the same size is noticed', async () => {
  const target = await createTestDatabase();
  const { manifest } = await restoreInto(target);
  await target.close();
  expect(findLoss(manifest, manifest.checkpoint, signers)).toEqual({
    restored: manifest.head.size,
    witnessed: manifest.head.size,
    lost: 0,
    agrees: true,
  });
  await run(kernel, 'session.signIn', { login: 'system', password, factorCode: nextCode() });
  await run(kernel, 'session.signIn', { login: 'security', password, factorCode: nextCode() });
  await sealPending(kernel, seal);
  const later = await source.asOwner((client) =>
    client.query<{ note: string }>('select note from log_checkpoint order by size desc limit 1'),
  );
  expect(findLoss(manifest, later.rows[0]?.note ?? '', signers)).toMatchObject({
    witnessed: manifest.head.size + 2,
    lost: 2,
    agrees: null,
  });
  const forked = { ...manifest, head: { ...manifest.head, root: Buffer.alloc(32).toString('base64') } };
  expect(findLoss(forked, manifest.checkpoint, signers).agrees).toBe(false);
  const stranger = generateSignerKey({ name: origin, kind: 'ed25519' });
  expect(() => findLoss(manifest, manifest.checkpoint, [stranger])).toThrow('note.');
});

// CAR-11, BEY-5: no plain text of the vault, and no key of it, stands in database, WAL, backup or files (DESIGN §6)
import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TestRunner, afterAll, beforeAll, expect, test } from 'vitest';
import { makeBackup } from '../backup/make-backup.ts';
import { openStream } from '../backup/sealed-stream.ts';
import { createRegistry } from '../command/registry.ts';
import { createHead } from '../log/sealer.ts';
import { asClockwork } from '../schedule/as-clockwork.ts';
import { type TestDatabase, createTestDatabase } from '../testkit/database.ts';
import { openTestVault, removeTestVault } from '../testkit/vault.ts';
import { type World, createWorld } from '../testkit/world.ts';
import { makeGeneration } from './generations.ts';
import { vaultObjects } from './tables.ts';
import { type Vault, levelKeyOf } from './vault.ts';

const clock = { now: new Date('2026-03-02T04:00:00Z') };
const opener = { kind: 'passphrase', passphrase: 'acht Birken am Ufer' } as const;
const canary = `KANARIENVOGEL-${randomBytes(12).toString('hex')}`;
let database: TestDatabase;
let w: World;
let vault: Vault;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fengni-canary-'));
  database = await createTestDatabase();
  w = await createWorld({ database, registry: createRegistry([]), clock });
  await createHead(w.kernel, 'fengni.local/0a1b2c3d/log');
  vault = await openTestVault({ clock: () => clock.now });
  const maker = (await w.person('甲一', 'north')).id;
  for (const purpose of ['original', 'pages', 'text'] as const) await keep(maker, purpose);
});
afterAll(async () => {
  expect(w.kernel.faults).toEqual([]);
  await removeTestVault(vault);
  await database.close();
  await rm(folder, { recursive: true });
});

async function* words(): AsyncGenerator<Buffer> {
  for (let i = 0; i < 3_000; i += 1) yield Buffer.from(`${canary} 第 ${i} 行 `);
}

async function keep(madeBy: string, purpose: 'original' | 'pages' | 'text'): Promise<void> {
  const levelKey = levelKeyOf('cn-state-secret', 'JIMI');
  const row = await w.fixture((tx) => vault.begin(tx, { levelKey, purpose, madeBy }));
  await vault.append(row, { offset: 0, source: words(), ends: 'source' });
  await asClockwork(w.kernel, w.kernel.newId(), async (tx) =>
    vault.finish(tx, await tx.lock(vaultObjects, row.id)),
  );
}

/** A key in every form in which it could have been written down. */
function formsOf(key: Buffer): Buffer[] {
  return [
    key,
    Buffer.from(key.toString('hex')),
    Buffer.from(key.toString('base64').replace(/=+$/, '')),
    Buffer.from(key.toString('base64url')),
  ];
}

function wanted(): Buffer[] {
  const { shares, levelKeys } = vault.store.state;
  const keys = [...shares.values(), ...[...levelKeys.values()].flat()].map((one) => one.key);
  expect(keys.length).toBe(4);
  return [Buffer.from(canary), Buffer.from(canary, 'utf16le'), ...keys.flatMap(formsOf)];
}

/** True where one of the byte strings stands in a stream; they are far shorter than its pieces. */
async function holds(stream: AsyncIterable<Buffer>, strings: readonly Buffer[]): Promise<boolean> {
  const longest = Math.max(...strings.map((one) => one.length));
  let before: Buffer = Buffer.alloc(0);
  for await (const piece of stream) {
    const window = Buffer.concat([before, piece]);
    if (strings.some((one) => window.includes(one))) return true;
    before = Buffer.from(window.subarray(-longest));
  }
  return false;
}

async function* filesBelow(root: string): AsyncGenerator<string> {
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) yield path.join(entry.parentPath, entry.name);
  }
}
async function filesThatHold(root: string, strings: readonly Buffer[]): Promise<string[]> {
  const found: string[] = [];
  for await (const file of filesBelow(root)) {
    const stream = createReadStream(file, { highWaterMark: 4 * 1024 * 1024 });
    // files of the database come and go while they are read
    if (await holds(stream, strings).catch(() => false)) found.push(file);
  }
  return found;
}

test('the search finds what does stand in the clear', async () => {
  const clear = path.join(folder, 'clear');
  const [share] = vault.store.state.shares.values();
  for (const content of [canary, share?.key ?? '', share?.key.toString('hex') ?? '']) {
    await writeFile(clear, content);
    expect(await filesThatHold(folder, wanted())).toEqual([clear]);
  }
  await rm(clear);
});

test('neither content nor key in the vault’s folder, the key store or a generation', async () => {
  const made = await makeGeneration(vault.store, { custodians: 3, threshold: 2, now: clock.now });
  await writeFile(path.join(folder, 'generation'), made.file);
  for (const place of [vault.folder, path.dirname(vault.store.file), folder])
    expect(await filesThatHold(place, wanted())).toEqual([]);
});

test('a backup holds no share, no level key and no content: with it alone nothing is read', async () => {
  const file = path.join(folder, 'house.backup');
  await database.asOwner((client) =>
    makeBackup({ client, file, recipient: opener, now: clock.now, madeBy: 'test' }),
  );
  expect(await holds(openStream(createReadStream(file), opener), wanted())).toBe(false);
  // and it is the backup of this house: the rows are in it
  const { rows } = await database.asOwner((client) =>
    client.query<{ id: string }>('select id from vault_object limit 1'),
  );
  expect(await holds(openStream(createReadStream(file), opener), [Buffer.from(rows[0]?.id ?? 'none')])).toBe(
    true,
  );
});

test('neither content nor key in the files of the database and its WAL', async () => {
  const places = await database.asOwner(async (client) => {
    await client.query('checkpoint').catch(() => undefined);
    const { rows } = await client.query<{ dir: string | null; own: string }>(
      `select (select setting from pg_settings where name = 'data_directory') as dir,
         (select oid::text from pg_database where datname = current_database()) as own`,
    );
    const [row] = rows;
    return row?.dir === null || row === undefined
      ? null
      : { base: path.join(row.dir, 'base', row.own), wal: path.join(row.dir, 'pg_wal') };
  });
  const isNear = places !== null && (await readdir(places.base).catch(() => null)) !== null;
  if (!isNear) {
    TestRunner.getCurrentTest()?.context.skip('the files of this PostgreSQL cannot be read from here');
    return;
  }
  const { base, wal } = places;
  const { rows } = await database.asOwner((client) =>
    client.query<{ id: string }>('select id from vault_object limit 1'),
  );
  // the rows are there to be found
  const id = Buffer.from((rows[0]?.id ?? '').replaceAll('-', ''), 'hex');
  expect((await filesThatHold(base, [id])).length).toBeGreaterThan(0);
  expect(await filesThatHold(base, wanted())).toEqual([]);
  expect(await filesThatHold(wal, wanted())).toEqual([]);
});

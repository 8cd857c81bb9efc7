// CAR-9, CAR-11, SEC-4: three stores that a crash leaves whole, keys that go and stay gone (DESIGN §6, ADR 0014)
import { randomBytes, randomUUID } from 'node:crypto';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRegistry } from '../command/registry.ts';
import { transact } from '../command/transact.ts';
import type { Tx } from '../db/tx.ts';
import { asClockwork } from '../schedule/as-clockwork.ts';
import { type TestDatabase, createTestDatabase } from '../testkit/database.ts';
import { createTestVault, openTestVault, removeTestVault, testPassphrase } from '../testkit/vault.ts';
import { type World, createWorld } from '../testkit/world.ts';
import { makeGeneration, openGeneration } from './generations.ts';
import { attachObjects, beginDestruction, finishDestructions, rewrapDue, sweepVault } from './moves.ts';
import { chunkBytes, pathOfObject } from './object-file.ts';
import { type SuiteName, suiteNames } from './suites.ts';
import { type VaultObjectRow, vaultGenerations, vaultObjects } from './tables.ts';
import { type Vault, intakeLevelKey, levelKeyOf } from './vault.ts';

const clock = { now: new Date('2026-03-02T04:00:00Z') };
const secret = levelKeyOf('cn-state-secret', 'JIMI');
const topSecret = levelKeyOf('cn-state-secret', 'JUEMI');
let database: TestDatabase;
let w: World;
let vault: Vault;
let maker: string;
beforeAll(async () => {
  database = await createTestDatabase();
  w = await createWorld({ database, registry: createRegistry([]), clock });
  vault = await openTestVault({ clock: () => clock.now });
  maker = (await w.person('甲一', 'north')).id;
});
afterAll(async () => {
  expect(w.kernel.faults).toEqual([]);
  await removeTestVault(vault);
  await database.close();
});

async function* inPieces(bytes: Buffer, size = 70_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function readAll(row: VaultObjectRow, of = vault): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of of.read(row)) pieces.push(piece);
  return Buffer.concat(pieces);
}
const clockwork = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  asClockwork(w.kernel, w.kernel.newId(), work);
/** As somebody who has seen the row: the fixture's caller sees none. */
const withRow = <T>(id: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
  w.fixture((tx) => {
    tx.grant([id]);
    return work(tx);
  });
const rowOf = (id: string): Promise<VaultObjectRow> =>
  database.asOwner(async (client) => {
    const { rows } = await client.query<VaultObjectRow>('select * from vault_object where id = $1', [id]);
    const [row] = rows;
    if (row === undefined) throw new Error('there is such a row');
    return {
      ...row,
      byte_count: row.byte_count === null ? null : Number.parseInt(String(row.byte_count), 10),
    };
  });

/** What the thing's own module notes when its level changes. */
const regrade = (id: string, levelKey: string) =>
  withRow(id, (tx) =>
    tx.writeSql('update vault_object set wanted_level_key = $2 where id = $1', [id, levelKey]),
  );

interface Keeping {
  readonly levelKey?: string;
  readonly suite?: SuiteName;
  readonly parent?: VaultObjectRow;
  readonly purpose?: VaultObjectRow['purpose'];
}
async function keep(bytes: Buffer, the: Keeping = {}, of = vault): Promise<VaultObjectRow> {
  const begun = await w.fixture((tx) =>
    of.begin(tx, {
      levelKey: the.levelKey ?? secret,
      purpose: the.purpose ?? 'original',
      madeBy: maker,
      ...(the.parent !== undefined && { parent: the.parent }),
      ...(the.suite !== undefined && { suite: the.suite }),
    }),
  );
  await of.append(begun, { offset: 0, source: inPieces(bytes), ends: 'source' });
  await finish(begun.id, of);
  return rowOf(begun.id);
}
const finish = (id: string, of = vault) =>
  clockwork(async (tx) => of.finish(tx, await tx.lock(vaultObjects, id)));
const destroy = (...ids: string[]) =>
  w.fixture((tx) => {
    tx.grant(ids);
    return beginDestruction(tx, { objectIds: ids });
  });
async function generation(of = vault): Promise<{ number: number; file: Buffer; shares: readonly string[] }> {
  const made = await makeGeneration(of.store, { custodians: 5, threshold: 3, now: clock.now });
  await w.fixture((tx) =>
    tx.insert(vaultGenerations, {
      id: tx.newId(),
      number: made.number,
      made_at: made.madeAt,
      made_by: maker,
      threshold: made.threshold,
      custodians: [randomUUID(), randomUUID(), randomUUID()],
      object_count: made.objectCount,
      state: 'alive',
      destroyed_on: null,
      destroyed_at: null,
      destroyed_by: null,
      witnesses: [],
      note: '',
    }),
  );
  return made;
}
const ended = (number: number) =>
  database.asOwner((client) =>
    client.query(
      `begin; set local fengni.entry = '${randomUUID()}'; update vault_generation set state = 'destroyed' where number = ${number}; commit`,
    ),
  );
/** A vault over the same files with the store that custodians restored. */
async function restored(made: { file: Buffer; shares: readonly string[] }, pick = [0, 2, 4]): Promise<Vault> {
  const opened = await openGeneration(
    made.file,
    pick.map((at) => made.shares[at] ?? ''),
  );
  const other = createTestVault({ clock: () => clock.now });
  await other.store.restore(opened.state, testPassphrase);
  await cp(vault.folder, other.folder, { recursive: true });
  return other;
}

test.each(suiteNames)(
  '%s: what is kept comes back, whole and by range, and its row says how it was kept',
  async (suite) => {
    const bytes = randomBytes(2 * chunkBytes + 99);
    const row = await keep(bytes, { suite });
    expect(row).toMatchObject({
      suite,
      state: 'kept',
      level_key: secret,
      key_version: 1,
      byte_count: bytes.length,
    });
    expect(row.digest).toMatch(/^[0-9a-f]{64}$/);
    expect((await readAll(row)).equals(bytes)).toBe(true);
    const range: Buffer[] = [];
    for await (const piece of vault.read(row, { from: chunkBytes - 5, to: chunkBytes + 5 }))
      range.push(piece);
    expect(Buffer.concat(range)).toEqual(bytes.subarray(chunkBytes - 5, chunkBytes + 5));
    const empty = await keep(Buffer.alloc(0), { suite });
    expect(await readAll(empty)).toEqual(Buffer.alloc(0));
  },
);

test('an upload goes on where it stopped, after a restart too, and is closed only when it is whole', async () => {
  const bytes = randomBytes(3 * chunkBytes + 10);
  const row = await w.fixture((tx) =>
    vault.begin(tx, { levelKey: intakeLevelKey, purpose: 'original', madeBy: maker }),
  );
  const part = (offset: number, to: number, of = vault) =>
    of.append(row, { offset, source: inPieces(bytes.subarray(offset, to)), ends: bytes.length });
  expect(await part(0, chunkBytes + 1_000)).toBe(chunkBytes);
  await expect(part(0, 100)).rejects.toThrow('vault.offset');
  await expect(finish(row.id)).rejects.toThrow('vault.incomplete');
  await expect(readAll(row)).rejects.toThrow('vault.state');
  await vault.lock();
  await expect(part(chunkBytes, bytes.length)).rejects.toThrow('vault.locked');
  await vault.unlock(testPassphrase);
  expect(await vault.progress(row)).toEqual({ length: chunkBytes, ended: false });
  const first = part(chunkBytes, 2 * chunkBytes);
  await expect(part(chunkBytes, 2 * chunkBytes)).rejects.toThrow('vault.busy');
  expect(await first).toBe(2 * chunkBytes);
  expect(await part(2 * chunkBytes, bytes.length)).toBe(bytes.length);
  await expect(part(bytes.length, bytes.length)).rejects.toThrow('vault.offset');
  const { byteCount } = await finish(row.id);
  expect(byteCount).toBe(bytes.length);
  await expect(finish(row.id)).rejects.toThrow('vault.state');
  expect((await readAll(await rowOf(row.id))).equals(bytes)).toBe(true);
});

test('the digest of an object is the same whether it came at once or over a restart', async () => {
  const bytes = randomBytes(chunkBytes + 5);
  const row = await w.fixture((tx) =>
    vault.begin(tx, { levelKey: secret, purpose: 'original', madeBy: maker }),
  );
  await vault.append(row, { offset: 0, source: inPieces(bytes), ends: 'source' });
  const rolledBack = clockwork(async (tx) => {
    const { digest } = await vault.finish(tx, await tx.lock(vaultObjects, row.id));
    throw new Error(digest);
  });
  const digest = await rolledBack.catch((error: unknown) => (error instanceof Error ? error.message : ''));
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect((await finish(row.id)).digest).toBe(digest);
});

test('row, share and file are all needed; the key of one object opens nothing else', async () => {
  const [mine, other] = [await keep(Buffer.from('eins')), await keep(Buffer.from('zwei'))];
  // another row's wrapped key, other names for the level's key
  await expect(readAll({ ...other, wrapped_key: mine.wrapped_key })).rejects.toThrow('vault.damaged');
  await expect(readAll({ ...other, level_key: intakeLevelKey })).rejects.toThrow('vault.damaged');
  await expect(readAll({ ...other, key_version: 9 })).rejects.toThrow('vault.key.missing');
  await expect(readAll({ ...other, level_key: topSecret })).rejects.toThrow(/vault\.(damaged|key\.missing)/);
  // a file under another's name
  await writeFile(pathOfObject(vault.folder, other.id), await readFile(pathOfObject(vault.folder, mine.id)));
  await expect(readAll(other)).rejects.toThrow('vault.damaged');
  await rm(pathOfObject(vault.folder, other.id));
  await expect(readAll(other)).rejects.toThrow('vault.damaged');
  expect((await readAll(mine)).toString()).toBe('eins');
});

test('regrading and attaching wrap the key anew and touch no content', async () => {
  const row = await keep(Buffer.from('inhalt'), { levelKey: intakeLevelKey });
  const pages = await keep(Buffer.from('seiten'), {
    levelKey: intakeLevelKey,
    parent: row,
    purpose: 'pages',
  });
  const before = await readFile(pathOfObject(vault.folder, row.id));
  const [subjectId, partId] = [randomUUID(), randomUUID()];
  const attach = () =>
    withRow(row.id, (tx) =>
      attachObjects(vault, tx, { objectId: row.id, levelKey: secret, subjectId, partId }),
    );
  await attach();
  await expect(attach()).rejects.toThrow('vault.state');
  for (const [id, text] of [
    [row.id, 'inhalt'],
    [pages.id, 'seiten'],
  ] as const) {
    const attached = await rowOf(id);
    expect(attached).toMatchObject({ level_key: secret, subject_id: subjectId, part_id: partId });
    expect((await readAll(attached)).toString()).toBe(text);
  }
  for (const one of [row, pages]) await regrade(one.id, topSecret);
  expect(await clockwork((tx) => rewrapDue(vault, tx))).toBe(2);
  expect((await rowOf(pages.id)).level_key).toBe(topSecret);
  expect((await readAll(await rowOf(row.id))).toString()).toBe('inhalt');
  expect(await readFile(pathOfObject(vault.folder, row.id))).toEqual(before);
  // who has not locked the copy moves nothing
  expect(await w.fixture((tx) => beginDestruction(tx, { partIds: [partId] }))).toBe(0);
});

test('a thing regraded while the store is locked is wrapped anew once it is open', async () => {
  const row = await keep(Buffer.from('später'));
  await vault.lock();
  await regrade(row.id, topSecret);
  expect(await rowOf(row.id)).toMatchObject({ level_key: secret, wanted_level_key: topSecret });
  expect(await clockwork((tx) => rewrapDue(vault, tx))).toBe(0);
  await vault.unlock(testPassphrase);
  expect(await clockwork((tx) => rewrapDue(vault, tx))).toBe(1);
  expect(await rowOf(row.id)).toMatchObject({ level_key: topSecret, wanted_level_key: null });
  expect((await readAll(await rowOf(row.id))).toString()).toBe('später');
});

test('a level key is rotated while its content is read', async () => {
  const level = levelKeyOf('internal', 'INTERNAL');
  const bytes = randomBytes(5 * chunkBytes);
  const rows = [await keep(bytes, { levelKey: level }), await keep(bytes, { levelKey: level })];
  const [first] = rows;
  if (first === undefined) throw new Error('two were kept');
  const reading = vault.read(first);
  const pieces = [(await reading.next()).value];
  await vault.store.rotateLevelKey(level);
  // what has the row from before reads on, what comes after reads the new one
  pieces.push((await reading.next()).value);
  expect(await clockwork((tx) => rewrapDue(vault, tx))).toBe(2);
  expect(await clockwork((tx) => rewrapDue(vault, tx))).toBe(0);
  for await (const piece of reading) pieces.push(piece);
  expect(Buffer.concat(pieces.filter((one) => one !== undefined)).equals(bytes)).toBe(true);
  for (const row of rows) {
    expect((await rowOf(row.id)).key_version).toBe(2);
    expect((await readAll(await rowOf(row.id))).equals(bytes)).toBe(true);
    expect((await readAll(row)).equals(bytes)).toBe(true);
  }
  // a new object is wrapped under the new one at once
  expect((await keep(Buffer.from('neu'), { levelKey: level })).key_version).toBe(2);
});

test('destroyed is destroyed: share, file and wrapped key go, with all that was derived', async () => {
  const row = await keep(Buffer.from('weg'));
  const pages = await keep(Buffer.from('bild'), { parent: row, purpose: 'pages' });
  const stays = await keep(Buffer.from('bleibt'));
  expect(await destroy(row.id)).toBe(2);
  // as soon as it is decided nothing opens, though the keys are there until the clockwork comes
  await expect(readAll(await rowOf(row.id))).rejects.toThrow('vault.destroyed');
  expect(vault.store.state.shares.has(row.id)).toBe(true);
  await vault.lock();
  expect(await clockwork((tx) => finishDestructions(vault, tx))).toBe(0);
  await vault.unlock(testPassphrase);
  expect(await clockwork((tx) => finishDestructions(vault, tx))).toBe(2);
  for (const id of [row.id, pages.id]) {
    expect(await rowOf(id)).toMatchObject({
      state: 'destroyed',
      wrapped_key: null,
      destroyed_at: clock.now,
      generations_left: [],
    });
    expect(vault.store.state.shares.has(id)).toBe(false);
    await expect(readFile(pathOfObject(vault.folder, id))).rejects.toThrow('ENOENT');
  }
  await expect(readAll(row)).rejects.toThrow('vault.destroyed');
  expect((await readAll(stays)).toString()).toBe('bleibt');
});

test('backup: an old one with today’s store fails, with a listed older generation opens, and after that one’s end none is listed', async () => {
  const bytes = Buffer.from('war einmal');
  const row = await keep(bytes);
  const first = await generation();
  const second = await generation();
  const later = await keep(Buffer.from('kam danach'));
  // the backup: row and file as they were then
  const oldFile = await readFile(pathOfObject(vault.folder, row.id));
  await destroy(row.id, later.id);
  await clockwork((tx) => finishDestructions(vault, tx));
  expect((await rowOf(row.id)).generations_left).toEqual([first.number, second.number]);
  expect((await rowOf(later.id)).generations_left).toEqual([]);

  await writeFile(pathOfObject(vault.folder, row.id), oldFile);
  await expect(readAll(row)).rejects.toThrow('vault.destroyed');
  const older = await restored(first);
  expect((await readAll(row, older)).equals(bytes)).toBe(true);
  await expect(readAll(later, older)).rejects.toThrow('vault.key.missing');
  await removeTestVault(older);
  await rm(pathOfObject(vault.folder, row.id));

  // what the certificate is made from: generations that held it and are not destroyed themselves
  const traces = () =>
    database.asOwner(async (client) => {
      const { rows } = await client.query<{ number: number }>(
        `select g.number from vault_object o join vault_generation g on g.number = any (o.generations_left) and g.state = 'alive' where o.id = $1 order by 1`,
        [row.id],
      );
      return rows.map((one) => one.number);
    });
  expect(await traces()).toEqual([first.number, second.number]);
  await ended(first.number);
  expect(await traces()).toEqual([second.number]);
  await ended(second.number);
  expect(await traces()).toEqual([]);
  // a generation made after the destruction does not open it either
  const third = await generation();
  const newest = await restored(third);
  await writeFile(pathOfObject(newest.folder, row.id), oldFile);
  await expect(readAll(row, newest)).rejects.toThrow('vault.destroyed');
  await removeTestVault(newest);
  await ended(third.number);
});

test('a restored database revives nothing: what has a tombstone is destroyed anew', async () => {
  const row = await keep(Buffer.from('tot'));
  const file = await readFile(pathOfObject(vault.folder, row.id));
  await destroy(row.id);
  await clockwork((tx) => finishDestructions(vault, tx));
  // as a backup from before the destruction has it
  await database.asOwner(async (client) => {
    await client.query(`begin; set local fengni.entry = '${randomUUID()}'`);
    await client.query(
      `update vault_object set state = 'kept', wrapped_key = $2, destroyed_at = null where id = $1`,
      [row.id, row.wrapped_key],
    );
    await client.query('commit');
  });
  await writeFile(pathOfObject(vault.folder, row.id), file);
  expect(await clockwork((tx) => sweepVault(vault, tx))).toMatchObject({ revived: 1 });
  await clockwork((tx) => finishDestructions(vault, tx));
  expect(await rowOf(row.id)).toMatchObject({ state: 'destroyed', wrapped_key: null });
  await expect(readFile(pathOfObject(vault.folder, row.id))).rejects.toThrow('ENOENT');
});

test('a crash between the three stores leaves an orphan that is swept, or a destruction that is ended', async () => {
  const before = new Set(vault.store.state.shares.keys());
  // after share and file, before the row
  const crashed = w.fixture(async (tx) => {
    await vault.begin(tx, { levelKey: secret, purpose: 'original', madeBy: maker });
    throw new Error('the power went');
  });
  await expect(crashed).rejects.toThrow('the power went');
  // after the share, before the file
  const bare = randomUUID();
  await vault.store.addShare(bare);
  const orphans = [...vault.store.state.shares.keys()].filter((id) => !before.has(id));
  expect(orphans).toHaveLength(2);
  expect(await clockwork((tx) => sweepVault(vault, tx))).toMatchObject({ orphans: 0 });
  const now = clock.now;
  clock.now = new Date(now.getTime() + 25 * 3_600_000);
  expect(await clockwork((tx) => sweepVault(vault, tx))).toMatchObject({ orphans: 2, otherDatabase: false });
  clock.now = now;
  for (const id of orphans) {
    expect(vault.store.state.shares.has(id)).toBe(false);
    await expect(readFile(pathOfObject(vault.folder, id))).rejects.toThrow('ENOENT');
  }

  const row = await keep(Buffer.from('halb'));
  await destroy(row.id);
  // the share is gone, then the server
  await vault.store.destroyShares([row.id]);
  await vault.lock();
  await vault.unlock(testPassphrase);
  expect(await clockwork((tx) => finishDestructions(vault, tx))).toBe(1);
  expect(await rowOf(row.id)).toMatchObject({ state: 'destroyed' });

  const undone = await keep(Buffer.from('zurück'));
  await destroy(undone.id);
  // share and file are gone, and the note of it is rolled back
  const failing = clockwork(async (tx) => {
    await finishDestructions(vault, tx);
    throw new Error('the power went');
  });
  await expect(failing).rejects.toThrow('the power went');
  expect(await rowOf(undone.id)).toMatchObject({ state: 'destroying' });
  expect(await clockwork((tx) => finishDestructions(vault, tx))).toBe(1);
  expect(await rowOf(undone.id)).toMatchObject({ state: 'destroyed' });
});

test('a key store beside a database it does not belong to is not swept empty', async () => {
  const foreign = await openTestVault({ clock: () => clock.now });
  for (let i = 0; i < 30; i += 1) await foreign.store.addShare(randomUUID());
  const now = clock.now;
  clock.now = new Date(now.getTime() + 25 * 3_600_000);
  expect(await clockwork((tx) => sweepVault(foreign, tx))).toMatchObject({ orphans: 0, otherDatabase: true });
  clock.now = now;
  expect(foreign.store.state.shares.size).toBe(30);
  await removeTestVault(foreign);
});

test('custodians open a generation together, and fewer, strangers or a wrong group do not', async () => {
  const row = await keep(Buffer.from('übung'));
  const made = await generation();
  const other = await makeGeneration(vault.store, { custodians: 3, threshold: 2, now: clock.now });
  const open = (...shares: string[]) => openGeneration(made.file, shares);
  const [a = '', b = '', c = ''] = made.shares;
  await expect(open(a, b)).rejects.toThrow('vault.shares.few');
  await expect(open(a, b, b)).rejects.toThrow('vault.shares.few');
  await expect(open(a, b, other.shares[0] ?? '')).rejects.toThrow('vault.share.wrong');
  await expect(open(a, `${b.slice(0, 5)}0000${b.slice(9)}`, c)).rejects.toThrow('vault.share.wrong');
  await expect(openGeneration(Buffer.from('kein Stück'), [a, b, c])).rejects.toThrow('vault.generation.file');
  await expect(openGeneration(await readFile(vault.store.file), [a, b, c])).rejects.toThrow(
    'vault.generation.file',
  );
  const again = await open(a.toLowerCase().replaceAll('-', ' '), c, b);
  expect(again.number).toBe(made.number);
  const rehearsed = await restored(made, [1, 3, 4]);
  expect((await readAll(row, rehearsed)).toString()).toBe('übung');
  await removeTestVault(rehearsed);
  await ended(made.number);
});

test('who may not know the thing does not see that it has content', async () => {
  const mine = await keep(Buffer.from('meins'), { levelKey: intakeLevelKey });
  const seenBy = async (session: string): Promise<boolean> => {
    const options = { sessionHash: session, entryId: w.kernel.newId(), mode: 'read only' } as const;
    return transact(
      w.kernel,
      options,
      async (tx) => (await tx.readSql('select id from vault_object where id = $1', [mine.id])).length > 0,
    );
  };
  expect(await seenBy(await w.signIn(maker))).toBe(true);
  expect(await seenBy(await w.as('officer', 'root'))).toBe(false);
  expect(await seenBy(await w.administrator('security'))).toBe(false);
  await withRow(mine.id, (tx) =>
    attachObjects(vault, tx, {
      objectId: mine.id,
      levelKey: secret,
      subjectId: randomUUID(),
      partId: randomUUID(),
    }),
  );
  // it is content of a thing now, and its maker is nobody to that thing
  expect(await seenBy(await w.signIn(maker))).toBe(false);
});

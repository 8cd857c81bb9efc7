// BEY-5, SEC-2
import { cosign } from '@fengni/seal/cosignature';
import { signCheckpoint } from '@fengni/seal/checkpoint';
import { encodeLeaf } from '@fengni/seal/canonical';
import { leafHash } from '@fengni/seal/hash';
import { formatVerifierKey, generateSignerKey, verifierKeyOf } from '@fengni/seal/note';
import { verifyExport } from '@fengni/seal/verify';
import { expect, test } from 'vitest';
import { factors } from '../access/tables.ts';
import { refused } from '../testkit/world.ts';
import { auditRows } from './audit-rows.ts';
import { withSnapshot } from './reader.ts';
import { LogBrokenError, sealPending } from './sealer.ts';
import { type LogHouse, brokenCodes, openLogHouse, rebuildTree, testOrigin } from './test-house.ts';

/** A house with a sealed log of a few dozen entries, ten units and the place of the entry that added the fifth. */
async function sealedHouse() {
  const h = await openLogHouse();
  const units = await h.addUnits(10);
  await h.seal();
  const entry = await entryOf(h, '科5');
  return { h, units, entry };
}

async function entryOf(h: LogHouse, name: string): Promise<{ id: string; at: number }> {
  const [row] = await h.query<{ id: string; at: number }>(
    `select e.id, e.leaf_index as at from log_detail d join log_entry e on e.id = d.entry_id
     where d.details like $1 and d.command = 'org.addUnit'`,
    [`%"name":"${name}"%`],
  );
  if (row === undefined) throw new Error(`no entry added ${name}`);
  return row;
}

const forgedLeaf = (id: string) =>
  encodeLeaf({ version: 1, id, time: '2026-03-01T00:00:00.000Z', commitment: Buffer.alloc(32, 7) });
const madeUpId = '00000000-0000-4000-8000-000000000001';

test('a changed leaf is named by the export and in the house', async () => {
  const { h, entry } = await sealedHouse();
  await h.asRoot(['update log_entry set leaf = $2 where id = $1', entry.id, forgedLeaf(entry.id)]);
  expect((await h.check()).findings).toMatchObject([{ code: 'entry.changed', at: entry.at }]);
  const report = await h.verify();
  expect(report.verdict).toBe('broken');
  expect(report.findings).toContainEqual(
    expect.objectContaining({ code: 'entry.changed', params: { from: entry.at, to: entry.at, count: 1 } }),
  );
});

test('changed details are named in the house; the export holds their commitment only', async () => {
  const { h, entry } = await sealedHouse();
  await h.asRoot([
    `update log_detail set details = replace(details, '科5', '科6') where entry_id = $1`,
    entry.id,
  ]);
  expect((await h.check()).findings).toMatchObject([{ code: 'detail.changed', at: entry.at }]);
  expect((await h.verify()).verdict).toBe('intact');
});

test('details that mean the same in other words are named too', async () => {
  const { h, entry } = await sealedHouse();
  await h.asRoot([`update log_detail set details = details || ' ' where entry_id = $1`, entry.id]);
  expect((await h.check()).findings).toMatchObject([{ code: 'detail.changed', at: entry.at }]);
});

test('columns changed beside the details, by which the auditor searches, are named', async () => {
  const changes = [
    `command = 'org.addPerson'`,
    `outcome = 'denied'`,
    `person_id = null`,
    `account_id = gen_random_uuid()`,
    `subject_id = gen_random_uuid()`,
    `recorded_at = recorded_at + interval '1 day'`,
  ];
  const { h } = await sealedHouse();
  const places: number[] = [];
  for (const [i, change] of changes.entries()) {
    const { id, at } = await entryOf(h, `科${i + 1}`);
    places.push(at);
    await h.asRoot([`update log_detail set ${change} where entry_id = $1`, id]);
  }
  expect((await h.check()).findings).toMatchObject(places.map((at) => ({ code: 'detail.columns', at })));
});

test('a time changed beside the leaf is named', async () => {
  const { h, entry } = await sealedHouse();
  await h.asRoot([
    `update log_entry set recorded_at = recorded_at - interval '1 day' where id = $1`,
    entry.id,
  ]);
  expect((await h.check()).findings).toMatchObject([{ code: 'entry.columns', at: entry.at }]);
});

test('dropped details are named', async () => {
  const { h, entry } = await sealedHouse();
  await h.asRoot(['delete from log_detail where entry_id = $1', entry.id]);
  expect((await h.check()).findings).toMatchObject([{ code: 'detail.missing', at: entry.at }]);
});

test('a deleted entry is named by the export and in the house', async () => {
  const { h, entry } = await sealedHouse();
  await h.asRoot(['delete from log_entry where id = $1', entry.id]);
  expect((await h.check()).findings).toMatchObject([
    { code: 'entry.dropped', at: entry.at },
    { code: 'detail.stray', params: { entry: entry.id } },
    { code: 'rows.stray', params: { count: 1 } },
  ]);
  const report = await h.verify();
  expect(report.findings).toContainEqual(
    expect.objectContaining({ code: 'entry.dropped', params: { from: entry.at, to: entry.at, count: 1 } }),
  );
});

test('the last entries deleted, with their details, are named', async () => {
  const { h } = await sealedHouse();
  const size = await h.size();
  await h.asRoot(
    ['delete from log_row where entry_id in (select id from log_entry where leaf_index >= $1)', size - 3],
    ['delete from log_detail where entry_id in (select id from log_entry where leaf_index >= $1)', size - 3],
    ['delete from log_entry where leaf_index >= $1', size - 3],
  );
  expect((await h.check()).findings).toMatchObject(
    [3, 2, 1].map((n) => ({ code: 'entry.dropped', at: size - n })),
  );
  const report = await h.verify();
  expect(report.findings).toContainEqual(
    expect.objectContaining({ code: 'entry.dropped', params: { from: size - 3, to: size - 1, count: 3 } }),
  );
});

test('a log cut off with its tiles, under the old head, is named', async () => {
  const { h } = await sealedHouse();
  const size = await h.size();
  await h.asRoot(
    ['delete from log_row where entry_id in (select id from log_entry where leaf_index >= $1)', size - 3],
    ['delete from log_detail where entry_id in (select id from log_entry where leaf_index >= $1)', size - 3],
    ['delete from log_entry where leaf_index >= $1', size - 3],
    ['update log_tile set hashes = substr(hashes, 1, 32 * $1) where level = 0', size - 3],
  );
  expect((await h.check()).findings).toMatchObject([{ code: 'log.cut', params: { size, have: size - 3 } }]);
  expect((await h.verify()).verdict).toBe('broken');
});

test('a log cut off with its head is found by any older checkpoint, and by the rows it no longer explains', async () => {
  const { h, units } = await sealedHouse();
  const kept = await h.newestCheckpoint();
  const size = await h.size();
  const cut = 'select id from log_entry where leaf_index >= $1';
  await h.asRoot(
    [`delete from log_row where entry_id in (${cut})`, size - 3],
    [`delete from log_detail where entry_id in (${cut})`, size - 3],
    ['delete from log_entry where leaf_index >= $1', size - 3],
  );
  await h.database.asOwner(rebuildTree);
  await h.seal();
  // this is what the log's own key cannot show
  expect((await h.check()).verdict).toBe('intact');
  expect((await h.verify()).verdict).toBe('intact');
  const report = await h.verify({ since: Buffer.from(kept) });
  expect(brokenCodes(report)).toEqual(['since.rollback']);
  expect(report.since).toEqual({ size, result: 'rolledBack' });
  expect((await h.audit()).findings.map(({ code, params }) => [code, params['row']])).toEqual(
    units
      .slice(-3)
      .toSorted()
      .map((id) => ['row.unlogged', id]),
  );
});

test('history rewritten at the same length is found by what a witness signed, in the export and in the house', async () => {
  const { h, entry } = await sealedHouse();
  const witness = generateSignerKey({ name: 'superior.test/w1', kind: 'cosignature' });
  const auditor = await h.w.administrator('audit');
  await h.w.done(auditor, 'log.addWitness', { key: formatVerifierKey(witness) });
  const old = cosign(await h.newestCheckpoint(), witness, { logKeys: h.verifiers, time: h.clock.now }).note;
  await h.asRoot(['update log_entry set leaf = $2 where id = $1', entry.id, forgedLeaf(entry.id)]);
  await h.database.asOwner(rebuildTree);
  await h.seal();
  const report = await h.verify({ since: Buffer.from(old) });
  expect(brokenCodes(report)).toEqual(['since.fork']);
  expect(await h.w.run(auditor, 'log.cosign', { checkpoint: old })).toMatchObject(refused('log.cosign.fork'));

  await h.asRoot(['delete from log_entry where leaf_index > $1', entry.at]);
  await h.database.asOwner(rebuildTree);
  await h.asRoot(['delete from log_pending']);
  expect(await h.w.run(auditor, 'log.cosign', { checkpoint: old })).toMatchObject(
    refused('log.cosign.ahead'),
  );
});

test('an entry put in with a MAC the key ring did not make is sealed as foreign and told, whoever wipes the list', async () => {
  const { h } = await sealedHouse();
  const at = await h.size();
  await h.asRoot(
    ['insert into log_entry values ($1, now(), $2)', madeUpId, forgedLeaf(madeUpId)],
    [
      `insert into log_detail values ($1, $2, '{}', null, null, 'org.addUnit', 'done', null, now())`,
      madeUpId,
      Buffer.alloc(32),
    ],
    ['insert into log_pending (entry_id, mac) values ($1, $2)', madeUpId, Buffer.alloc(32)],
  );
  await h.addUnits(1, '后');
  await h.seal();
  expect(h.foreign).toEqual([madeUpId]);
  expect((await h.check()).findings).toMatchObject([{ code: 'entry.foreign', at }]);
  expect((await h.verify()).verdict).toBe('intact');
  expect(await h.w.lastEntry()).toMatchObject({
    command: 'log.foreign',
    details: { result: { foreign: [madeUpId], replayed: [], lost: [] } },
  });
  await h.asRoot(['delete from log_foreign']);
  expect((await h.check()).findings.map(({ code }) => code)).toEqual(['entry.columns', 'alarm.removed']);
});

test('an entry put in with a number of its own is named, then sealed as foreign', async () => {
  const { h } = await sealedHouse();
  const at = await h.size();
  await h.asRoot([
    'insert into log_entry values ($1, now(), $2, $3)',
    madeUpId,
    forgedLeaf(madeUpId),
    at + 5,
  ]);
  expect((await h.check()).findings).toMatchObject([
    { code: 'entry.inserted', at: at + 5, params: { entry: madeUpId } },
  ]);
  await h.seal();
  expect((await h.check()).findings).toMatchObject([{ code: 'entry.foreign', at }]);
});

test('an entry put in without a number and without a place in the queue is named', async () => {
  const { h } = await sealedHouse();
  await h.asRoot(['insert into log_entry values ($1, now(), $2)', madeUpId, forgedLeaf(madeUpId)]);
  expect((await h.check()).findings).toMatchObject([{ code: 'entry.unqueued', params: { entry: madeUpId } }]);
});

test('an entry put in between others, which move up, is named by the export', async () => {
  const { h, entry } = await sealedHouse();
  const size = await h.size();
  await h.asRoot(
    ['update log_entry set leaf_index = leaf_index + 1000 where leaf_index >= $1', entry.at],
    ['insert into log_entry values ($1, now(), $2, $3)', madeUpId, forgedLeaf(madeUpId), entry.at],
    ['update log_entry set leaf_index = leaf_index - 999 where leaf_index >= 1000'],
  );
  const report = await h.verify();
  expect(report.verdict).toBe('broken');
  expect(report.findings).toContainEqual(
    expect.objectContaining({ code: 'entry.inserted', params: { from: entry.at, count: 1 } }),
  );
  const found = (await h.check()).findings;
  expect(found).toContainEqual(expect.objectContaining({ code: 'entry.changed', at: entry.at }));
  expect(found).toContainEqual(expect.objectContaining({ code: 'entry.inserted', at: size }));
});

test('two entries that changed places are named as moved', async () => {
  const { h, entry } = await sealedHouse();
  const other = await entryOf(h, '科8');
  await h.asRoot(
    ['update log_entry set leaf_index = 1000 where id = $1', entry.id],
    ['update log_entry set leaf_index = $2 where id = $1', other.id, entry.at],
    ['update log_entry set leaf_index = $2 where id = $1', entry.id, other.at],
  );
  expect((await h.check()).findings).toMatchObject([
    { code: 'entry.moved', at: entry.at, params: { from: other.at } },
    { code: 'entry.moved', at: other.at, params: { from: entry.at } },
  ]);
  const report = await h.verify();
  expect(report.findings).toContainEqual(
    expect.objectContaining({ code: 'entry.reordered', params: { from: entry.at, to: other.at, count: 2 } }),
  );
});

test('a changed or missing tile is named, and the entries are not blamed', async () => {
  const { h, entry } = await sealedHouse();
  const at = 32 * entry.at;
  await h.asRoot([
    `update log_tile set hashes = overlay(hashes placing '\\x0000' from ${at + 1}) where level = 0`,
  ]);
  expect((await h.check()).findings.map(({ code }) => code)).toEqual(['tile.changed']);
  const report = await h.verify();
  expect(report.verdict).toBe('broken');
  expect(brokenCodes(report)).toContain('tile.changed');
  await h.asRoot(['delete from log_tile']);
  expect((await h.check()).findings.map(({ code }) => code)).toEqual(['tile.missing']);
  // the export is made of what is left: the entries still lead to the checkpoint
  expect((await h.verify()).verdict).toBe('intact');
});

test('in a log of several tiles the upper level and its parts are told apart', async () => {
  const h = await openLogHouse();
  await h.addEntries(600);
  await h.seal();
  const change = (level: number, tile: number, byte: number) =>
    h.asRoot([
      `update log_tile set hashes = set_byte(hashes, ${byte}, 255 - get_byte(hashes, ${byte})) where level = $1 and tile_index = $2`,
      level,
      tile,
    ]);
  await change(1, 0, 40);
  expect((await h.check()).findings.map(({ code }) => code)).toEqual(['tile.changed']);
  await change(1, 0, 40);
  expect((await h.check()).verdict).toBe('intact');

  await change(0, 1, 40);
  expect((await h.check()).findings).toMatchObject([
    { code: 'tile.changed', params: { level: 0, index: 1, from: 256, to: 511 } },
  ]);
  await change(0, 1, 40);

  // entry and its hash together: the level above still knows
  const leaf = forgedLeaf(madeUpId);
  await h.asRoot(
    ['update log_entry set leaf = $1 where leaf_index = 300', leaf],
    [
      `update log_tile set hashes = overlay(hashes placing $1 from ${32 * 44 + 1}) where level = 0 and tile_index = 1`,
      leafHash(leaf),
    ],
  );
  expect((await h.check()).findings).toContainEqual(
    expect.objectContaining({ code: 'entries.rewritten', params: { from: 256, to: 511 } }),
  );
  expect(brokenCodes(await h.verify())).not.toEqual([]);
});

test('head and checkpoint rewritten under another key: house, export and sealer refuse', async () => {
  const { h, entry } = await sealedHouse();
  const thief = generateSignerKey({ name: testOrigin, kind: 'ed25519' });
  await h.asRoot(['update log_entry set leaf = $2 where id = $1', entry.id, forgedLeaf(entry.id)]);
  await h.database.asOwner(rebuildTree);
  const [head] = await h.query<{ size: number; root: Buffer }>('select size, root from log_head');
  if (head === undefined) throw new Error('the log has a head');
  const note = signCheckpoint({ origin: testOrigin, ...head }, [thief]);
  await h.asRoot(['insert into log_checkpoint values ($1, $2, now())', head.size, note]);
  expect((await h.check()).findings.map(({ code }) => code)).toContain('checkpoint.signature');
  await expect(h.exportTo()).rejects.toThrow('note.unsigned');
  // the thief's own export, checked with the key the auditor was given in person
  const dir = await h.exportTo([verifierKeyOf(thief)]);
  const keys = Buffer.from(h.verifiers.map((key) => `${formatVerifierKey(key)}\n`).join(''));
  expect(brokenCodes(await verifyExport({ dir, keys, now: h.clock.now }))).toEqual(
    expect.arrayContaining(['key.swapped', 'checkpoint.keyUnused']),
  );
  await h.addUnits(1, '后');
  await expect(sealPending(h.w.kernel, h.sealer)).rejects.toThrow(LogBrokenError);
});

test('a head that was changed is named, and the sealer does not grow it', async () => {
  const { h } = await sealedHouse();
  const size = await h.size();
  await h.asRoot(['update log_head set root = sha256(root)']);
  expect((await h.check()).findings.map(({ code }) => code)).toContain('head.changed');
  await h.addUnits(1, '后');
  await expect(sealPending(h.w.kernel, h.sealer)).rejects.toThrow(LogBrokenError);
  expect(await h.size()).toBe(size);
});

test('a head that claims a size beyond all reason costs no more than what is there', async () => {
  const { h } = await sealedHouse();
  const have = await h.size();
  await h.asRoot(['update log_head set size = 9000000000000000']);
  expect((await h.check()).findings).toContainEqual(
    expect.objectContaining({ code: 'log.cut', params: { size: 9_000_000_000_000_000, have } }),
  );
});

test('a head set back behind its checkpoint is named, and the sealer stops', async () => {
  const { h } = await sealedHouse();
  const checkpoint = await h.newestCheckpoint();
  const size = await h.size();
  await h.asRoot(['delete from log_entry where leaf_index >= $1', size - 2]);
  await h.database.asOwner(rebuildTree);
  await h.asRoot(['insert into log_checkpoint values ($1, $2, now())', size, checkpoint]);
  expect((await h.check()).findings).toContainEqual(
    expect.objectContaining({ code: 'checkpoint.rollback', params: { size, have: size - 2 } }),
  );
  await h.addUnits(1, '后');
  await expect(sealPending(h.w.kernel, h.sealer)).rejects.toThrow(LogBrokenError);
});

test('the head deleted is named', async () => {
  const { h } = await sealedHouse();
  await h.asRoot(['delete from log_head']);
  expect((await h.check()).findings).toMatchObject([{ code: 'head.missing' }]);
});

test('a witness line removed from the record is named', async () => {
  const { h } = await sealedHouse();
  const witness = generateSignerKey({ name: 'superior.test/w1', kind: 'cosignature' });
  const auditor = await h.w.administrator('audit');
  await h.w.done(auditor, 'log.addWitness', { key: formatVerifierKey(witness) });
  const note = await h.newestCheckpoint();
  const cosigned = cosign(note, witness, { logKeys: h.verifiers, time: h.clock.now }).note;
  await h.w.done(auditor, 'log.cosign', { checkpoint: cosigned });
  await h.asRoot(['update log_checkpoint set note = $1 where witnessed_at is not null', note]);
  const size = Number(note.split('\n')[1]);
  await h.seal();
  expect((await h.check()).findings).toMatchObject([{ code: 'witness.signature', params: { size } }]);
});

test('an entry deleted before it was sealed, or queued a second time, is told in the log itself', async () => {
  const { h, entry } = await sealedHouse();
  await h.addUnits(1, '后');
  const [lost] = await h.query<{ entry_id: string }>(
    'select entry_id from log_pending order by seq desc limit 1',
  );
  await h.asRoot(
    ['delete from log_entry where id = $1', lost?.entry_id],
    ['insert into log_pending (entry_id, mac) values ($1, $2)', entry.id, Buffer.alloc(32)],
  );
  expect((await h.check()).findings).toContainEqual(
    expect.objectContaining({ code: 'pending.lost', params: { entry: lost?.entry_id } }),
  );
  const size = await h.size();
  // nothing but the alarm is sealed, and that in the turn after
  await h.seal();
  await h.seal();
  expect(await h.w.lastEntry()).toMatchObject({
    details: { result: { foreign: [], replayed: [entry.id], lost: [lost?.entry_id] } },
  });
  expect(await h.size()).toBe(size + 1);
  expect((await h.check()).findings.map(({ code }) => code)).toEqual(['detail.stray', 'rows.stray']);
});

test('a pruning nobody signed is not believed', async () => {
  const { h } = await sealedHouse();
  await h.asRoot(['update log_head set pruned_before = 10'], ['delete from log_entry where leaf_index < 10']);
  const { findings } = await h.check();
  expect(findings).toContainEqual(
    expect.objectContaining({ code: 'pruned.statement', params: { minimum: 10 } }),
  );
  expect(findings.filter(({ code }) => code === 'entry.dropped')).toHaveLength(10);
  await expect(h.exportTo()).rejects.toThrow('without a signed statement');
});

test('a register row changed past every trigger is named, with who last wrote it by the log', async () => {
  const { h, units, entry } = await sealedHouse();
  await h.asRoot([`update unit set name = '科九' where id = $1`, units[4]]);
  expect((await h.check()).verdict).toBe('intact');
  const { verdict, findings } = await h.audit();
  expect(verdict).toBe('broken');
  expect(findings).toMatchObject([
    {
      code: 'row.changed',
      at: entry.at,
      params: {
        table: 'unit',
        row: units[4],
        entry: entry.id,
        command: 'org.addUnit',
        person: 'officer@north',
      },
    },
  ]);
});

test('a register row deleted past every trigger is named', async () => {
  const { h, units, entry } = await sealedHouse();
  await h.asRoot(['delete from unit where id = $1', units[4]]);
  expect((await h.audit()).findings).toMatchObject([
    { code: 'row.deleted', at: entry.at, params: { table: 'unit', row: units[4], command: 'org.addUnit' } },
  ]);
});

test('a register row put in past every trigger is named', async () => {
  const { h } = await sealedHouse();
  await h.asRoot([
    `insert into unit select $1::uuid, parent_id, path, kind, 'x', null, 0, started_on, null from unit limit 1`,
    madeUpId,
  ]);
  expect((await h.audit()).findings).toMatchObject([
    { code: 'row.unlogged', params: { table: 'unit', row: madeUpId } },
  ]);
});

test('changing the log of written rows along with the row is named by its digest', async () => {
  const { h, units, entry } = await sealedHouse();
  await h.asRoot(
    [`update unit set name = '科九' where id = $1`, units[4]],
    [
      `update log_row set row_hash = row_hash((select to_jsonb(u) from unit u where id = $1)) where row_id = $1`,
      units[4],
    ],
  );
  expect((await h.audit()).findings).toMatchObject([{ code: 'rows.changed', at: entry.at }]);
  expect((await h.check()).findings).toMatchObject([{ code: 'rows.changed', at: entry.at }]);
});

test('writing through the trigger under an entry that is sealed, or that never was, is named', async () => {
  const { h, units, entry } = await sealedHouse();
  await h.database.asOwner(async (client) => {
    await client.query(`set fengni.entry = '${entry.id}'`);
    await client.query(`update unit set position = 7 where id = $1`, [units[2]]);
    await client.query(`set fengni.entry = '${madeUpId}'`);
    await client.query(`update unit set position = 7 where id = $1`, [units[7]]);
  });
  const { findings } = await h.audit();
  expect(findings.map(({ code, params }) => [code, params['row'] ?? params['entry']])).toEqual(
    expect.arrayContaining([
      ['rows.changed', entry.id],
      ['row.changed', units[7]],
      ['rows.stray', units[7]],
    ]),
  );
});

test('a row written under a foreign entry is named with it', async () => {
  const { h, units } = await sealedHouse();
  const [digest] = await h.database.asOwner(async (client) => {
    await client.query(`set fengni.entry = '${madeUpId}'`);
    await client.query(`update unit set position = 7 where id = $1`, [units[2]]);
    return (await client.query('select * from log_rows_digest($1)', [madeUpId])).rows;
  });
  const details = JSON.stringify({
    entry: madeUpId,
    at: '2026-03-01T00:00:00.000Z',
    actor: null,
    command: 'org.changeUnit',
    outcome: 'done',
    subject: null,
    rows: { count: digest.rows_written, digest: digest.digest },
  });
  await h.asRoot(
    [`insert into log_entry values ($1, '2026-03-01T00:00:00Z', $2)`, madeUpId, forgedLeaf(madeUpId)],
    [
      `insert into log_detail values ($1, $2, $3, null, null, 'org.changeUnit', 'done', null, '2026-03-01T00:00:00Z')`,
      madeUpId,
      Buffer.alloc(32),
      details,
    ],
    ['insert into log_pending (entry_id, mac) values ($1, $2)', madeUpId, Buffer.alloc(32)],
  );
  await h.seal();
  expect((await h.audit()).findings).toMatchObject([
    { code: 'row.foreign', params: { row: units[2], entry: madeUpId, command: 'org.changeUnit' } },
  ]);
});

test('a trigger taken away is named', async () => {
  const { h } = await sealedHouse();
  await h.asRoot(['alter table unit disable trigger note_row_change']);
  expect((await h.audit()).findings).toMatchObject([{ code: 'table.unguarded', params: { table: 'unit' } }]);
  await h.asRoot(['drop trigger note_row_delete on unit']);
  expect((await h.audit()).findings).toMatchObject([{ code: 'table.unguarded', params: { table: 'unit' } }]);
});

test('rows are hashed alike whatever the settings of who writes and of who audits', async () => {
  const { h } = await sealedHouse();
  const settings = {
    timezone: 'Asia/Tokyo',
    bytea_output: 'escape',
    datestyle: 'German',
    extra_float_digits: '-5',
  };
  const accountId = (await h.query<{ id: string }>('select id from account limit 1'))[0]?.id ?? '';
  await h.w.fixture(async (tx) => {
    for (const [name, value] of Object.entries(settings)) {
      await tx.writeSql('select set_config($1, $2, true)', [name, value]);
    }
    const sheet = { id: madeUpId, account_id: accountId, kind: 'totp', name: 'n', counter: 0 } as const;
    await tx.insert(factors, {
      ...sheet,
      secret: String.raw`\x00ff`,
      created_at: h.clock.now,
      ended_at: null,
    });
  });
  const report = await h.database.asOwner(async (client) => {
    for (const [name, value] of Object.entries(settings)) await client.query(`set ${name} = '${value}'`);
    return withSnapshot(client, auditRows);
  });
  expect(report).toMatchObject({ verdict: 'intact', findings: [] });
  expect(report.tables).toContainEqual({ table: 'factor', rows: 1 });
});

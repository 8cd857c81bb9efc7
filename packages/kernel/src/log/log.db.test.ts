import { cosign } from '@fengni/seal/cosignature';
import { formatVerifierKey, generateSignerKey, parseNote } from '@fengni/seal/note';
import { verifyProof } from '@fengni/seal/proof';
import { parseWitnessRequest } from '@fengni/seal/cosignature';
import { expect, test } from 'vitest';
import { openFile } from '../command/run-query.ts';
import { transact } from '../command/transact.ts';
import { refused } from '../testkit/world.ts';
import { LogEntryView, LogList, LogVerdict } from './contract.ts';
import { createHead, sealPending } from './sealer.ts';
import { type LogHouse, openLogHouse } from './test-house.ts';
import { writeEntry } from './write-entry.ts';

const audit = (h: LogHouse) => h.w.administrator('audit');

async function open(h: LogHouse, name: string, input: unknown): Promise<string> {
  const read = { name, input, sessionHash: await audit(h), terminal: '' };
  return Buffer.from((await openFile(h.w.kernel, read)).bytes).toString('utf8');
}

test('a house that did nothing wrong is intact, by itself and by its export', async () => {
  const h = await openLogHouse();
  await h.addUnits(3);
  await h.seal();
  expect(await h.check()).toMatchObject({ verdict: 'intact', findings: [], size: await h.size() });
  expect(await h.verify()).toMatchObject({ verdict: 'intact', size: await h.size() });
  expect(await h.audit()).toMatchObject({ verdict: 'intact', findings: [] });
});

test('in the national suite every checkpoint bears a line by Ed25519 and one by SM2', async () => {
  const h = await openLogHouse({ suite: 'guomi' });
  await h.addUnits(2);
  await h.seal();
  expect(parseNote(await h.newestCheckpoint()).signatures.map(({ keyId }) => keyId)).toEqual(
    h.verifiers.map(({ keyId }) => keyId),
  );
  const report = await h.verify();
  expect(report.verdict).toBe('intact');
  expect(report.keys.map(({ kind }) => kind)).toEqual(['ed25519', 'sm2']);
  expect((await h.check()).verdict).toBe('intact');
});

test('a head signed before the suite was known is signed again by every key', async () => {
  const h = await openLogHouse({ suite: 'guomi' });
  await h.addUnits(1);
  await sealPending(h.w.kernel, { ...h.sealer, signers: h.signers.slice(0, 1) });
  expect(await h.check()).toMatchObject({ verdict: 'broken', findings: [{ code: 'checkpoint.signature' }] });
  await h.seal();
  expect((await h.check()).verdict).toBe('intact');
});

test('two sealers at once grow one tree', async () => {
  const h = await openLogHouse();
  const work = h.addEntries(600);
  const sealers = Array.from({ length: 2 }, async () => {
    while ((await h.size()) < 600) await sealPending(h.w.kernel, h.sealer);
  });
  await Promise.all([work, ...sealers]);
  await h.seal();
  expect((await h.check()).verdict).toBe('intact');
  expect((await h.verify()).verdict).toBe('intact');
});

test('what was committed but not signed when the server died is signed at the next start', async () => {
  const h = await openLogHouse();
  await h.addUnits(2);
  await h.seal();
  const before = await h.newestCheckpoint();
  await h.addUnits(2);
  await h.seal();
  await h.database.asOwner(async (client) => {
    await client.query('delete from log_checkpoint');
    await client.query('insert into log_checkpoint values ($1, $2, now())', [
      Number(before.split('\n')[1]),
      before,
    ]);
  });
  h.clock.now = new Date(h.clock.now.getTime() + 120_000);
  expect((await h.check()).findings).toMatchObject([{ code: 'head.unsigned' }]);
  await h.seal();
  expect((await h.check()).verdict).toBe('intact');
  expect((await h.verify({ since: Buffer.from(before) })).since).toMatchObject({ result: 'consistent' });
});

test('five thousand entries are sealed in batches and lie in the order they were queued', async () => {
  const h = await openLogHouse();
  await h.addEntries(5_000);
  const queued = await h.query<{ entry_id: string }>('select entry_id from log_pending order by seq');
  await h.seal();
  const sealed = await h.query<{ id: string }>('select id from log_entry order by leaf_index');
  expect(sealed.map(({ id }) => id)).toEqual(queued.map((row) => row.entry_id));
  expect(await h.size()).toBe(queued.length);
  expect(await h.check()).toMatchObject({ verdict: 'intact', findings: [] });
  expect((await h.verify()).verdict).toBe('intact');
});

test('the log verifies at every size around a full tile', async () => {
  const h = await openLogHouse();
  await h.addEntries(252 - (await h.query('select from log_pending')).length);
  for (let size = 253; size <= 259; size += 1) {
    await h.addEntries(1);
    await h.seal();
    expect(await h.check()).toMatchObject({ verdict: 'intact', findings: [], size });
    expect(await h.verify()).toMatchObject({ verdict: 'intact', size });
  }
});

test('one checkpoint a day is kept besides the newest', async () => {
  const h = await openLogHouse();
  for (const day of ['2026-03-03', '2026-03-04']) {
    h.clock.now = new Date(`${day}T04:00:00Z`);
    await h.addUnits(1, day);
    await h.seal();
    await h.addUnits(1, `${day}b`);
    await h.seal();
  }
  const days = await h.query<{ day: string }>(
    'select signed_at::date::text as day from log_checkpoint order by size',
  );
  expect(days.map(({ day }) => day)).toEqual(['2026-03-03', '2026-03-04']);
});

test('an entry number chosen by hand does not stop the sealer', async () => {
  const h = await openLogHouse();
  await h.addUnits(1);
  await h.seal();
  await h.asRoot([
    `insert into log_entry values (gen_random_uuid(), now(), 'hand made', $1)`,
    await h.size(),
  ]);
  await h.addUnits(2);
  await h.seal();
  expect(h.foreign).toHaveLength(1);
  expect((await h.check()).findings).toMatchObject([{ code: 'entry.foreign' }]);
  expect((await h.verify()).verdict).toBe('intact');
});

test('text that is not Unicode is logged as far as it is', async () => {
  const h = await openLogHouse();
  const options = { sessionHash: '', entryId: h.w.kernel.newId(), mode: 'read write' } as const;
  await transact(h.w.kernel, options, (tx) =>
    writeEntry(tx, h.w.kernel.keys, {
      actor: null,
      terminal: '',
      command: 'test.event',
      commandId: null,
      outcome: 'refused',
      input: { name: 'a\ud800b' },
    }),
  );
  await h.seal();
  expect((await h.check()).verdict).toBe('intact');
  expect((await h.w.lastEntry()).details).toMatchObject({ input: { name: 'a\ufffdb' } });
});

test('a log has one head, and its name stays', async () => {
  const h = await openLogHouse();
  await createHead(h.w.kernel, 'another.test/log');
  expect(await h.query('select origin from log_head')).toEqual([{ origin: 'fengni.test/log' }]);
});

test('the auditor lists, searches and opens entries; nobody else does', async () => {
  const h = await openLogHouse();
  await h.addUnits(60);
  await h.seal();
  h.clock.now = new Date(h.clock.now.getTime() + 1000);
  await h.addUnits(1, '末');
  const auditor = await audit(h);
  const first = await h.w.ask(auditor, 'log.list', {}, LogList);
  expect(first.rows).toHaveLength(50);
  expect(first.rows.every((row) => row.login !== 'nobody')).toBe(true);
  expect(first).toMatchObject({ size: await h.size(), foreign: 0, witnessedAt: null });
  const ids = new Set<string>();
  for (let after: string | null = null, more = true; more;) {
    const page: typeof first = await h.w.ask(auditor, 'log.list', { after }, LogList);
    for (const row of page.rows) ids.add(row.entryId);
    after = page.next;
    more = after !== null;
  }
  const [{ n } = { n: 0 }] = await h.query<{ n: number }>('select count(*) as n from log_entry');
  expect(ids.size).toBe(n);

  const found = await h.w.ask(
    auditor,
    'log.list',
    { search: { command: 'org.addUnit', text: '末1' } },
    LogList,
  );
  expect(found.rows).toMatchObject([
    { command: 'org.addUnit', title: { zh: expect.any(String) }, outcome: 'done', leafIndex: null },
  ]);
  const none = { search: { command: 'org.addUnit', from: '2026-03-03' } };
  expect((await h.w.ask(auditor, 'log.list', none, LogList)).rows).toEqual([]);
  const today = {
    search: { command: 'org.addUnit', from: '2026-03-02', to: '2026-03-02', text: 'officer@north' },
  };
  expect((await h.w.ask(auditor, 'log.list', today, LogList)).rows).toHaveLength(50);

  const entryId = found.rows[0]?.entryId ?? '';
  const entry = await h.w.ask(auditor, 'log.entry', { entryId }, LogEntryView);
  expect(entry).toMatchObject({
    details: { input: { name: '末1' } },
    rows: [{ table: 'unit' }],
    more: false,
  });
  for (const session of [
    await h.w.administrator('system'),
    await h.w.administrator('security'),
    await h.w.as('officer', 'root'),
  ]) {
    for (const name of ['log.list', 'log.verify']) {
      await expect(h.w.query(session, name)).rejects.toMatchObject({ code: 'not.permitted' });
    }
    await expect(h.w.query(session, 'log.entry', { entryId })).rejects.toMatchObject({
      code: 'not.permitted',
    });
  }
});

test('the auditor has the log checked in the running house', async () => {
  const h = await openLogHouse();
  await h.addUnits(3);
  await h.seal();
  const auditor = await audit(h);
  await h.seal();
  expect(await h.w.ask(auditor, 'log.verify', {}, LogVerdict)).toMatchObject({
    verdict: 'intact',
    findings: [],
  });
  await h.asRoot([
    `update log_detail set details = replace(details, '科2', '科9') where details like '%科2%'`,
  ]);
  const verdict = await h.w.ask(auditor, 'log.verify', {}, LogVerdict);
  expect(verdict).toMatchObject({
    verdict: 'broken',
    findings: [{ code: 'detail.changed', at: expect.any(Number) }],
  });
});

test('a witness is registered, cosigns by file, and home knows how old it is', async () => {
  const h = await openLogHouse();
  const witness = generateSignerKey({ name: 'superior.test/w1', kind: 'cosignature' });
  const auditor = await audit(h);
  await h.addUnits(2);
  await h.seal();
  const request = parseWitnessRequest(await open(h, 'log.checkpoint', {}));
  expect(request.oldSize).toBe(0);
  const first = cosign(request.checkpoint, witness, { logKeys: h.verifiers, time: h.clock.now });
  expect(await h.w.run(auditor, 'log.cosign', { checkpoint: first.note })).toMatchObject(
    refused('log.cosign.unknown'),
  );
  await h.w.done(auditor, 'log.addWitness', { key: formatVerifierKey(witness) });
  expect(await h.w.run(auditor, 'log.addWitness', { key: formatVerifierKey(witness) })).toMatchObject(
    refused('log.witness.known'),
  );
  await h.addUnits(300);
  await h.seal();
  expect(await h.w.done(auditor, 'log.cosign', { checkpoint: first.note })).toMatchObject({
    witnesses: [witness.name],
  });

  await h.seal();
  const next = parseWitnessRequest(await open(h, 'log.checkpoint', { witness: witness.name }));
  const second = cosign(next.checkpoint, witness, {
    logKeys: h.verifiers,
    time: h.clock.now,
    previous: first.note,
    proof: next.proof,
  });
  expect(next.oldSize).toBe(request.checkpoint === '' ? 0 : Number(request.checkpoint.split('\n')[1]));
  await h.w.done(auditor, 'log.cosign', { checkpoint: second.note });
  const [age] = await h.query<{ at: Date }>('select witness_age() as at');
  expect(age?.at).toEqual(h.clock.now);
  expect((await h.check()).verdict).toBe('intact');
  const report = await h.verify({ witnesses: [Buffer.from(`${formatVerifierKey(witness)}\n`)] });
  expect(report).toMatchObject({ verdict: 'intact', cosigners: [{ name: witness.name }] });
});

test('what is not ours, not signed, or not of this history is not taken for a cosignature', async () => {
  const h = await openLogHouse();
  const other = await openLogHouse();
  const witness = generateSignerKey({ name: 'superior.test/w1', kind: 'cosignature' });
  const auditor = await audit(h);
  await h.w.done(auditor, 'log.addWitness', { key: formatVerifierKey(witness) });
  for (const house of [h, other]) {
    await house.addUnits(2);
    await house.seal();
  }
  const signedBy = (note: string, house: LogHouse, time = h.clock.now) =>
    cosign(note, witness, { logKeys: house.verifiers, time }).note;
  const ours = await h.newestCheckpoint();
  const late = new Date(h.clock.now.getTime() + 3_600_000);
  const cosigned = signedBy(ours, h);
  const cases = [
    ['log.cosign.malformed', 'something'],
    ['log.cosign.foreign', signedBy(await other.newestCheckpoint(), other)],
    ['log.cosign.unknown', ours],
    ['log.cosign.future', signedBy(ours, h, late)],
    ['log.cosign.signature', cosigned.replace(/.{12}\n$/, `${'A'.repeat(12)}\n`)],
  ] as const;
  for (const [code, checkpoint] of cases) {
    expect(await h.w.run(auditor, 'log.cosign', { checkpoint }), code).toMatchObject(refused(code));
  }
  const key = formatVerifierKey(generateSignerKey({ name: 'superior.test/w1', kind: 'ed25519' }));
  expect(await h.w.run(auditor, 'log.addWitness', { key })).toMatchObject(refused('log.witness.malformed'));
});

test('one event is proved to who may not see the log, with or without what it says', async () => {
  const h = await openLogHouse();
  await h.addUnits(3);
  const [entry] = await h.query<{ entry_id: string }>(
    `select entry_id from log_detail where details like '%科2%'`,
  );
  const entryId = entry?.entry_id ?? '';
  await expect(open(h, 'log.proof', { entryId })).rejects.toMatchObject({ code: 'log.unsigned' });
  await h.seal();
  const closed = verifyProof(await open(h, 'log.proof', { entryId }), { logKeys: h.verifiers });
  expect(closed.leaf.id).toBe(entryId);
  expect(closed.details).toBeUndefined();
  const disclosed = verifyProof(await open(h, 'log.proof', { entryId, disclose: true }), {
    logKeys: h.verifiers,
  });
  expect(disclosed.details).toMatchObject({ command: 'org.addUnit', input: { name: '科2' } });
  await h.addUnits(1, '新');
  const [fresh] = await h.query<{ entry_id: string }>(
    `select entry_id from log_detail where details like '%新1%'`,
  );
  await expect(open(h, 'log.proof', { entryId: fresh?.entry_id })).rejects.toMatchObject({
    code: 'log.entry.unsealed',
  });
  const security = {
    name: 'log.proof',
    input: { entryId },
    sessionHash: await h.w.administrator('security'),
    terminal: '',
  };
  await expect(openFile(h.w.kernel, security)).rejects.toMatchObject({ code: 'not.permitted' });
});

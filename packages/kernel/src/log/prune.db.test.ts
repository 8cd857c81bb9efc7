// BEY-7
import { cosign, parseWitnessRequest } from '@fengni/seal/cosignature';
import { formatVerifierKey, generateSignerKey } from '@fengni/seal/note';
import { expect, test } from 'vitest';
import { openFile } from '../command/run-query.ts';
import { withClient } from '../db/pool.ts';
import { refused } from '../testkit/world.ts';
import type { KeepFrom } from './prune-command.ts';
import { type LogHouse, openLogHouse } from './test-house.ts';

/** A house of some 800 entries: the units of the first part are never written again, but for one. */
async function oldHouse(keepFrom?: KeepFrom) {
  const h = await openLogHouse(keepFrom === undefined ? {} : { keepFrom });
  const units = await h.addUnits(5);
  await h.addEntries(700);
  const officer = await h.w.as('officer', 'north');
  const changed = { unitId: units[0], name: '科甲', code: null, position: 3 };
  await h.w.done(officer, 'org.changeUnit', changed);
  await h.addEntries(100);
  await h.seal();
  return { h, units };
}

async function askToPrune(h: LogHouse, before: number): Promise<string> {
  const auditor = await h.w.administrator('audit');
  const outcome = await h.w.run(auditor, 'log.prune', { before, reason: '保存期满' });
  if (outcome.kind !== 'parked') throw new Error(JSON.stringify(outcome));
  expect(outcome.nobodyDecides).toBe(false);
  return outcome.approvalId;
}

async function consent(h: LogHouse, approvalId: string) {
  const security = await h.w.administrator('security');
  const input = { approvalId, verdict: 'consent', openedAt: h.clock.now.toISOString() };
  return h.w.done(security, 'approval.decide', input);
}

test('two administrators prune the log; what is left verifies, and rows not written since are still audited', async () => {
  const { h, units } = await oldHouse();
  const kept = await h.newestCheckpoint();
  await h.w.administrator('security');
  const approvalId = await askToPrune(h, 600);
  await h.seal();
  expect(await h.query('select from log_entry where leaf_index = 0')).toHaveLength(1);
  expect(await consent(h, approvalId)).toMatchObject({ state: 'done', ran: { command: 'log.prune' } });
  await h.seal();
  await h.seal();
  const [left] = await h.query(
    `select (select min(leaf_index) from log_entry) as entry, (select min(tile_index) from log_tile where level = 0) as tile,
       (select count(*) from log_tile where level = 1) as upper, (select pruned_before from log_head) as pruned,
       (select count(*) from log_detail d where not exists (select from log_entry e where e.id = d.entry_id)) as details`,
  );
  expect(left).toEqual({ entry: 512, tile: 2, upper: 1, pruned: 512, details: 0 });

  expect(await h.check()).toMatchObject({ verdict: 'intact', findings: [], prunedBefore: 512 });
  const report = await h.verify({ since: Buffer.from(kept) });
  expect(report).toMatchObject({ verdict: 'intact', firstEntry: 512, since: { result: 'consistent' } });
  expect(report.findings.map(({ code }) => code)).toContain('pruned.stated');

  expect(await h.audit()).toMatchObject({ verdict: 'intact', findings: [] });
  await h.asRoot([`update unit set name = '科九' where id = any($1)`, [units[0], units[3]]]);
  const { findings } = await h.audit();
  expect(findings.map(({ code, params }) => [code, params['row'], params['command']])).toEqual(
    [
      ['row.changed', units[0], 'org.changeUnit'],
      ['row.changed', units[3], '—'],
    ].toSorted((a, b) => (String(a[1]) < String(b[1]) ? -1 : 1)),
  );
});

test('hashes carried over by a pruning are themselves committed to', async () => {
  const { h, units } = await oldHouse();
  await h.w.administrator('security');
  await consent(h, await askToPrune(h, 512));
  await h.seal();
  await h.seal();
  expect((await h.check()).verdict).toBe('intact');
  await h.asRoot(
    [`update unit set name = '科九' where id = $1`, units[3]],
    [
      `update log_row set row_hash = row_hash((select to_jsonb(u) from unit u where id = $1)) where row_id = $1`,
      units[3],
    ],
  );
  expect((await h.check()).findings).toMatchObject([{ code: 'rows.carried' }]);
  expect((await h.audit()).findings).toMatchObject([{ code: 'rows.carried' }]);
});

test('a pruned log can be pruned again, and rows deleted meanwhile are not missed', async () => {
  const { h, units } = await oldHouse();
  await h.w.administrator('security');
  await consent(h, await askToPrune(h, 256));
  await h.seal();
  await h.seal();
  await h.addEntries(300);
  const officer = await h.w.as('officer', 'north');
  await h.w.done(officer, 'org.changeUnit', { unitId: units[1], name: '科乙', code: null, position: 3 });
  await h.addEntries(300);
  await h.seal();
  await consent(h, await askToPrune(h, (await h.size()) - 10));
  await h.seal();
  await h.seal();
  expect((await h.check()).prunedBefore).toBeGreaterThan(1000);
  expect((await h.check()).verdict).toBe('intact');
  expect((await h.verify()).verdict).toBe('intact');
  expect((await h.audit()).verdict).toBe('intact');
  const hashes = await h.query('select from log_row where row_id = any($1)', [units.slice(0, 2)]);
  expect(hashes).toHaveLength(2);
  await h.asRoot(['delete from unit where id = $1', units[2]]);
  expect((await h.audit()).findings).toMatchObject([{ code: 'row.deleted', params: { row: units[2] } }]);
});

test('what live carriers rest on, what is not sealed, and what is gone already is not pruned', async () => {
  const { h } = await oldHouse(async () => 400);
  const auditor = await h.w.administrator('audit');
  const tries = [
    [513, 'log.prune.kept'],
    [100, 'log.prune.none'],
    [100_000, 'log.prune.size'],
  ] as const;
  for (const [before, code] of tries) {
    expect(await h.w.run(auditor, 'log.prune', { before, reason: '保存期满' })).toMatchObject(refused(code));
  }
  const security = await h.w.administrator('security');
  expect(await h.w.run(security, 'log.prune', { before: 256, reason: '保存期满' })).toMatchObject({
    kind: 'refused',
  });
});

test('a consent to another extent, or none, does not order a pruning: the database sees to it', async () => {
  const { h } = await oldHouse();
  const auditor = await h.w.administrator('audit');
  await h.w.administrator('security');
  await askToPrune(h, 256);
  const order = withClient(h.database.runtimeConfig, async (client) => {
    await client.query(
      `begin; set local role fengni_writer; set local fengni.session = '${auditor}'; set local fengni.entry = '${h.w.kernel.newId()}'`,
    );
    await client.query('select order_pruning(256, sha256($1), now())', [Buffer.from('x')]);
  });
  await expect(order).rejects.toThrow('needs the consent of the security administrator');
});

test('nothing is deleted before the order itself is sealed, and a crash between steps is made good', async () => {
  const { h } = await oldHouse();
  await h.w.administrator('security');
  await consent(h, await askToPrune(h, 512));
  expect(await h.query('select from log_entry where leaf_index < 512')).toHaveLength(512);
  await h.seal();
  // as if the server had died after the statement was signed
  expect(await h.query('select from log_pruning where finished_at is not null')).toHaveLength(1);
  await h.asRoot(['update log_pruning set finished_at = null']);
  expect((await h.check()).verdict).toBe('intact');
  await h.seal();
  await h.seal();
  expect(await h.query('select from log_pruning where finished_at is null')).toHaveLength(0);
  expect((await h.check()).verdict).toBe('intact');
  expect((await h.audit()).verdict).toBe('intact');
});

test('a log is not pruned past what its witness has seen, and the witness follows on afterwards', async () => {
  const { h } = await oldHouse();
  const witness = generateSignerKey({ name: 'superior.test/w1', kind: 'cosignature' });
  const auditor = await h.w.administrator('audit');
  await h.w.administrator('security');
  await h.w.done(auditor, 'log.addWitness', { key: formatVerifierKey(witness) });
  expect(await h.w.run(auditor, 'log.prune', { before: 512, reason: '保存期满' })).toMatchObject(
    refused('log.prune.unwitnessed'),
  );
  await h.seal();
  const first = cosign(await h.newestCheckpoint(), witness, { logKeys: h.verifiers, time: h.clock.now });
  await h.w.done(auditor, 'log.cosign', { checkpoint: first.note });
  await consent(h, await askToPrune(h, 512));
  await h.seal();
  await h.seal();
  const read = { name: 'log.checkpoint', input: {}, sessionHash: auditor, terminal: '' };
  const request = parseWitnessRequest(Buffer.from((await openFile(h.w.kernel, read)).bytes).toString('utf8'));
  const next = cosign(request.checkpoint, witness, {
    logKeys: h.verifiers,
    time: h.clock.now,
    previous: first.note,
    proof: request.proof,
  });
  expect(await h.w.done(auditor, 'log.cosign', { checkpoint: next.note })).toMatchObject({
    witnesses: [witness.name],
  });
});

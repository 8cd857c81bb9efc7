import { cosign } from '@fengni/seal/cosignature';
import { generateSignerKey, verifierKeyOf } from '@fengni/seal/note';
import { expect, test } from 'vitest';
import { transact } from '../command/transact.ts';
import { table } from '../db/table.ts';
import { readEvidence, readRowImages } from './evidence.ts';
import { proofBundle, verifyBundle } from './proof-bundle.ts';
import { type LogHouse, openLogHouse } from './test-house.ts';

const custody = table<{ id: string }>('custody');

/** A register of the unit with one carrier in it. */
async function addRegister(h: LogHouse, unit: 'north' | 'south') {
  const { id: unitId, path } = h.w.units[unit];
  const ids = { register: h.w.kernel.newId(), carrier: h.w.kernel.newId(), copy: h.w.kernel.newId() };
  const { id: keeper } = await h.w.person(`保管员${unit}`, unit);
  await h.w.fixture(async (tx) => {
    await tx.writeSql(
      `insert into register (id, kind, unit_id, unit_path, name, number_grammar) values ($1, 'carrier', $2, $3, '台账', '{}')`,
      [ids.register, unitId, path],
    );
    await tx.writeSql(
      `insert into carrier (id, register_id, unit_id, unit_path, number, number_sort, medium, scheme, level, level_rank,
         validity, mark, origin, copy_count, state, registered_at, registered_by)
       values ($1, $2, $3, $4, '1', '1', 'paper', 'cn', 'x', 2, '{}', '机密', 'own', 1, 'active', $5, $6)`,
      [ids.carrier, ids.register, unitId, path, h.clock.now, keeper],
    );
    await tx.writeSql(
      `insert into copy (id, carrier_id, register_id, copy_no, code, state, since)
       values ($1, $2, $3, '1', $4, 'in-store', $5)`,
      [
        ids.copy,
        ids.carrier,
        ids.register,
        `FN-${ids.copy.slice(0, 4).toUpperCase()}-0000-0000`,
        h.clock.now,
      ],
    );
  });
  return { ...ids, keeper };
}
type Register = Awaited<ReturnType<typeof addRegister>>;

/** One entry under which copies of these registers change hands. Returns the entry and the custody rows. */
async function handOver(h: LogHouse, registers: readonly Register[], holder: string) {
  const rows: string[] = [];
  const entryId = await h.w.fixture(async (tx) => {
    for (const { register, carrier, copy, keeper } of registers) {
      const id = tx.newId();
      rows.push(id);
      await tx.writeSql(
        `insert into custody (id, copy_id, carrier_id, register_id, happened_at, entered_at, move, state, holder_id, by_id, signed, note, entry_id)
         values ($1, $2, $3, $4, $5, $5, 'lend', 'on-loan', $6, $7, 'clerk', '三号柜 "甲" \\ é 😀', $8)`,
        [id, copy, carrier, register, tx.now, holder, keeper, tx.entryId],
      );
    }
    return tx.entryId;
  });
  return { entryId, rows };
}

async function house() {
  const h = await openLogHouse();
  const north = await addRegister(h, 'north');
  const south = await addRegister(h, 'south');
  const borrower = await h.w.person('甲一', 'north');
  const inNorth = await handOver(h, [north], borrower.id);
  const inBoth = await handOver(h, [north, south], borrower.id);
  await h.addEntries(300);
  const sessions = {
    clerk: await h.w.as('document-clerk', 'north'),
    leader: await h.w.as('officer', 'root'),
    borrower: await h.w.signIn(borrower.id),
    auditor: await h.w.administrator('audit'),
    teacher: await h.w.as('teacher', 'north'),
  };
  await h.seal();
  const evidence = (session: string, ids: readonly string[]) =>
    transact(h.w.kernel, { sessionHash: session, entryId: h.w.kernel.newId(), mode: 'read only' }, (tx) =>
      readEvidence(tx, ids),
    );
  const images = (session: string, ids: readonly string[]) =>
    transact(h.w.kernel, { sessionHash: session, entryId: h.w.kernel.newId(), mode: 'read only' }, (tx) =>
      readRowImages(tx, custody, ids),
    );
  return { h, inNorth, inBoth, sessions, evidence, images };
}

test('an entry is opened to who handles all it wrote, and to the auditor; to nobody who merely holds a copy', async () => {
  const { inNorth, inBoth, sessions, evidence, images } = await house();
  const ids = [inNorth.entryId, inBoth.entryId];
  const opened = async (session: string) =>
    (await evidence(session, ids)).entries.map(({ entryId }) => entryId);
  expect(await opened(sessions.clerk)).toEqual([inNorth.entryId]);
  expect(await opened(sessions.leader)).toEqual(ids);
  expect(await opened(sessions.auditor)).toEqual(ids);
  // he sees the row that names him, and gets no evidence: entries name others too
  expect(await images(sessions.borrower, inNorth.rows)).toHaveLength(1);
  for (const session of [sessions.borrower, sessions.teacher, '']) {
    await expect(evidence(session, ids)).rejects.toMatchObject({ code: 'not.found' });
  }
  expect((await evidence(sessions.clerk, ids)).absent).toEqual([inBoth.entryId]);
});

test('a row that names another entry opens nothing, and the log as a whole stays the auditor’s', async () => {
  const { h, inNorth, sessions, evidence } = await house();
  const [other] = await h.query<{ id: string }>('select id from log_entry where leaf_index = 0');
  await h.asRoot(['update custody set entry_id = $1 where id = $2', other?.id, inNorth.rows[0]]);
  await expect(evidence(sessions.clerk, [other?.id ?? ''])).rejects.toMatchObject({ code: 'not.found' });
  const count = (text: string) =>
    transact(
      h.w.kernel,
      { sessionHash: sessions.clerk, entryId: h.w.kernel.newId(), mode: 'read only' },
      (tx) => tx.readSql<{ n: number }>(text),
    );
  expect(await count('select count(*) as n from log_detail')).toEqual([{ n: 1 }]);
  expect(await count('select count(*) as n from log_foreign')).toEqual([{ n: 0 }]);
});

/** A bundle as the leader gets it, and the same as an object to spoil. */
async function bundleOf() {
  const { h, inNorth, inBoth, sessions, evidence, images } = await house();
  const rowIds = [...inNorth.rows, ...inBoth.rows];
  const found = await images(sessions.leader, rowIds);
  const text = proofBundle({
    question: { copy: '1', on: '2026-03-02' },
    answer: { holder: '甲一' },
    rows: found.map((row) => ({
      ...row,
      entryId: inNorth.rows.includes(row.rowId) ? inNorth.entryId : inBoth.entryId,
    })),
    evidence: await evidence(sessions.leader, [inNorth.entryId, inBoth.entryId]),
    verifiers: h.verifiers,
  });
  return { h, text, inNorth, inBoth };
}

test('custody is proved to a third party from one file', async () => {
  const { h, text, inNorth, inBoth } = await bundleOf();
  const report = verifyBundle(text, h.verifiers);
  expect(report).toMatchObject({
    verdict: 'intact',
    findings: [],
    answer: { holder: '甲一' },
    checkpoint: { origin: 'fengni.test/log', size: await h.size() },
  });
  expect(report.rows.map(({ rowId }) => rowId).toSorted()).toEqual(
    [...inNorth.rows, ...inBoth.rows].toSorted(),
  );
  expect(JSON.parse(report.rows[0]?.image ?? '')).toMatchObject({ note: '三号柜 "甲" \\ é 😀' });
  expect(verifyBundle(text, []).findings.map(({ code }) => code)).toEqual(['bundle.keys']);

  const witness = generateSignerKey({ name: 'superior.test/w1', kind: 'cosignature' });
  const note = await h.newestCheckpoint();
  const cosigned = cosign(note, witness, { logKeys: h.verifiers, time: h.clock.now }).note;
  const witnessed = text.replaceAll(JSON.stringify(note).slice(1, -1), JSON.stringify(cosigned).slice(1, -1));
  expect(verifyBundle(witnessed, h.verifiers, [verifierKeyOf(witness)])).toMatchObject({
    verdict: 'intact',
    cosigners: [{ name: witness.name }],
  });
});

test('whatever is changed in the file is told', async () => {
  const { h, text, inNorth, inBoth } = await bundleOf();
  const stranger = generateSignerKey({ name: 'fengni.test/log', kind: 'ed25519' });
  const spoil = (change: (bundle: Spoilable) => void): string => {
    const bundle: Spoilable = JSON.parse(text);
    change(bundle);
    return JSON.stringify(bundle);
  };
  const codes = (spoiled: string, keys = h.verifiers) =>
    verifyBundle(spoiled, keys).findings.map(({ code }) => code);
  expect(
    codes(spoil((b) => void (first(b.rows).image = first(b.rows).image.replace('on-loan', 'in-store')))),
  ).toEqual(['bundle.row']);
  expect(codes(spoil((b) => void (first(b.rows).id = inBoth.rows[1] ?? '')))).toEqual(['bundle.row']);
  expect(codes(spoil((b) => void (first(b.rows).entry = 'nowhere')))).toEqual(['bundle.entry']);
  expect(
    codes(spoil((b) => void first(b.entries).rows.push(['custody', inNorth.rows[0] ?? '', null]))),
  ).toEqual(['bundle.list']);
  expect(codes(spoil(swapIds))).toEqual(['bundle.proof', 'bundle.proof']);
  expect(
    codes(
      spoil((b) => void (first(b.entries).proof = first(b.entries).proof.replace(/index \d+/, 'index 0'))),
    ),
  ).toEqual(['bundle.proof']);
  expect(codes(spoil((b) => void (b.checkpoint = b.checkpoint.replace('fengni', 'fengnj'))))).toEqual([
    'bundle.checkpoint',
    'bundle.checkpoint',
  ]);
  expect(codes(text, [verifierKeyOf(stranger)])).toEqual(['bundle.signature', 'bundle.signature']);
  for (const broken of ['', '{}', '[]', text.slice(0, -10)]) {
    expect(verifyBundle(broken, h.verifiers).verdict).toBe('unreadable');
  }
});

function first<T>(list: readonly T[]): T {
  const [one] = list;
  if (one === undefined) throw new Error('the list is not empty');
  return one;
}

function swapIds({ entries: [a, b] }: Spoilable): void {
  if (a !== undefined && b !== undefined) [a.id, b.id] = [b.id, a.id];
}

test('the log is kept from where the custody of a live carrier begins', async () => {
  const { h, inNorth, inBoth, sessions } = await house();
  const keepFrom = async () => {
    const options = {
      sessionHash: sessions.auditor,
      entryId: h.w.kernel.newId(),
      mode: 'read only',
    } as const;
    const rows = await transact(h.w.kernel, options, (tx) =>
      tx.readSql<{ leaf: number | null }>('select log_keep_from()::float8 as leaf'),
    );
    return first(rows).leaf;
  };
  const leafOf = async (id: string) =>
    first(await h.query<{ at: number }>('select leaf_index as at from log_entry where id = $1', [id])).at;
  expect(await keepFrom()).toBe(await leafOf(inNorth.entryId));
  await h.asRoot([`update carrier set state = 'ended' where unit_id = $1`, h.w.units.north.id]);
  expect(await keepFrom()).toBe(await leafOf(inBoth.entryId));
  await h.asRoot([`update carrier set state = 'ended'`]);
  expect(await keepFrom()).toBeNull();
});

interface Spoilable {
  checkpoint: string;
  rows: { id: string; image: string; entry: string }[];
  entries: { id: string; proof: string; rows: [string, string, string | null][] }[];
}

test('what was written a moment ago is refused until it is sealed', async () => {
  const { h, sessions, evidence } = await house();
  const north = await addRegister(h, 'north');
  const { entryId } = await handOver(h, [north], north.keeper);
  await expect(evidence(sessions.clerk, [entryId])).rejects.toMatchObject({ code: 'log.entry.unsealed' });
});

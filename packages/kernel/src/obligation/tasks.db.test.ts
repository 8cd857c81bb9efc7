import { afterAll, expect, test } from 'vitest';
import { settings } from '../access/tables.ts';
import { approvals } from '../approval/tables.ts';
import type { FlowStep } from '../command/define.ts';
import { HomeToday, ObligationList, type ObligationLineView } from './contract.ts';
import { owe } from './owe.ts';
import { createObligationHouse } from './testing/obligation-house.ts';

const { database, w, turn } = await createObligationHouse();
afterAll(async () => {
  expect(w.kernel.faults).toEqual([]);
  await database.close();
});

async function listAll(session: string, filter: object): Promise<ObligationLineView[]> {
  const rows: ObligationLineView[] = [];
  let after: string | null = null;
  do {
    const page: ReturnType<typeof ObligationList.parse> = await w.ask(
      session,
      'obligation.list',
      { ...filter, after },
      ObligationList,
    );
    rows.push(...page.rows);
    after = page.next;
  } while (after !== null);
  return rows;
}
const calendar = async (session: string, filter: object = {}) =>
  (await listAll(session, filter)).filter((row) => row.kind.startsWith('calendar:'));
const setPacks = (value: readonly string[]) =>
  w.fixture((tx) => tx.insert(settings, { id: tx.newId(), name: 'house.packs', value }));

test('the calendar is laid out for each company and its office, under the duties they have, and only once', async () => {
  await setPacks(['cn-state-secret']);
  await w.unit('a department', 'north');
  const north = await w.as('officer', 'north');
  await w.as('unit-leader', 'south');
  const south = await w.as('officer', 'south');
  await turn();
  const laid = await calendar(north);
  expect(new Set(laid.map((row) => row.unit))).toEqual(new Set(['north']));
  const letters = laid.find((row) => row.kind === 'calendar:cn-state-secret:responsibility-letters');
  // no unit leader is named in the north, so the first responsible person owes what the unit owes
  expect(letters).toMatchObject({
    dueOn: '2026-03-31',
    duty: 'first-responsible',
    basis: { confidence: expect.any(String), source: { zh: expect.any(String) } },
  });
  const classifiers = laid.find((row) => row.kind === 'calendar:cn-state-secret:classifier-list');
  expect(classifiers).toMatchObject({ duty: 'officer', mine: true });
  expect(laid.every((row) => row.dueOn >= '2026-03-02' && row.dueOn <= '2026-06-10')).toBe(true);
  expect((await calendar(south)).find((row) => row.kind === letters?.kind)).toMatchObject({
    duty: 'unit-leader',
    unit: 'south',
  });
  expect((await w.lastEntry()).command).toBe('calendar.owe');

  await w.done(north, 'obligation.end', { obligationId: classifiers?.id, outcome: 'done', reason: '已报备' });
  await w.onDay('2026-03-03', turn);
  // what was done is not owed again, and the day that came into sight adds nothing twice
  const again = await calendar(north);
  expect(again.some((row) => row.kind === classifiers?.kind)).toBe(false);
  expect(new Set(again.map((row) => `${row.kind} ${row.dueOn}`)).size).toBe(again.length);
});

test('after a standstill what fell due meanwhile is owed all the same', async () => {
  const north = await w.as('officer', 'north');
  const kinds = async (from: string, to: string) =>
    (await calendar(north)).filter((row) => row.dueOn >= from && row.dueOn <= to).map((row) => row.kind);
  expect(await kinds('2026-06-11', '2026-06-30')).toEqual([]);
  await w.onDay('2026-07-15', async () => {
    await turn();
    expect(await kinds('2026-06-11', '2026-06-30')).toContain('calendar:cn-state-secret:stocktaking');
    expect((await w.ask(north, 'home.today', {}, HomeToday)).late.map((row) => row.kind)).toContain(
      'calendar:cn-state-secret:committee-meeting',
    );
  });
});

test('what is overdue goes up after a day and again after five, on record', async () => {
  const { id } = await w.person('甲一', 'north');
  const officer = await w.as('officer', 'north');
  await w.fixture((tx) =>
    owe(tx, {
      kind: 'carrier.return-loan',
      unitPath: w.units.north.path,
      personId: id,
      subject: { table: 'copy', id: tx.newId(), number: 'lent' },
      dueOn: '2026-08-10',
    }),
  );
  const level = async (day: string) =>
    w.onDay(day, async () => {
      await turn();
      const rows = await listAll(officer, { kind: 'carrier.return-loan' });
      return rows.find((row) => row.subjectNumber === 'lent')?.escalated;
    });
  expect(await level('2026-08-10')).toBe(0);
  expect(await level('2026-08-11')).toBe(1);
  expect(await level('2026-08-14')).toBe(1);
  expect(await level('2026-08-15')).toBe(2);
  expect(await level('2026-08-30')).toBe(2);
});

test('an overdue step is owed by the first of its duties that somebody holds, until it is decided', async () => {
  const { id } = await w.person('乙二', 'south');
  await w.signIn(id);
  const leader = await w.as('leader-in-charge', 'south');
  const account = await database.asOwner(async (client) => {
    const { rows } = await client.query<{ id: string }>('select id from account where person_id = $1', [id]);
    return rows[0]?.id ?? '';
  });
  const approvalId = w.kernel.newId();
  const step: FlowStep = {
    duties: ['reviewer', 'leader-in-charge'],
    count: 1,
    days: 1,
    must: 'handle',
    name: { zh: '甲', en: 'first' },
  };
  await w.fixture((tx) =>
    tx.insert(approvals, {
      id: approvalId,
      command: 'carrier.borrow',
      subject_id: null,
      subject_number: '000127',
      unit_id: w.units.south.id,
      unit_path: w.units.south.path,
      requester_person: id,
      requester_account: account,
      reason: '',
      snapshot: {},
      snapshot_hash: '',
      flow: 'test',
      steps: [step],
      step: 0,
      state: 'pending',
      nobody_decides: false,
      result: null,
      failure: null,
      created_at: new Date('2026-09-01T01:00:00Z'),
      // 2 September, half past midnight in Shanghai
      step_due_at: new Date('2026-09-01T16:30:00Z'),
      ended_at: null,
    }),
  );
  const owed = (state: string) => listAll(leader, { kind: 'approval.decide', state });
  await w.onDay('2026-09-01', turn);
  expect(await owed('open')).toEqual([]);
  await w.onDay('2026-09-02', turn);
  await w.onDay('2026-09-03', turn);
  expect(await owed('open')).toMatchObject([
    {
      dueOn: '2026-09-02',
      duty: 'leader-in-charge',
      subjectId: approvalId,
      subjectNumber: '000127',
      mine: true,
    },
  ]);
  await w.fixture(async (tx) => {
    tx.grant([approvalId]);
    await tx.writeSql(`update approval set state = 'refused', step_due_at = null where id = $1`, [
      approvalId,
    ]);
  });
  await w.onDay('2026-09-04', turn);
  expect(await owed('open')).toEqual([]);
  expect(await owed('done')).toMatchObject([{ subjectId: approvalId }]);
});

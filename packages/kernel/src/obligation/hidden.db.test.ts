// PER-1, SEC-1
import { afterAll, expect, test } from 'vitest';
import { refused } from '../testkit/world.ts';
import { HomeToday, ObligationList } from './contract.ts';
import { type Debt, owe } from './owe.ts';
import { createObligationHouse } from './testing/obligation-house.ts';

const { database, w } = await createObligationHouse();
afterAll(async () => {
  expect(w.kernel.faults).toEqual([]);
  await database.close();
});

const list = (session: string) => w.ask(session, 'obligation.list', {}, ObligationList);
const owed = (debt: Omit<Debt, 'unitPath' | 'dueOn'>) =>
  w.fixture((tx) => owe(tx, { ...debt, unitPath: w.units.north.path, dueOn: '2026-03-02' }));

test('what is owed about somebody is hidden from him, whatever duty he holds, and from nobody else', async () => {
  const officer = await w.as('officer', 'north');
  const personnel = await w.as('personnel', 'north');
  const subject = { table: 'person', id: w.personOf(officer), number: 'officer' };
  const before = { list: await list(officer), home: await w.ask(officer, 'home.today', {}, HomeToday) };
  await owed({ kind: 'test.inquiry', duty: 'personnel', hiddenFrom: w.personOf(officer), subject });
  const after = { list: await list(officer), home: await w.ask(officer, 'home.today', {}, HomeToday) };
  expect(after).toEqual(before);
  const seen = (await list(personnel)).rows.find((row) => row.kind === 'test.inquiry');
  expect(seen).toMatchObject({ mine: true });
  const chase = { obligationId: seen?.id };
  expect(await w.run(officer, 'obligation.chase', chase)).toMatchObject(refused('not.found'));
});

test('an administrator sees what he owes by his power, and the others do not', async () => {
  const security = await w.administrator('security');
  const system = await w.administrator('system');
  await owed({ kind: 'test.grant', power: 'security' });
  expect((await list(security)).rows).toMatchObject([{ kind: 'test.grant', mine: true, person: null }]);
  expect((await list(system)).rows).toEqual([]);
  // whoever looks after the unit sees that it is still owed, as with everything else there
  const officer = await w.as('officer', 'north');
  expect((await list(officer)).rows).toMatchObject([{ kind: 'test.grant', mine: false }]);
});

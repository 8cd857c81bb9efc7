// ORG-1: a unit moves with all that hangs on it
import { invariant } from '@fengni/kernel/command/invariant';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refused, textOf } from '@fengni/kernel/testkit/world';
import { CarrierList } from './contract.ts';
import { type House, createHandlingHouse } from './testing/handling-house.ts';

let h: House;
beforeAll(async () => {
  h = await createHandlingHouse();
});
afterAll(async () => {
  expect(h.w.kernel.faults).toEqual([]);
  await h.close();
});

const reason = '机构改革';

async function consent(approvalId: string) {
  return h.w.run(await h.w.administrator('security'), 'approval.decide', {
    approvalId,
    verdict: 'consent',
    openedAt: h.clock.now.toISOString(),
  });
}

async function moveUnit(unitId: string, parentId: string) {
  const outcome = await h.w.run(await h.w.as('officer', 'root'), 'org.moveUnit', {
    unitId,
    parentId,
    reason,
  });
  invariant(outcome.kind === 'parked', `moving parks, it was ${JSON.stringify(outcome)}`);
  return consent(outcome.approvalId);
}

/** Rows of any table whose path is not that of their unit. */
async function strayPaths(): Promise<string[]> {
  return h.database.asOwner(async (client) => {
    const tables = await client.query<{ name: string }>(
      `select c.relname as name from pg_class c where c.relkind = 'r' and exists (
         select from pg_attribute a where a.attrelid = c.oid and a.attname = 'unit_path') and exists (
         select from pg_attribute a where a.attrelid = c.oid and a.attname = 'unit_id')`,
    );
    const stray: string[] = [];
    for (const { name } of tables.rows) {
      const found = await client.query(
        `select t.id from ${name} t join unit u on u.id = t.unit_id where t.unit_path <> u.path`,
      );
      if (found.rowCount !== 0) stray.push(name);
    }
    expect(tables.rows.map((row) => row.name)).toEqual(
      expect.arrayContaining(['approval', 'carrier', 'duty', 'obligation', 'register']),
    );
    return stray;
  });
}

test('registers, duties and what is owed go with the unit; who handles them is told by its new place', async () => {
  const shop = await h.w.unit('一车间', 'north', 'department');
  const room = await h.w.unit('资料室', '一车间', 'section');
  const clerk = await h.w.as('document-clerk', '资料室');
  await h.w.clear(h.w.personOf(clerk), 'cn-state-secret', 3);
  const registerId = textOf(
    await h.w.done(await h.w.as('officer', 'north'), 'register.open', {
      unitId: room.id,
      kind: 'carrier',
      name: '资料室台账',
    }),
    'registerId',
  );
  const made = await h.register({ registerId }, clerk);
  const numbersFor = async (session: string): Promise<string[]> => {
    const list = await h.w.ask(session, 'carrier.list', { tier: 'handled', registerId }, CarrierList);
    return list.rows.map((row) => row.number);
  };
  const southern = await h.w.as('document-clerk', 'south');
  expect(await numbersFor(h.clerk)).toEqual([made.number]);
  expect(await numbersFor(southern)).toEqual([]);

  expect(await moveUnit(shop.id, h.w.units.south.id)).toMatchObject({ kind: 'done' });

  expect(await numbersFor(h.clerk)).toEqual([]);
  expect(await numbersFor(southern)).toEqual([made.number]);
  expect(await numbersFor(clerk)).toEqual([made.number]);
  expect(await strayPaths()).toEqual([]);
  // the clerk's own duty moved along: he goes on where he was
  await h.register({ registerId }, clerk);
});

test('a unit lies below another, never below itself, and only who keeps both places asks for it', async () => {
  const upper = await h.w.unit('二车间', 'north', 'department');
  const lower = await h.w.unit('检验组', '二车间', 'section');
  const officer = await h.w.as('officer', 'root');
  const run = (session: string, unitId: string, parentId: string) =>
    h.w.run(session, 'org.moveUnit', { unitId, parentId, reason });
  expect(await run(officer, upper.id, lower.id)).toMatchObject(refused('org.unit.cycle'));
  expect(await run(officer, upper.id, upper.id)).toMatchObject(refused('org.unit.cycle'));
  expect(await run(officer, lower.id, upper.id)).toMatchObject({
    code: 'org.unit.there',
    params: { parent: '二车间' },
  });
  expect(await run(officer, h.w.units.root.id, lower.id)).toMatchObject(refused('org.unit.root'));
  expect(await run(h.officer, upper.id, h.w.units.south.id)).toMatchObject(refused('not.permitted'));
  expect(await strayPaths()).toEqual([]);
});

test('a request whose unit was moved meanwhile is stale', async () => {
  const moved = await h.w.unit('三车间', 'north', 'department');
  const ask = async (parentId: string): Promise<string> => {
    const outcome = await h.w.run(await h.w.as('officer', 'root'), 'org.moveUnit', {
      unitId: moved.id,
      parentId,
      reason,
    });
    invariant(outcome.kind === 'parked', JSON.stringify(outcome));
    return outcome.approvalId;
  };
  const first = await ask(h.w.units.south.id);
  const second = await ask(h.w.units.root.id);
  expect(await consent(first)).toMatchObject({ kind: 'done' });
  const late = await consent(second);
  expect(late).toMatchObject({ kind: 'done', result: { state: 'stale' } });
});

// BEY-4, PER-4
import { holdings } from '@fengni/kernel/org/tables';
import { textOf } from '@fengni/kernel/testkit/world';
import { expect, test } from 'vitest';
import { AllowanceLines } from '../modules/allowances/contract.ts';
import { createTestHouse } from '../testing/test-house.ts';
import { createIds, expectAnswersAlike, expectCommandsAlike, withHouses } from './two-houses.ts';

/** What somebody else is paid, and why less, is not there for a colleague, nor for who looks after people elsewhere. */
const unknownId = '11111111-2222-4333-8444-555555555555';
const rates = { CORE: 60_000, IMPORTANT: 40_000, GENERAL: 20_000 };

async function buildHouse(hidden: { readonly late: number; readonly appeals: boolean }) {
  const ids = createIds();
  const house = await createTestHouse({ now: '2026-12-02T01:00:00Z', newId: ids.newId });
  const { w } = house;
  const { north } = w.units;
  const personnel = await w.as('personnel', 'north');
  const leader = await w.as('leader-in-charge', 'root');
  const observers = {
    colleague: await house.person('甲九', 2),
    clerk: { session: await w.as('document-clerk', 'north') },
    stranger: { session: await w.as('personnel', 'south') },
  };
  const other = await house.person('丙一', 2);
  const made = await w.done(personnel, 'org.addPost', { unitId: north.id, name: '岗位', grade: 'GENERAL' });
  for (const personId of [observers.colleague.id, other.id]) {
    await w.fixture((tx) =>
      tx.insert(holdings, {
        id: tx.newId(),
        person_id: personId,
        post_id: textOf(made, 'postId'),
        started_on: '2026-01-01',
        ended_on: null,
      }),
    );
  }
  const deductions = [{ fact: 'obligation', way: 'percent', value: 10, each: true }];
  const terms = { unitId: north.id, fromMonth: '2026-11', rates, deductions };
  await house.consent(leader, await house.parked(personnel, 'allowance.setTerms', terms));
  ids.conceal();
  for (let i = 0; i < hidden.late; i += 1) {
    await w.fixture((tx) =>
      tx.writeSql(
        `insert into obligation (id, kind, unit_id, unit_path, person_id, due_on, period, state, made_at, ended_at)
         values ($1, 'carrier.hand-over', $2, $3, $4, '2026-11-10', $5, 'done', '2026-10-01', '2026-11-20T02:00:00Z')`,
        [tx.newId(), north.id, north.path, other.id, String(i)],
      ),
    );
  }
  ids.reveal();
  const begun = await w.done(personnel, 'allowance.beginList', { unitId: north.id, month: '2026-11' });
  const listId = textOf(begun, 'listId');
  await w.done(personnel, 'allowance.compute', { listId });
  const { rows } = await w.ask(personnel, 'allowance.lines', { listId }, AllowanceLines);
  const lineId = rows.find((row) => row.personId === other.id)?.id ?? '';
  ids.conceal();
  if (hidden.appeals)
    await w.done(personnel, 'allowance.correct', { lineId, amountFen: 12_345, reason: '按实际出勤更正' });
  ids.reveal();
  await house.consent(leader, await house.parked(personnel, 'allowance.approve', { listId }));
  ids.conceal();
  if (hidden.appeals) await w.done(other.session, 'allowance.appeal', { lineId, words: '与事实不符' });
  ids.reveal();
  return { house, world: w, close: house.close, observers, far: [listId, lineId], otherId: other.id };
}
type House = Awaited<ReturnType<typeof buildHouse>>;

test('two houses that differ in what a colleague is paid and says to it look alike to others', async () => {
  await withHouses(
    [() => buildHouse({ late: 0, appeals: false }), () => buildHouse({ late: 3, appeals: true })],
    async (houses) => {
      const [a, b] = houses;
      const paid = 'select sum(amount_fen)::int as sum from allowance_line';
      expect(await a.house.rows(paid)).not.toEqual(await b.house.rows(paid));
      expect(a.far).toEqual(b.far);
      const ids = [...a.far, unknownId];
      const inputs = [
        {},
        { state: null },
        { state: 'open' },
        { state: 'approved' },
        { year: 2026 },
        { mine: true },
        { late: true },
        { personId: a.otherId },
        ...ids.flatMap((id) => [{ listId: id }, { lineId: id }, { listId: id, changed: true }]),
      ];
      const calls = ids.flatMap((id): [string, () => unknown][] => [
        ['allowance.appeal', () => ({ lineId: id, words: '有异议' })],
        ['allowance.correct', () => ({ lineId: id, amountFen: 1, reason: '更正' })],
        ['allowance.compute', () => ({ listId: id })],
      ]);
      const concerning = /^(allowance|home|obligation|approval|personalFile)\./;
      for (const observer of ['colleague', 'clerk', 'stranger'] as const) {
        const sessionOf = ({ observers }: House) => observers[observer].session;
        const { registry } = a.house;
        await expectAnswersAlike({ registry, houses, observer, sessionOf, inputs, concerning });
        await expectCommandsAlike({ houses, observer, sessionOf, calls });
      }
    },
  );
});

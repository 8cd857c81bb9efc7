// PER-2, INC-3, BEY-4, CLS-5
import { parseInstant } from '@fengni/kernel/command/instant';
import { textOf } from '@fengni/kernel/testkit/world';
import { expect, test } from 'vitest';
import { type TestHouse, createTestHouse, stateScheme } from '../testing/test-house.ts';
import { createIds, expectAnswersAlike } from './two-houses.ts';

/**
 * A person's own file tells him nothing of what is hidden from him, whatever stands there; the file of a person tells who
 * answers for him nothing of scopes he is not in himself; and who does not answer for a person learns nothing at all.
 */
const unknownId = '11111111-2222-4333-8444-555555555555';

interface Hidden {
  /** Follow-up visits with their findings, not told to the person; null where he is in no cooling-off period. */
  readonly visits: readonly ('nothing' | 'remark' | 'breach')[] | null;
  /** Carriers the person is in the scope of: not told to who may not know them. */
  readonly knows: boolean;
}

/** Begins the cooling-off period of somebody who moves within the house, and returns its id. */
async function coolOff(
  house: TestHouse,
  the: { readonly subjectId: string; readonly personnel: string; readonly leader: string },
): Promise<unknown> {
  const begun = await house.w.done(the.personnel, 'leaving.begin', {
    personId: the.subjectId,
    kind: 'move',
    lastOn: '2026-11-30',
    reason: '岗位调整',
  });
  const leavingId = textOf(begun, 'leavingId');
  const decision = { leavingId, months: 36, managedBy: 'house', reason: '按实际接触确定' };
  await house.consent(the.leader, await house.parked(the.personnel, 'cooling.decide', decision));
  const [cooling] = await house.rows('select id from cooling_off');
  return cooling?.['id'];
}

async function buildHouse(hidden: Hidden) {
  const ids = createIds();
  const house = await createTestHouse({ newId: ids.newId });
  const { w } = house;
  const subject = await house.person('丁一', 3);
  const clerk = await w.as('document-clerk', 'north');
  const officer = await w.as('officer', 'north');
  const personnel = await w.as('personnel', 'north');
  const leader = await w.as('leader-in-charge', 'root');
  const southern = await w.as('officer', 'south');
  const colleague = await house.person('丁二', 3);
  const registerId = textOf(
    await w.done(officer, 'register.open', { unitId: w.units.north.id, kind: 'carrier', name: '涉密文件' }),
    'registerId',
  );
  const carrierIds: string[] = [];
  for (let i = 0; i < 2; i += 1) {
    const made = await w.done(clerk, 'carrier.register', {
      registerId,
      medium: 'paper',
      mark: { scheme: stateScheme, level: 'JIMI', validity: { kind: 'duration', years: 5 } },
      issuedOn: '2026-10-12',
      title: '年度生产安排（样例）',
      place: '1号柜',
      // the same number of rows in both houses: who reads the log sees no more
      scope: { personIds: [hidden.knows ? subject.id : colleague.id] },
    });
    carrierIds.push(textOf(made, 'carrierId'));
    house.later();
  }
  if (hidden.visits !== null) {
    const coolingId = await coolOff(house, { subjectId: subject.id, personnel, leader });
    house.clock.now = parseInstant('2027-05-03T01:00:00Z');
    const again = await house.fresh(personnel);
    ids.conceal();
    for (const finding of hidden.visits) {
      const visit = { coolingId, visitedOn: '2027-05-03', finding, note: '（样例）' };
      await w.done(again, 'cooling.recordVisit', visit);
    }
  }
  ids.reveal();
  house.clock.now = parseInstant('2027-05-04T01:00:00Z');
  const observers = {
    self: await house.fresh(subject.session),
    officer: await house.fresh(officer),
    southern: await house.fresh(southern),
    colleague: await house.fresh(colleague.session),
  };
  return { ...house, world: w, subject, colleague, carrierIds, observers };
}
type House = Awaited<ReturnType<typeof buildHouse>>;

const concerning = /^(personalFile|leaving|cooling|obligation|home|carrier\.(whoHad|printWhoHad))/;

function inputsOf({ subject, carrierIds }: House): unknown[] {
  const span = { from: '2026-11-01', to: '2027-05-04' };
  return [
    {},
    ...[subject.id, unknownId, null].flatMap((personId) => [
      { personId },
      { personId, ...span },
      { personId, sources: ['leaving.visits'] },
      { personId, sources: ['carriers.scope'] },
      { personId, sources: ['leaving.cooling', 'org.units'], ...span },
    ]),
    ...carrierIds.map((carrierId) => ({ carrierId, ...span })),
  ];
}

async function compare(houses: readonly [House, House], observers: readonly (keyof House['observers'])[]) {
  const { registry } = houses[0];
  const inputs = inputsOf(houses[0]);
  expect(inputsOf(houses[1])).toEqual(inputs);
  for (const observer of observers) {
    const sessionOf = (house: House) => house.observers[observer];
    await expectAnswersAlike({ registry, houses, observer, sessionOf, inputs, concerning });
  }
  for (const house of houses) await house.close();
}

test('what was found on visits leaves no trace in his own file, nor anywhere for who does not answer for him', async () => {
  const houses: [House, House] = [
    await buildHouse({ visits: [], knows: true }),
    await buildHouse({ visits: ['remark', 'breach'], knows: true }),
  ];
  await compare(houses, ['self', 'southern', 'colleague']);
});

test('whether he was in a scope is not told to who answers for him and may not know the carrier', async () => {
  const houses: [House, House] = [
    await buildHouse({ visits: null, knows: true }),
    await buildHouse({ visits: null, knows: false }),
  ];
  await compare(houses, ['officer', 'southern']);
});

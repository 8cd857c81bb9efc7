// BEY-4, CLS-3, CLS-5, CLS-8
import { textOf } from '@fengni/kernel/testkit/world';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { composeTestRegistry } from './test-registry.ts';
import {
  beginHouse,
  comparePairs,
  expectAnswersAlike,
  expectCommandsAlike,
  withHouses,
} from './two-houses.ts';

/**
 * Two houses that differ in what determinations are about, in who is in their scope, in drafts and requests of others, in
 * what a doubt says, and in what another body decides.
 */
const registry = composeTestRegistry();
const unknownId = '11111111-2222-4333-8444-555555555555';
const scheme = 'cn-state-secret';
const words = fc.string({ minLength: 4, maxLength: 20 }).filter((text) => text.trim().length >= 4);
const Hidden = fc.record({
  titles: fc.tuple(words, words),
  content: words,
  reason: words,
  knower: fc.nat({ max: 2 }),
  drafts: fc.array(words, { maxLength: 3 }),
  submitted: fc.array(words, { maxLength: 2 }),
  south: fc.array(words, { maxLength: 3 }),
});
type HiddenPart = typeof Hidden extends fc.Arbitrary<infer Value> ? Value : never;

async function buildHouse(hidden: HiddenPart) {
  const house = await beginHouse(registry);
  const { clock, ids, world } = house;
  const { north, south } = world.units;
  const member = async (called: string, unit: string, rank = 2) => {
    const { id } = await world.person(called, unit);
    await world.clear(id, scheme, rank);
    return { id, session: await world.signIn(id) };
  };
  const officer = await member('丁一', 'north');
  const staff = await member('庚一', 'north');
  const drafter = await member('甲一', 'north');
  const reviewer = await member('乙一', 'north');
  const decider = await member('丙一', 'north');
  const farHead = await member('丙二', 'south');
  const farDrafter = await member('甲二', 'south');
  const knowers = [
    await member('己一', 'north'),
    await member('己二', 'north'),
    await member('己三', 'north'),
  ];
  await world.hold(officer.id, 'officer', 'north');
  await world.hold(reviewer.id, 'unit-leader', 'north');
  await world.hold(decider.id, 'classifier', 'north');
  await world.hold(farHead.id, 'first-responsible', 'south');
  const security = await world.administrator('security');
  for (const unit of [north, south]) {
    await world.done(security, 'authority.add', {
      unitId: unit.id,
      scheme,
      kind: 'statutory',
      rule: 'A2',
      levels: ['JIMI', 'MIMI'],
      startsOn: '2026-01-01',
    });
  }
  const proposal = (title: string, more: object = {}) => ({
    unitId: north.id,
    kind: 'original',
    mark: { scheme, level: 'JIMI', validity: { kind: 'duration', years: 10 } },
    title,
    content: hidden.content,
    harm: hidden.content,
    citation: hidden.content,
    ruledOut: ['public', 'other-kind', 'known', 'required'],
    scope: { personIds: [knowers[hidden.knower]?.id, drafter.id], postIds: [] },
    reviewerId: reviewer.id,
    deciderId: decider.id,
    ...more,
  });
  const begin = async (session: string, input: object) =>
    textOf(await world.done(session, 'determination.begin', input), 'determinationId');
  const submit = async (session: string, determinationId: string) => {
    const asked = await world.run(session, 'determination.submit', { determinationId });
    if (asked.kind !== 'parked') throw new Error(`not parked: ${JSON.stringify(asked)}`);
    return asked.approvalId;
  };
  const consent = (session: string, approvalId: string) =>
    world.done(session, 'approval.decide', {
      approvalId,
      verdict: 'consent',
      reason: '',
      openedAt: clock.now.toISOString(),
      batchSize: 1,
    });

  const shared: string[] = [];
  for (const title of hidden.titles) {
    const id = await begin(drafter.session, proposal(title));
    const approvalId = await submit(drafter.session, id);
    await consent(reviewer.session, approvalId);
    await consent(decider.session, approvalId);
    shared.push(id);
  }
  const doubt = { subject: { table: 'determination', id: shared[0] }, claim: 'over', reason: hidden.reason };
  await world.done(drafter.session, 'classification.raiseDoubt', doubt);
  ids.conceal();
  const far: string[] = [];
  for (const title of hidden.drafts) far.push(await begin(drafter.session, proposal(title)));
  for (const title of hidden.submitted) {
    const id = await begin(drafter.session, proposal(title));
    far.push(id, await submit(drafter.session, id));
  }
  for (const title of hidden.south) {
    const input = proposal(title, {
      unitId: south.id,
      scope: { personIds: [farDrafter.id], postIds: [] },
      reviewerId: null,
      deciderId: farHead.id,
    });
    const id = await begin(farDrafter.session, input);
    await consent(farHead.session, await submit(farDrafter.session, id));
    far.push(id);
  }
  ids.reveal();
  return { ...house, officer: officer.session, staff: staff.session, shared, far, hidden };
}
type House = Awaited<ReturnType<typeof buildHouse>>;

function inputsOf(a: House, b: House): unknown[] {
  const ids = [a.shared[0], ...a.far.slice(0, 2), ...b.far.slice(0, 2), unknownId];
  const texts = [a.hidden.titles[0], b.hidden.titles[0], ...b.hidden.south.slice(0, 1)];
  const { north, south } = a.world.units;
  return [
    {},
    ...ids.flatMap((id) => [{ determinationId: id }, { approvalId: id }, { carrierId: id }]),
    ...(['mine', 'to-decide', 'decided', 'provisional', 'inbox', 'asked'] as const).map((box) => ({ box })),
    ...texts.map((search) => ({ box: 'decided', search })),
    { state: 'open' },
    { state: 'answered' },
    ...[north.id, south.id, unknownId].map((unitId) => ({ unitId, kind: 'original', scheme, level: 'JIMI' })),
    { kind: 'derived' },
    { level: 'JIMI', scheme },
  ];
}

async function compareHouses(houses: readonly [House, House]): Promise<void> {
  const inputs = inputsOf(...houses);
  for (const observer of ['officer', 'staff'] as const)
    await expectAnswersAlike({ registry, houses, observer, sessionOf: (house) => house[observer], inputs });
}

async function runSameCommands(houses: readonly [House, House]): Promise<void> {
  const [a, b] = houses;
  const subjects = [a.shared[0] ?? '', a.far[0] ?? b.far[0] ?? unknownId];
  const calls = subjects.flatMap((determinationId): [string, unknown][] => {
    const subject = { table: 'determination', id: determinationId };
    return [
      ['determination.drop', { determinationId }],
      ['determination.submit', { determinationId }],
      ['determination.recordReport', { determinationId, reportedOn: '2026-11-22', reportTo: '示范局' }],
      ['classification.raiseDoubt', { subject, claim: 'over', reason: '试探一下' }],
      ['classification.raiseDispute', { subject, claim: 'under', level: 'JUEMI', reason: '试探一下' }],
      ['approval.withdraw', { approvalId: determinationId }],
    ];
  });
  await expectCommandsAlike({
    houses,
    observer: 'officer',
    sessionOf: (house) => house.officer,
    calls: calls.map(([command, input]) => [command, () => input]),
  });
}

test('what is determined, who is in the scope, and what others draft, cannot be inferred', () =>
  comparePairs({
    hidden: Hidden,
    build: buildHouse,
    pairs: 2,
    compare: async (houses) => {
      await runSameCommands(houses);
      await compareHouses(houses);
    },
  }));

test('the comparison would notice: a level in sight that differs is found', async () => {
  const same: HiddenPart = {
    titles: ['事项之一', '事项之二'],
    content: '内容内容',
    reason: '理由理由',
    knower: 0,
    drafts: [],
    submitted: [],
    south: [],
  };
  await withHouses([() => buildHouse(same), () => buildHouse(same)], async (houses) => {
    await houses[1].database.pastTriggers((client) =>
      client.query(`update determination set mark = '秘密★1年' where number = '定2026-0001'`),
    );
    await expect(compareHouses(houses)).rejects.toThrow(/determination/);
  });
});

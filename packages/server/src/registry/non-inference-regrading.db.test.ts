// BEY-1, BEY-4, CLS-5, CLS-7
import { runCommand } from '@fengni/kernel/command/run';
import { invariant } from '@fengni/kernel/command/invariant';
import { textOf } from '@fengni/kernel/testkit/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { composeTestRegistry } from './test-registry.ts';
import { beginHouse, expectAlike, expectAnswersAlike } from './two-houses.ts';

/**
 * Two houses that differ in what is hidden of changes and derivation: proposals not submitted, reasons, names of sources,
 * carriers of another unit that stand between those in sight. An observer is answered alike in both.
 */
const registry = composeTestRegistry();
const unknownId = '11111111-2222-4333-8444-555555555555';
const state = 'cn-state-secret';
/** What could tell of changes and derivation; the other queries have houses of their own. */
const about =
  /^(regrading|sources|derivation|carrier|copy|scan|approval|obligation|home|audit|determination)\./;
const Made = z.object({ carrierId: z.string(), copies: z.array(z.object({ copyId: z.string() })) });
const mark = (level: string) => ({ scheme: state, level, validity: { kind: 'duration', years: 5 } });

interface Hidden {
  readonly words: string;
  /** Carriers of the south between those in sight, and a proposal nobody has submitted. */
  readonly between: boolean;
}

async function buildHouse(hidden: Hidden) {
  const house = await beginHouse(registry);
  const { clock, ids, world } = house;
  const person = async (name: string, unit: string) => {
    const { id } = await world.person(name, unit);
    await world.clear(id, state, 3);
    return { id, session: await world.signIn(id) };
  };
  const clerk = await person('甲一', 'north');
  const reader = await person('乙一', 'north');
  const other = await person('甲二', 'north');
  const classifier = await person('丙一', 'north');
  const leader = await person('丁一', 'root');
  const southClerk = await person('戊一', 'south');
  await world.hold(clerk.id, 'document-clerk', 'north');
  await world.hold(other.id, 'document-clerk', 'north');
  await world.hold(classifier.id, 'classifier', 'north');
  await world.hold(leader.id, 'leader-in-charge', 'root');
  await world.hold(southClerk.id, 'document-clerk', 'root');
  const officer = await world.as('officer', 'root');
  const registerOf = async (unitId: string) =>
    textOf(
      await world.done(officer, 'register.open', { unitId, kind: 'carrier', name: '台账' }),
      'registerId',
    );
  const north = await registerOf(world.units.north.id);
  const south = await registerOf(world.units.south.id);
  const register = async (session: string, registerId: string, title: string, knowers: string[]) =>
    Made.parse(
      await world.done(session, 'carrier.register', {
        registerId,
        medium: 'paper',
        mark: mark('JIMI'),
        issuedOn: '2024-11-01',
        origin: 'own',
        title,
        scope: { personIds: knowers, postIds: [] },
      }),
    );
  const decide = async (by: { readonly id: string }, approvalId: string) =>
    world.done(await world.signIn(by.id), 'approval.decide', {
      approvalId,
      verdict: 'consent',
      openedAt: clock.now.toISOString(),
    });
  const propose = async (carrierId: string, reason: string) =>
    textOf(
      await world.done(other.session, 'regrading.propose', {
        carrierIds: [carrierId],
        kind: 'downgrade',
        mark: mark('MIMI'),
        classifierId: classifier.id,
        reason,
      }),
      'regradingId',
    );

  const both = [clerk.id, reader.id, classifier.id];
  const first = await register(other.session, north, '首件', both);
  const last = await register(other.session, north, '末件', both);
  // handled by the clerk, known to none of the two observers
  const closed = await register(other.session, north, '他人知悉', [classifier.id, leader.id]);
  await world.done(other.session, 'sources.add', {
    carrierId: closed.carrierId,
    words: hidden.words,
    manner: 'summary',
  });
  const regradingId = await propose(closed.carrierId, hidden.words);
  const parked = await world.run(other.session, 'regrading.submit', { regradingId });
  invariant(parked.kind === 'parked', 'a change is decided by others');
  await decide(classifier, parked.approvalId);
  await decide(leader, parked.approvalId);

  ids.conceal();
  const far: string[] = [];
  if (hidden.between) {
    const made = await register(southClerk.session, south, hidden.words, [other.id]);
    far.push(made.carrierId);
    for (const [carrierId, sourceId] of [
      [made.carrierId, first.carrierId],
      [last.carrierId, made.carrierId],
    ])
      await world.fixture((tx) =>
        tx.insert(
          { name: 'carrier_source' },
          {
            id: ids.newId(),
            carrier_id: carrierId,
            register_id: carrierId === made.carrierId ? south : north,
            source_id: sourceId,
            manner: 'summary',
            added_at: clock.now,
            added_by: other.id,
            ended_at: null,
          },
        ),
      );
    // a draft that is nobody's business but its maker's
    far.push(await propose(first.carrierId, hidden.words));
  }
  ids.reveal();
  return {
    ...house,
    clerk: clerk.session,
    reader: reader.session,
    first,
    last,
    closed,
    regradingId,
    far,
    north,
    south,
  };
}
type House = Awaited<ReturnType<typeof buildHouse>>;
let houses: readonly [House, House];
beforeAll(async () => {
  houses = [
    await buildHouse({ words: '甲方案', between: true }),
    await buildHouse({ words: '乙方案及其附件', between: false }),
  ];
}, 120_000);
afterAll(async () => {
  for (const house of houses) await house.close();
});

test('every query and file about changes and derivation is answered alike', async () => {
  const [a] = houses;
  const ids = [a.first.carrierId, a.last.carrierId, a.closed.carrierId, ...a.far, unknownId];
  const inputs: unknown[] = [
    {},
    { by: 'known' },
    { mine: true },
    { box: 'done' },
    { box: 'mine' },
    { state: 'prepared' },
    ...ids.flatMap((id) => [
      { carrierId: id },
      { carrierIds: [id] },
      { regradingId: id },
      { noticeId: id },
      { subjectId: id },
      { text: id },
    ]),
    { regradingId: a.regradingId },
    { text: '方案' },
    { search: '方案', by: 'known' },
  ];
  for (const observer of ['clerk', 'reader'] as const) {
    const sessionOf = (house: House) => house[observer];
    await expectAnswersAlike({ registry, houses, observer, sessionOf, inputs, concerning: about });
  }
}, 300_000);

test('what is out of sight is refused as what is nowhere', async () => {
  const [a] = houses;
  const out = [...a.far, unknownId];
  const calls: [string, unknown][] = out.flatMap((id): [string, unknown][] => [
    [
      'regrading.propose',
      { carrierIds: [a.first.carrierId, id], kind: 'release', classifierId: unknownId, reason: '试探' },
    ],
    ['regrading.submit', { regradingId: id }],
    ['regrading.withdraw', { regradingId: id }],
    ['regrading.acknowledge', { copyIds: [id] }],
    ['regrading.suggest', { carrierId: id, suggested: 'release', reason: '试探' }],
    ['regrading.checkTerm', { carrierIds: [id], outcome: 'lapses' }],
    ['sources.add', { carrierId: a.first.carrierId, sourceId: id, manner: 'summary' }],
    ['sources.drop', { edgeId: id }],
  ]);
  let command = 0;
  for (const [name, input] of calls) {
    command += 1;
    const commandId = `00000000-0000-4000-8000-${String(command).padStart(12, '0')}`;
    await expectAlike(houses, `${name} ${JSON.stringify(input)}`, async (house, kernel) => {
      const outcome = await runCommand(kernel, {
        name,
        commandId,
        input,
        sessionHash: house.clerk,
        terminal: 't',
      });
      expect(outcome.kind).toBe('refused');
      return outcome.kind === 'refused' ? { code: outcome.code, params: outcome.params } : {};
    });
  }
});

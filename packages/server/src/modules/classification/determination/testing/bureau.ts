import { invariant } from '@fengni/kernel/command/invariant';
import type { TestClock, TestDatabase } from '@fengni/kernel/testkit/database';
import { createWorld, textOf } from '@fengni/kernel/testkit/world';
import { composeTestRegistry, testRootKey } from '../../../../registry/test-registry.ts';

const scheme = 'cn-state-secret';
export const secret5 = { scheme, level: 'MIMI', validity: { kind: 'duration', years: 5 } } as const;
export const highly10 = { scheme, level: 'JIMI', validity: { kind: 'duration', years: 10 } } as const;
export const topSecret = { scheme, level: 'JUEMI', validity: { kind: 'duration', years: 30 } } as const;
export const allRuledOut = ['public', 'other-kind', 'known', 'required'];

export type Bureau = Awaited<ReturnType<typeof createBureau>>;

/**
 * A company (northern) with a planning department: a drafter, his head of unit, a classifier of the company up to 机密, an officer
 * and a clerk; the company may set 机密 and 秘密 by a grant. Everybody is cleared as high as he is asked to decide.
 */
export async function createBureau(the: {
  readonly database: TestDatabase;
  readonly clock: TestClock;
  /** Moves the clock by a second. */
  readonly tick: () => void;
}) {
  const world = await createWorld({ ...the, registry: composeTestRegistry(), rootKey: testRootKey });
  const { id: unitId } = await world.unit('planning', 'north');
  async function member(name: string, unit: string, rank: number) {
    const { id } = await world.person(name, unit);
    if (rank > 0) await world.clear(id, scheme, rank);
    return { id, name, session: await world.signIn(id) };
  }
  const drafter = await member('甲一', 'planning', 2);
  const reviewer = await member('乙一', 'planning', 2);
  const decider = await member('丙一', 'north', 3);
  const officer = await member('丁一', 'north', 2);
  const clerk = await member('戊一', 'north', 2);
  const colleague = await member('己一', 'planning', 2);
  await world.hold(reviewer.id, 'unit-leader', 'planning');
  await world.hold(decider.id, 'classifier', 'north', { scheme, levelRank: 2 });
  await world.hold(officer.id, 'officer', 'north');
  await world.hold(clerk.id, 'document-clerk', 'north');
  const security = await world.administrator('security');
  await world.done(security, 'authority.add', {
    unitId: world.units.north.id,
    scheme,
    kind: 'granted',
    rule: 'A4',
    levels: ['JIMI', 'MIMI'],
    grantor: '示范市保密局',
    grantNo: '示密授〔2026〕1号',
    startsOn: '2026-01-01',
    endsOn: '2028-12-31',
  });

  const proposal = (more: Record<string, unknown> = {}) => ({
    unitId,
    kind: 'original',
    mark: highly10,
    title: '2027年度投资概算',
    content: '分项投资数额和实施步骤',
    harm: '泄露会使谈判底数暴露，损害国家利益',
    citation: '某行业保密事项范围第3条第2项',
    keyPoints: '第二章数额',
    ruledOut: allRuledOut,
    scope: { personIds: [clerk.id, drafter.id], postIds: [] },
    reviewerId: reviewer.id,
    deciderId: decider.id,
    ...more,
  });
  async function draft(more: Record<string, unknown> = {}): Promise<string> {
    const made = await world.done(drafter.session, 'determination.begin', proposal(more));
    return textOf(made, 'determinationId');
  }
  async function submit(determinationId: string): Promise<string> {
    // no two requests at one instant
    the.tick();
    const outcome = await world.run(drafter.session, 'determination.submit', { determinationId });
    invariant(outcome.kind === 'parked', `the proposal is parked, not ${JSON.stringify(outcome)}`);
    return outcome.approvalId;
  }
  function verdict(session: string, approvalId: string, more: Record<string, unknown> = {}) {
    const openedAt = the.clock.now.toISOString();
    return world.run(session, 'approval.decide', { approvalId, verdict: 'consent', openedAt, ...more });
  }
  /** A determination that has gone all the way. */
  async function decided(more: Record<string, unknown> = {}): Promise<string> {
    const determinationId = await draft(more);
    const approvalId = await submit(determinationId);
    for (const one of [reviewer, decider]) {
      const outcome = await verdict(one.session, approvalId);
      invariant(outcome.kind === 'done', `${one.name} consents, not ${JSON.stringify(outcome)}`);
    }
    return determinationId;
  }
  return {
    world,
    unitId,
    member,
    people: { drafter, reviewer, decider, officer, clerk, colleague },
    proposal,
    draft,
    submit,
    verdict,
    decided,
  };
}

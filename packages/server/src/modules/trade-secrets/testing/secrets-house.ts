import { invariant } from '@fengni/kernel/command/invariant';
import { holdings, posts } from '@fengni/kernel/org/tables';
import { textOf } from '@fengni/kernel/testkit/world';
import { tradeSecretScheme } from '../rules.ts';
import { createTestHouse } from '../../../testing/test-house.ts';

export const ranks = { ORDINARY: 1, CORE: 2 } as const;

export type SecretsHouse = Awaited<ReturnType<typeof createSecretsHouse>>;

/** An item as its form sends it; plainly fictional. */
function itemInput(ownerId: string, more: Record<string, unknown> = {}) {
  return {
    mark: { scheme: tradeSecretScheme, level: 'ORDINARY', validity: { kind: 'duration', years: 3 } },
    name: '示例报价测算方法',
    kind: 'business',
    ownerPersonId: ownerId,
    measures: ['agreement', 'marking'],
    reason: '年度梳理',
    ...more,
  };
}

/** A house that keeps lists of trade secrets in the north: who drafts, who approves, who holds. */
export async function createSecretsHouse() {
  const house = await createTestHouse({ now: '2026-04-02T01:00:00Z' });
  const { w, consent } = house;

  /** Somebody with a duty over a unit, cleared for a rank of trade secrets. */
  async function officer(
    name: string,
    duty: Parameters<typeof w.hold>[1],
    rank: number,
    unit = 'north',
  ): Promise<string> {
    const { id } = await w.person(name, unit);
    await w.hold(id, duty, unit);
    if (rank > 0) await w.clear(id, tradeSecretScheme, rank);
    return w.signIn(id);
  }
  async function staff(name: string, rank: number) {
    const { id } = await w.person(name, 'north');
    if (rank > 0) await w.clear(id, tradeSecretScheme, rank);
    return { id, session: await w.signIn(id) };
  }
  const drafter = await officer('甲一', 'officer', ranks.CORE);
  const head = await officer('乙一', 'first-responsible', ranks.CORE);

  async function post(name: string, holderId: string): Promise<string> {
    const id = w.kernel.newId();
    const started = { started_on: '2020-01-01', ended_on: null };
    await w.fixture((tx) =>
      tx.insert(posts, { id, unit_id: w.units.north.id, name, grade: null, ...started }),
    );
    await w.fixture((tx) =>
      tx.insert(holdings, { id: w.kernel.newId(), person_id: holderId, post_id: id, ...started }),
    );
    return id;
  }

  async function begin(year = 2026, session = drafter): Promise<string> {
    return textOf(
      await w.done(session, 'tradeSecret.beginList', { unitId: w.units.north.id, year }),
      'listId',
    );
  }
  async function add(listId: string, ownerId: string, more: Record<string, unknown> = {}): Promise<string> {
    const made = await w.done(drafter, 'tradeSecret.addItem', { listId, ...itemInput(ownerId, more) });
    return textOf(made, 'itemId');
  }
  const core = { scheme: tradeSecretScheme, level: 'CORE', validity: { kind: 'indefinite' } };

  async function submit(listId: string, session = drafter): Promise<string> {
    const outcome = await w.run(session, 'tradeSecret.submitList', { listId });
    invariant(outcome.kind === 'parked', `submitted, not ${JSON.stringify(outcome)}`);
    return outcome.approvalId;
  }
  async function approve(listId: string): Promise<void> {
    const outcome = await consent(head, await submit(listId));
    invariant(
      outcome.kind === 'done' && outcome.result['state'] === 'done',
      `approved, not ${JSON.stringify(outcome)}`,
    );
  }
  return {
    ...house,
    drafter,
    head,
    core,
    officer,
    staff,
    post,
    begin,
    itemInput,
    add,
    submit,
    approve,
  };
}

import { type Command, defineCommand } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import type { Tx } from '@fengni/kernel/db/tx';
import { owe } from '@fengni/kernel/obligation/owe';
import { people } from '@fengni/kernel/org/tables';
import { issueFor } from '../letters/api.ts';
import { EngagementCall, ProposeEngagement } from './contract.ts';
import { engagementsPolicy, flowOf } from './policy.ts';
import { clearedWords, daysOf, engagementKindTitles, isWithinRule, kindRules, rankOf } from './rules.ts';
import {
  db,
  lockEngagement,
  oweEnding,
  readContract,
  readRule,
  readSponsor,
  refuse,
  requireContract,
  requireState,
} from './store.ts';
import { type EngagementRow, engagementMatters, engagements } from './tables.ts';

/** Somebody who is not staff is proposed; nothing begins until the head of the sponsor's unit agrees (PER-5). */
const propose = defineCommand({
  name: 'engagement.propose',
  title: { zh: '拟使用非在编人员', en: 'Propose to engage somebody' },
  input: ProposeEngagement,
  rule: engagementsPolicy['engagement.keep'],
  async load(tx, input) {
    const person = input.personId === null ? null : await tx.lock(people, input.personId);
    const sponsor = await readSponsor(tx, { sponsorId: input.sponsorId, personId: input.personId });
    const rule = await readRule(tx, input.kind);
    const contract = await readContract(tx, input.contractId);
    return { person, personId: input.personId, sponsor, rule, contract, path: sponsor.path };
  },
  unitPath: ({ path }) => path,
  async handle(tx, { input, target, actor }) {
    const { person, rule, sponsor } = target;
    if ((input.personId === null) === (input.name === null)) throw refuse('engagement.person.missing');
    if (!sponsor.fit) throw refuse('engagement.sponsor.unfit');
    if (input.untilOn < input.fromOn || input.untilOn < tx.today) throw refuse('engagement.dates');
    if (daysOf(input.fromOn, input.untilOn) > rule.daysMax)
      throw refuse('engagement.too.long', { days: rule.daysMax });
    if (!isWithinRule(input.clearedTo, rule.clearedTo))
      throw refuse('engagement.cleared.beyond', { level: clearedWords(rule.clearedTo) });
    requireContract(target.contract, { needed: rule.firm, until: input.untilOn });
    if (person !== null) {
      if (person.left_on !== null) throw refuse('engagement.person.left');
      await requireWithin(tx, person.id, { duties: rule.duties, clearedTo: input.clearedTo });
      await requireFree(tx, person.id);
    }
    const row: EngagementRow = {
      id: tx.newId(),
      person_id: person?.id ?? null,
      name: person?.name ?? input.name ?? '',
      kind: input.kind,
      contract_id: input.contractId,
      sponsor_id: sponsor.sponsor.id,
      unit_id: sponsor.unitId,
      unit_path: sponsor.path,
      from_on: input.fromOn,
      until_on: input.untilOn,
      cleared_to: input.clearedTo,
      cleared_rank: rankOf(input.clearedTo),
      duties: rule.duties,
      key_places: rule.keyPlaces,
      needs_letter: rule.letter,
      needs_briefing: rule.briefing,
      state: 'proposed',
      proposed_at: tx.now,
      proposed_by: actor.personId,
      begun_at: null,
      letter_id: null,
      briefed_on: null,
      ended_on: null,
      ended_at: null,
      ended_by: null,
      handed_back_at: null,
    };
    await tx.insert(engagements, row);
    await tx.insert(engagementMatters, { id: row.id, purpose: input.purpose, briefing: '', end_reason: '' });
    return { subject: row.id, result: { engagementId: row.id } };
  },
});

/** Whoever is engaged has nothing that his kind forbids: it is taken from him first, by who gave it. */
async function requireWithin(
  tx: Tx,
  personId: string,
  allowed: Pick<EngagementRow, 'duties'> & { readonly clearedTo: EngagementRow['cleared_to'] },
): Promise<void> {
  const [has] = await tx.readSql<{ duties: string; clearances: string; posts: string }>(
    'select * from beyond_engagement($1, $2, $3)',
    [personId, allowed.duties, rankOf(allowed.clearedTo)],
  );
  // of other units' people nothing is told
  if (has === undefined) throw new Refusal('not.found');
  const counts = { duties: Number(has.duties), clearances: Number(has.clearances), posts: Number(has.posts) };
  if (counts.duties + counts.clearances + counts.posts > 0) throw refuse('engagement.person.holds', counts);
}

async function requireFree(tx: Tx, personId: string): Promise<void> {
  const running = await tx.readOne(
    db
      .selectFrom('engagement')
      .select('id')
      .where('person_id', '=', personId)
      .where('state', 'in', ['proposed', 'running']),
  );
  if (running !== undefined) throw refuse('engagement.running');
}

const withdraw = defineCommand({
  name: 'engagement.withdraw',
  title: { zh: '撤回拟使用', en: 'Withdraw a proposal' },
  input: EngagementCall,
  rule: engagementsPolicy['engagement.keep'],
  load: (tx, input) => lockEngagement(tx, input.engagementId),
  unitPath: ({ engagement }) => engagement.unit_path,
  subjectId: ({ engagement }) => engagement.id,
  async handle(tx, { target: { engagement } }) {
    requireState(engagement, 'proposed');
    await tx.update(engagements, engagement, { state: 'withdrawn' });
    return {};
  },
});

/**
 * He begins: agreed to by the head of the unit, and by the leader in charge where he is to have access. Who is new comes into
 * the house with it; his letter is issued, his briefing owed, and the sponsor is reminded before the last day.
 */
const begin = defineCommand({
  name: 'engagement.begin',
  title: { zh: '使用非在编人员', en: 'Engage somebody who is not staff' },
  input: EngagementCall,
  rule: engagementsPolicy['engagement.keep'],
  async load(tx, input) {
    const target = await lockEngagement(tx, input.engagementId);
    const { engagement } = target;
    const sponsor = await readSponsor(tx, { sponsorId: engagement.sponsor_id, personId: target.personId });
    const contract = await readContract(tx, engagement.contract_id);
    const matter = await tx.readOne(
      db.selectFrom('engagement_matter').select('purpose').where('id', '=', engagement.id),
    );
    return { ...target, sponsor, contract, purpose: matter?.purpose ?? '' };
  },
  unitPath: ({ engagement }) => engagement.unit_path,
  subjectId: ({ engagement }) => engagement.id,
  subjectNumber: ({ engagement }) => engagement.name,
  parks: ({ target: { engagement } }) => {
    requireState(engagement, 'proposed');
    return flowOf(engagement);
  },
  snapshot: ({ target: { engagement, sponsor, contract } }) => ({
    person: engagement.name,
    kind: engagementKindTitles[engagement.kind].zh,
    sponsor: sponsor.sponsor.name,
    from: engagement.from_on,
    until: engagement.until_on,
    clearedTo: clearedWords(engagement.cleared_to).zh,
    ...(contract === null ? {} : { contract: contract.number }),
  }),
  matter: ({ target }) => ({ purpose: target.purpose }),
  async handle(tx, { target, actor }) {
    const { engagement, sponsor, contract } = target;
    requireState(engagement, 'proposed');
    if (engagement.until_on < tx.today) throw refuse('engagement.dates');
    if (!sponsor.fit) throw refuse('engagement.sponsor.unfit');
    requireContract(contract, { needed: kindRules[engagement.kind].firm, until: engagement.until_on });
    const personId = await settlePerson(tx, target);
    const dueOn = engagement.from_on < tx.today ? tx.today : engagement.from_on;
    const letterId = engagement.needs_letter
      ? await issueFor(tx, { occasion: 'temporary', personId, dueOn, byId: actor.personId })
      : null;
    await tx.update(engagements, engagement, {
      person_id: personId,
      state: 'running',
      begun_at: tx.now,
      letter_id: letterId,
    });
    if (engagement.needs_briefing) {
      const subject = { table: 'engagement', id: engagement.id, number: engagement.name };
      await owe(tx, {
        kind: 'engagement.briefing',
        unitPath: engagement.unit_path,
        duty: 'officer',
        subject,
        dueOn,
      });
    }
    await oweEnding(tx, engagement);
    return { result: { personId, letterId } };
  },
});

/** The person engaged: made where he is new, and looked at once more where he was there. */
async function settlePerson(
  tx: Tx,
  { engagement, person }: Awaited<ReturnType<typeof lockEngagement>>,
): Promise<string> {
  if (person === null) {
    const id = tx.newId();
    await tx.insert(people, {
      id,
      name: engagement.name,
      staff_no: null,
      unit_id: engagement.unit_id,
      frozen_at: null,
      left_on: null,
    });
    return id;
  }
  if (person.left_on !== null) throw refuse('engagement.person.left');
  await requireWithin(tx, person.id, { duties: engagement.duties, clearedTo: engagement.cleared_to });
  if (person.unit_id !== engagement.unit_id) await tx.update(people, person, { unit_id: engagement.unit_id });
  return person.id;
}

export const proposeCommands: readonly Command[] = [propose, withdraw, begin];

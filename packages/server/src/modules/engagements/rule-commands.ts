import { type Command, defineCommand } from '@fengni/kernel/command/define';
import { invariant } from '@fengni/kernel/command/invariant';
import { SetRule } from './contract.ts';
import { engagementFlows, engagementsPolicy } from './policy.ts';
import { clearedWords, engagementKindTitles, placeRuleTitles, rankOf } from './rules.ts';
import { db } from './store.ts';
import { engagementRules } from './tables.ts';

/** The house's own rule for a kind; it holds for engagements proposed from then on. */
const setRule = defineCommand({
  name: 'engagement.setRule',
  title: { zh: '调整非在编人员规则', en: 'Set the rule of a kind' },
  input: SetRule,
  rule: engagementsPolicy['engagement.rule'],
  async load(tx, input) {
    const root = await tx.readOne(
      db.selectFrom('unit').select(['id', 'path']).where('parent_id', 'is', null),
    );
    invariant(root !== undefined, 'a house has a topmost unit');
    const former = await tx.readOne(
      db
        .selectFrom('engagement_rule')
        .select('id')
        .where('kind', '=', input.kind)
        .where('ended_at', 'is', null),
    );
    return { root, former: former === undefined ? null : await tx.lock(engagementRules, former.id) };
  },
  unitPath: ({ root }) => root.path,
  subjectNumber: () => '',
  parks: () => engagementFlows.rule,
  snapshot: ({ input }) => ({
    kind: engagementKindTitles[input.kind].zh,
    clearedTo: clearedWords(input.clearedTo).zh,
    duties: input.duties,
    keyPlaces: placeRuleTitles[input.keyPlaces].zh,
    letter: input.letter,
    briefing: input.briefing,
    daysMax: input.daysMax,
  }),
  async handle(tx, { input, target: { root, former }, actor }) {
    if (former !== null) await tx.update(engagementRules, former, { ended_at: tx.now });
    await tx.insert(engagementRules, {
      id: tx.newId(),
      kind: input.kind,
      cleared_to: input.clearedTo,
      cleared_rank: rankOf(input.clearedTo),
      duties: input.duties,
      key_places: input.keyPlaces,
      letter: input.letter,
      briefing: input.briefing,
      days_max: input.daysMax,
      unit_id: root.id,
      unit_path: root.path,
      decided_at: tx.now,
      decided_by: actor.personId,
      ended_at: null,
    });
    return {};
  },
});

export const ruleCommands: readonly Command[] = [setRule];

import { type Command, defineCommand } from '@fengni/kernel/command/define';
import { units } from '@fengni/kernel/org/tables';
import { DraftTravelRule, TravelRuleCall } from './contract.ts';
import { travelPolicy } from './policy.ts';
import { db, refuse } from './store.ts';
import { travelRules } from './tables.ts';

/** What must not be done abroad is drafted by the office; one draft of a unit at a time, changed in place until it is out. */
const draft = defineCommand({
  name: 'travel.draftRule',
  title: { zh: '起草出境保密须知', en: 'Draft the list of what must not be done abroad' },
  input: DraftTravelRule,
  rule: travelPolicy['travel.rule.draft'],
  async load(tx, input) {
    const unit = await tx.lock(units, input.unitId);
    const versions = await tx.read(
      db.selectFrom('travel_rule').select(['id', 'version', 'state']).where('unit_id', '=', unit.id),
    );
    const standing = versions.find((one) => one.state === 'draft');
    return {
      unit,
      latest: Math.max(0, ...versions.map((one) => one.version)),
      standing: standing === undefined ? null : await tx.lock(travelRules, standing.id),
    };
  },
  unitPath: ({ unit }) => unit.path,
  subjectId: ({ unit, standing }) => standing?.id ?? unit.id,
  async handle(tx, { input, target: { unit, latest, standing } }) {
    const fields = {
      items: input.items,
      return_days: input.returnDays,
      debrief_days: input.debriefDays,
      drafted_at: tx.now,
    };
    if (standing !== null) {
      await tx.update(travelRules, standing, fields);
      return { result: { ruleId: standing.id } };
    }
    const id = tx.newId();
    await tx.insert(travelRules, {
      id,
      unit_id: unit.id,
      unit_path: unit.path,
      version: latest + 1,
      ...fields,
      state: 'draft',
      issued_at: null,
      ended_at: null,
    });
    return { subject: id, result: { ruleId: id } };
  },
});

const issue = defineCommand({
  name: 'travel.issueRule',
  title: { zh: '发布出境保密须知', en: 'Put the list of what must not be done abroad in force' },
  input: TravelRuleCall,
  rule: travelPolicy['travel.rule.issue'],
  async load(tx, input) {
    const rule = await tx.lock(travelRules, input.ruleId);
    const before = await tx.read(
      db
        .selectFrom('travel_rule')
        .select('id')
        .where('unit_id', '=', rule.unit_id)
        .where('state', '=', 'in-force'),
    );
    return {
      rule,
      before: await tx.lockAll(
        travelRules,
        before.map((row) => row.id),
      ),
    };
  },
  unitPath: ({ rule }) => rule.unit_path,
  subjectId: ({ rule }) => rule.id,
  async handle(tx, { target: { rule, before } }) {
    if (rule.state !== 'draft') throw refuse('travel.rule.draft');
    await tx.updateAll(travelRules, before, { state: 'ended', ended_at: tx.now });
    await tx.update(travelRules, rule, { state: 'in-force', issued_at: tx.now });
    return { result: { version: rule.version } };
  },
});

export const travelRuleCommands: readonly Command[] = [draft, issue];

import { type Command, type JsonObject, defineCommand } from '@fengni/kernel/command/define';
import { units } from '@fengni/kernel/org/tables';
import { SetAllowanceTerms } from './contract.ts';
import { allowanceFlows, allowancesPolicy } from './policy.ts';
import { type Deduction, type Rates, allowanceGrades, yuan } from './rules.ts';
import { firstDay, monthOf, refuse } from './store.ts';
import { allowanceTerms } from './tables.ts';

/** Rates as the leader reads them: in yuan, each beside what it was. */
function rateFacts(name: 'pay' | 'cooling', rates: Rates, before: Rates | undefined): JsonObject {
  const facts = allowanceGrades.map((grade) => [
    `${name}-${grade}`,
    before === undefined ? yuan(rates[grade]) : { from: yuan(before[grade]), to: yuan(rates[grade]) },
  ]);
  return Object.fromEntries(facts);
}
/** `20% ×n` is a fifth each time. */
function deductionFact({ way, value, each }: Deduction): string {
  return `${way === 'percent' ? `${value}%` : yuan(value)}${each ? ' ×n' : ''}`;
}

/** What is paid by grade from a month on, and what is deducted for what; nobody decides on pay alone. */
export const setTerms: Command = defineCommand({
  name: 'allowance.setTerms',
  title: { zh: '设定补贴标准', en: 'Set what is paid' },
  input: SetAllowanceTerms,
  rule: allowancesPolicy['allowance.keep'],
  async load(tx, input) {
    const unit = await tx.lock(units, input.unitId);
    const [before] = await tx.readSql<{ rates: Rates; cooling_rates: Rates }>(
      `select rates, cooling_rates from allowance_terms where unit_id = $1 order by from_month desc, set_at desc limit 1`,
      [unit.id],
    );
    return { unit, before };
  },
  unitPath: ({ unit }) => unit.path,
  subjectId: ({ unit }) => unit.id,
  subjectNumber: ({ unit }) => unit.name,
  parks: () => allowanceFlows.terms,
  snapshot: ({ input, target: { unit, before } }) => ({
    unit: unit.name,
    fromMonth: input.fromMonth,
    ...rateFacts('pay', input.rates, before?.rates),
    ...rateFacts('cooling', input.coolingRates, before?.cooling_rates),
    ...Object.fromEntries(input.deductions.map((rule) => [`lapse-${rule.fact}`, deductionFact(rule)])),
    dueDay: input.dueDay,
    appealDays: input.appealDays,
    basis: input.basis,
  }),
  async handle(tx, { input, target: { unit }, actor }) {
    const fromMonth = firstDay(input.fromMonth);
    const [paid] = await tx.readSql<{ month: string }>(
      `select month from allowance_list where unit_path <@ $1::ltree and month >= $2 and state in ('approved', 'closed')
       order by month desc limit 1`,
      [unit.path, fromMonth],
    );
    if (paid !== undefined) throw refuse('allowance.terms.paid', { month: monthOf(paid.month) });
    const id = tx.newId();
    await tx.insert(allowanceTerms, {
      id,
      unit_id: unit.id,
      unit_path: unit.path,
      from_month: fromMonth,
      rates: input.rates,
      cooling_rates: input.coolingRates,
      deductions: input.deductions,
      due_day: input.dueDay,
      appeal_days: input.appealDays,
      answer_days: input.answerDays,
      basis: input.basis,
      set_at: tx.now,
      set_by: actor.personId,
    });
    return { subject: id, result: { termsId: id } };
  },
});

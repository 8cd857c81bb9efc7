import { formatDay } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { Card } from '../../ui/page-frame.tsx';
import { gradeWords } from '../organisation/org-words.ts';
import { factWords, money } from './allowance-words.ts';
import type { AllowanceLineData } from './line-page.tsx';
import '../../ui/register.css';
import './allowances.css';

type Fact = AllowanceLineData['facts'][number];

function ruleWords(fact: Fact): string {
  if (fact.way === null) return t('allowance.rule.none');
  const value =
    fact.way === 'percent' ? `${fact.value}%` : t('allowance.yuan', { amount: money(fact.value) });
  return fact.each ? t('allowance.rule.each', { value }) : t('allowance.rule.once', { value });
}

function lapseWords(lapse: Fact['lapses'][number], fact: Fact['fact']): string {
  const due = formatDay(lapse.dueOn);
  if (fact === 'breach') return t('allowance.lapse.breach', { day: due });
  const what = pick(lapse.title);
  return lapse.endedOn === null
    ? t('allowance.lapse.open', { what, day: due })
    : t('allowance.lapse.late', { what, day: due, done: formatDay(lapse.endedOn) });
}

const minus = (fen: number): string => (fen === 0 ? money(0) : `−${money(fen)}`);

/** The reckoning of a line, from the days to the amount, as one would do it on paper. */
export function ExplanationCard({ line }: { line: AllowanceLineData }) {
  return (
    <Card title={t('allowance.explained')} flush>
      <div className="table-scroll">
        <table className="ledger" aria-label={t('allowance.explained')}>
          <thead>
            <tr>
              <th scope="col">{t('allowance.step')}</th>
              <th scope="col">{t('allowance.how')}</th>
              <th scope="col" className="num">
                {t('allowance.yuan.head')}
              </th>
            </tr>
          </thead>
          <tbody>
            {line.kind === 'adjustment' ? (
              <Row
                step={t('allowance.adjustment')}
                how={t('allowance.adjustment.how')}
                amount={money(line.baseFen)}
              />
            ) : null}
            {line.parts.map((part) => (
              <Row
                key={part.from}
                step={t('allowance.graded.as', { grade: gradeWords(part.grade) })}
                how={t('allowance.part', {
                  from: formatDay(part.from),
                  until: formatDay(part.until),
                  rate: money(part.rate),
                  days: part.days,
                  of: line.daysOfMonth,
                })}
                amount={money(part.fen)}
              />
            ))}
            {line.unclearedDays === 0 ? null : (
              <Row
                step={t('allowance.uncleared')}
                how={t('allowance.uncleared.how', { n: line.unclearedDays })}
                amount={money(0)}
              />
            )}
            {line.facts.map((fact) => (
              <Row
                key={fact.fact}
                step={factWords(fact.fact)}
                how={
                  <>
                    {ruleWords(fact)}
                    <ul className="confirm-list">
                      {fact.lapses.map((lapse, i) => (
                        // the same thing may be late twice on one day
                        // oxlint-disable-next-line react/no-array-index-key
                        <li key={i}>{lapseWords(lapse, fact.fact)}</li>
                      ))}
                    </ul>
                  </>
                }
                amount={minus(fact.fen)}
              />
            ))}
            {line.facts.length === 0 && line.kind !== 'adjustment' ? (
              <Row step={t('allowance.fulfilled')} how={t('allowance.fulfilled.how')} amount={money(0)} />
            ) : null}
            {line.corrected ? (
              <Row
                step={t('allowance.corrected')}
                how={t('allowance.corrected.how', {
                  from: money(line.computedFen),
                  by: line.correctedBy ?? '',
                  reason: line.reason,
                })}
                amount={money(line.amountFen)}
              />
            ) : null}
            <tr className="sum-row">
              <td colSpan={2}>{t('allowance.amount')}</td>
              <td className="num">{money(line.amountFen)}</td>
            </tr>
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function Row({ step, how, amount }: { step: string; how: React.ReactNode; amount: string }) {
  return (
    <tr>
      <td>{step}</td>
      <td>{how}</td>
      <td className="num">{amount}</td>
    </tr>
  );
}

import { formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Card } from '../../ui/page-frame.tsx';
import { appealWords, money, monthWords } from './allowance-words.ts';
import type { AllowanceLineData } from './line-page.tsx';

/** What was said to a line, and what was answered. */
export function AppealsCard({ line }: { line: AllowanceLineData }) {
  return (
    <Card title={t('allowance.appeals')} flush>
      {line.appeals.length === 0 ? (
        <EmptyState title={t('allowance.appeals.none')} first={t('allowance.appeals.none.first')} />
      ) : (
        <ul className="lines">
          {line.appeals.map((one) => (
            <li key={one.id}>
              <span className="num">{formatInstant(one.madeAt)}</span>
              <span className="grow">
                {one.words}
                {one.answer === '' ? null : (
                  <p className="why">{t('allowance.answered', { answer: one.answer })}</p>
                )}
                {one.state === 'upheld' ? (
                  <p className="why">
                    {one.paidMonth === null
                      ? t('allowance.won', { amount: money(one.differenceFen) })
                      : t('allowance.won.paid', {
                          amount: money(one.differenceFen),
                          month: monthWords(one.paidMonth),
                        })}
                  </p>
                ) : null}
              </span>
              <span className={one.state === 'open' ? 'late' : 'why'}>{appealWords(one.state)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

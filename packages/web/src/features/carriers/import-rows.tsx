import { formatMark } from '@fengni/schemes/mark';
import { levelOf } from '@fengni/schemes/packs';
import { copyStateTitles } from '@fengni/server/modules/carriers/rules';
import { formatNumber } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { LevelChip } from '../../ui/level-chip.tsx';
import type { LedgerPlan } from './ledger-contract.ts';

/** The first rows as they would be taken, marks in their standard form. */
export function GoodRows({ plan }: { readonly plan: LedgerPlan }) {
  if (plan.good.length === 0) return <p className="card-body quiet">{t('import.nothing')}</p>;
  return (
    <>
      <div className="table-scroll">
        <table className="ledger" aria-label={t('import.good')}>
          <thead>
            <tr>
              <th scope="col">{t('import.row')}</th>
              <th scope="col">{t('import.in')}</th>
              <th scope="col">{t('field.level')}</th>
              <th scope="col">{t('field.number')}</th>
              <th scope="col">{t('ledger.title')}</th>
              <th scope="col">{t('carrier.copy.number')}</th>
              <th scope="col">{t('field.state')}</th>
              <th scope="col">{t('carrier.place')}</th>
            </tr>
          </thead>
          <tbody>
            {plan.good.map((row) => (
              <tr key={row.rowKey} className={row.known ? 'quiet' : ''}>
                <td data-label={t('import.row')} className="num">
                  {t('import.row.of', { sheet: row.sheet, row: row.row })}
                </td>
                <td data-label={t('import.in')}>
                  {row.known ? t('import.count.known') : t('import.in.new')}
                </td>
                <td data-label={t('field.level')}>
                  <span>
                    <LevelChip
                      mark={formatMark(row.mark)}
                      level={levelOf(row.mark.scheme, row.mark.level)?.colour ?? null}
                    />
                  </span>
                </td>
                <td data-label={t('field.number')} className="num">
                  {row.number ?? t('import.number.new')}
                </td>
                <td data-label={t('ledger.title')}>{row.title}</td>
                <td data-label={t('carrier.copy.number')} className="num">
                  {row.copyNo ?? t('import.copies.of', { n: row.copies })}
                </td>
                <td data-label={t('field.state')}>
                  <span>
                    {pick(copyStateTitles[row.state])}{' '}
                    {row.holder === null ? null : <span className="why">{row.holder}</span>}
                  </span>
                </td>
                <td data-label={t('carrier.place')}>
                  {[row.place, row.keeper ?? ''].filter((one) => one !== '').join(' · ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {plan.counts.good > plan.good.length ? (
        <p className="card-body why">
          {t('import.fault.more', { shown: plan.good.length, n: formatNumber(plan.counts.good) })}
        </p>
      ) : null}
    </>
  );
}

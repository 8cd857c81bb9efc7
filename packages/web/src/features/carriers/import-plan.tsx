import { useState } from 'react';
import { formatNumber } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { FaultTable } from './import-faults.tsx';
import { GoodRows } from './import-rows.tsx';
import type { LedgerPlan } from './ledger-contract.ts';

/** The numbers of a plan, and what was noticed about the file. */
export function Summary({ plan }: { readonly plan: LedgerPlan }) {
  const { counts } = plan;
  const numbers = [
    { label: t('import.count.rows'), value: counts.rows, late: false },
    { label: t('import.count.good'), value: counts.fresh, late: false },
    { label: t('import.count.known'), value: counts.known, late: false },
    { label: t('import.count.rejected'), value: counts.rejected, late: counts.rejected > 0 },
    { label: t('import.count.copies'), value: counts.copies, late: false },
    { label: t('import.count.mended'), value: counts.marksMended, late: false },
  ];
  return (
    <section className="card" aria-label={t('import.counts')}>
      <dl className="import-counts">
        {numbers.map((one) => (
          <div key={one.label}>
            <dt>{one.label}</dt>
            <dd className={one.late ? 'num late' : 'num'}>{formatNumber(one.value)}</dd>
          </div>
        ))}
      </dl>
      {plan.fileNotes.length === 0 ? null : (
        <ul className="card-body file-notes">
          {plan.fileNotes.map((note) => (
            <li key={`${note.code}-${note.sheet ?? ''}`} className="why">
              {[
                note.sheet ?? '',
                pick(note),
                note.count === null ? '' : t('import.note.count', { n: note.count }),
              ]
                .filter((one) => one !== '')
                .join(' · ')}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

type FindingTab = 'faults' | 'notices' | 'good';

/** Row by row: what is wrong, what deserves a look, what would come in. */
export function Findings({ plan }: { readonly plan: LedgerPlan }) {
  const [tab, setTab] = useState<FindingTab>(plan.faultCount > 0 ? 'faults' : 'good');
  return (
    <section className="card">
      <Tabs
        label={t('import.findings')}
        current={tab}
        onChange={setTab}
        tabs={[
          { key: 'faults', label: t('import.faults'), count: plan.faultCount },
          { key: 'notices', label: t('import.notices'), count: plan.noticeCount },
          { key: 'good', label: t('import.good'), count: plan.counts.good },
        ]}
      >
        {tab === 'faults' ? (
          <FaultTable
            key="faults"
            label={t('import.faults')}
            faults={plan.faults}
            count={plan.faultCount}
            empty={t('import.faults.none')}
          />
        ) : null}
        {tab === 'notices' ? (
          <FaultTable
            key="notices"
            label={t('import.notices')}
            faults={plan.notices}
            count={plan.noticeCount}
            empty={t('import.notices.none')}
          />
        ) : null}
        {tab === 'good' ? <GoodRows plan={plan} /> : null}
      </Tabs>
    </section>
  );
}

import { ExpiryBatches } from '@fengni/server/modules/classification/regrading/contract';
import { useState } from 'react';
import type { z } from 'zod';
import { formatDay } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { Card, PageFrame } from '../../ui/page-frame.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { whyNotAction } from '../keeping/copy-words.ts';
import { ChangeRegister } from './change-register.tsx';
import { EndingRegister } from './ending-register.tsx';
import { NoticeRegister } from './notice-register.tsx';
import { RemarkRegister } from './remark-register.tsx';
import { ReviewRegister } from './review-register.tsx';
import './regrading.css';

const tabKeys = ['ending', 'open', 'remarks', 'notices', 'reviews', 'done'] as const;
type TabKey = (typeof tabKeys)[number];

function tabTitle(key: TabKey): string {
  return {
    ending: t('regrading.tab.ending'),
    open: t('regrading.tab.open'),
    remarks: t('regrading.tab.remarks'),
    notices: t('regrading.tab.notices'),
    reviews: t('regrading.tab.reviews'),
    done: t('regrading.tab.done'),
  }[key];
}

/** Terms and marks: what ends, what is proposed, who still has to change a mark, what rests on what was changed. */
export function RegradingPage() {
  const actor = useActor();
  const [filters, changeFilters] = useUrlFilters();
  const keeps = holdsDuty(
    actor,
    'officer',
    'document-clerk',
    'cipher-clerk',
    'leader-in-charge',
    'unit-leader',
  );
  const by = filters['by'] === 'known' || !keeps ? 'known' : 'handled';
  const tab = tabKeys.find((key) => key === filters['tab']) ?? 'ending';
  return (
    <PageFrame title={t('nav.regrading')} sub={t('regrading.sub')} wide>
      <BatchCards />
      <Tabs
        label={t('nav.regrading')}
        current={tab}
        onChange={(next) =>
          changeFilters({ tab: next === 'ending' ? '' : next, state: '', month: '', origin: '' })
        }
        tabs={tabKeys.map((key) => ({ key, label: tabTitle(key) }))}
      >
        {tab === 'ending' ? (
          <>
            {keeps ? (
              <div className="card-body batch-line">
                <span className="quiet">
                  {by === 'known' ? t('regrading.by.known') : t('regrading.by.handled')}
                </span>
                <ActionButton
                  type="text"
                  onClick={() => changeFilters({ by: by === 'known' ? '' : 'known' })}
                >
                  {by === 'known' ? t('regrading.by.show.handled') : t('regrading.by.show.known')}
                </ActionButton>
              </div>
            ) : null}
            <EndingRegister by={by} />
          </>
        ) : null}
        {tab === 'open' ? <ChangeRegister box="open" /> : null}
        {tab === 'done' ? <ChangeRegister box="done" /> : null}
        {tab === 'remarks' ? <RemarkRegister /> : null}
        {tab === 'notices' ? <NoticeRegister /> : null}
        {tab === 'reviews' ? <ReviewRegister /> : null}
      </Tabs>
    </PageFrame>
  );
}

type Batch = z.output<typeof ExpiryBatches>['rows'][number];

/** More than fifty at once wait for a classifier: that comes first on the page. */
function BatchCards() {
  const batches = useQueryData({ name: 'regrading.batches', input: {}, output: ExpiryBatches });
  const [confirming, setConfirming] = useState<Batch | null>(null);
  const rows = batches.data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <Card title={t('regrading.batch')} late>
      {rows.map((row) => (
        <div key={row.id} className="batch-line">
          <span>
            {t('regrading.batch.line', { unit: row.unit, n: row.carriers, day: formatDay(row.beforeOn) })}
          </span>
          <ActionButton
            type="primary"
            disabledReason={whyNotAction(
              row.actions.find((one) => one.command === 'regrading.confirmExpiry'),
            )}
            onClick={() => setConfirming(row)}
          >
            {t('regrading.batch.confirm')}
          </ActionButton>
        </div>
      ))}
      {confirming === null ? null : (
        <ConfirmShell
          title={t('regrading.batch.confirm')}
          open
          onClose={() => setConfirming(null)}
          happens={[
            t('regrading.batch.happens', { n: confirming.carriers }),
            t('regrading.batch.first'),
            t('sign.factor'),
          ]}
          command="regrading.confirmExpiry"
          input={() => ({ batchId: confirming.id })}
          confirmLabel={t('regrading.batch.confirm')}
          doneText={t('regrading.batch.done')}
        />
      )}
    </Card>
  );
}

import { RecallPage as Contract } from '@fengni/server/modules/carriers/contract';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import { formatDay } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { Card, KeyValues, PageFrame, TwoColumns } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { dutyWords, whyNotMove } from './copy-words.ts';
import { ItemsTable } from './items-table.tsx';
import './keeping.css';
import { recallDuties } from './recall-duties.ts';

type Recall = z.output<typeof Contract>;

/** One recall: what is still in the house and with whom, what is on its way, what has gone back. */
export function RecallPage() {
  const { id = '' } = useParams({ strict: false });
  const page = useQueryData({ name: 'recall.open', input: { recallId: id }, output: Contract });
  return <QueryView query={page}>{(data) => <Loaded recall={data} />}</QueryView>;
}

function Loaded({ recall }: { recall: Recall }) {
  const actor = useActor();
  const [closing, setClosing] = useState(false);
  const duty = holdsDuty(actor, ...recallDuties) ? null : t('action.who', { who: dutyWords(recallDuties) });
  const closed = recall.state === 'closed' ? t('recall.closed') : null;
  const ready = recall.items.filter((item) => whyNotMove(item.state, 'send') === null);
  const back = recall.items.filter(
    (item) => item.state === 'returned' || item.state === 'destroyed' || item.state === 'delivered',
  );
  const left = recall.items.length - back.length;
  const carrierIds = [...new Set(ready.map((item) => item.carrierId))];
  return (
    <PageFrame
      title={t('recall.title', { number: recall.number })}
      crumbs={[{ label: t('nav.recalls'), to: paths.recalls() }, { label: recall.number }]}
      sub={[recall.issuer, recall.reference, t('recall.by', { day: formatDay(recall.dueOn) })]
        .filter((part) => part !== '')
        .join(' · ')}
      actions={
        <ActionBar
          next={left === 0 ? 'close' : 'send'}
          actions={[
            {
              key: 'send',
              label: t('recall.send', { n: ready.length }),
              disabledReason: duty ?? closed ?? (ready.length === 0 ? t('recall.send.none') : null),
              to: paths.sendCopies({
                carriers: carrierIds.join(','),
                copies: ready.map((item) => item.copyId).join(','),
                recall: recall.id,
              }),
            },
            {
              key: 'close',
              label: t('recall.close'),
              disabledReason: duty ?? closed ?? (left > 0 ? t('recall.close.left', { n: left }) : null),
              onDo: () => setClosing(true),
            },
          ]}
        />
      }
    >
      <TwoColumns
        main={
          <Card
            title={t('recall.copies')}
            aside={t('stocktaking.of', { found: back.length, expected: recall.items.length })}
            flush
          >
            <ItemsTable label={t('recall.copies')} rows={recall.items} />
          </Card>
        }
        side={
          <Card title={t('recall.facts')}>
            <KeyValues
              rows={[
                [t('recall.issuer'), recall.issuer],
                [t('recall.reference'), recall.reference === '' ? t('value.none') : recall.reference],
                [t('recall.due'), formatDay(recall.dueOn)],
                [t('recall.left'), left],
              ]}
            />
            <p className="why side-note">{t('recall.rule')}</p>
          </Card>
        }
      />
      <ConfirmShell
        title={t('recall.close')}
        open={closing}
        onClose={() => setClosing(false)}
        happens={[t('recall.close.happens')]}
        command="recall.close"
        input={(reason) => ({ recallId: recall.id, reason })}
        reasonLabel={t('recall.close.reason')}
        reasonSeen
        confirmLabel={t('recall.close')}
        doneText={t('recall.close.done')}
      />
    </PageFrame>
  );
}

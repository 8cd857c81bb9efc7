import { StocktakingPage as Contract } from '@fengni/server/modules/carriers/contract';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import { formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { Card, PageFrame, TwoColumns } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { CountBox } from './count-box.tsx';
import { ItemsTable } from './items-table.tsx';
import { openPaper } from './open-paper.ts';

type Stocktaking = z.output<typeof Contract>;

/** Scan, scan, scan: what was found, what is astray, what is still missing. */
export function StocktakingPage() {
  const { id = '' } = useParams({ strict: false });
  const page = useQueryData({
    name: 'stocktaking.open',
    input: { stocktakingId: id },
    output: Contract,
    keepLast: true,
  });
  return <QueryView query={page}>{(data) => <Loaded stocktaking={data} />}</QueryView>;
}

function Loaded({ stocktaking }: { stocktaking: Stocktaking }) {
  const [closing, setClosing] = useState(false);
  const open = stocktaking.state === 'open';
  const place = stocktaking.place === '' ? t('stocktaking.whole') : stocktaking.place;
  const when =
    stocktaking.closedAt === null
      ? t('stocktaking.since', { time: formatInstant(stocktaking.startedAt) })
      : t('stocktaking.ended', { time: formatInstant(stocktaking.closedAt) });
  return (
    <PageFrame
      title={t('stocktaking.title', { number: stocktaking.number })}
      crumbs={[{ label: t('nav.stocktakings'), to: paths.stocktakings() }, { label: stocktaking.number }]}
      sub={[place, when].join(' · ')}
      actions={
        <ActionBar
          next={open ? 'close' : 'sheet'}
          actions={[
            {
              key: 'close',
              label: t('stocktaking.close'),
              disabledReason: open ? null : t('stocktaking.close.already'),
              onDo: () => setClosing(true),
            },
            {
              key: 'sheet',
              label: t('stocktaking.sheet'),
              onDo: () => openPaper('stocktaking.sheet', { stocktakingId: stocktaking.id }),
            },
          ]}
        />
      }
    >
      <TwoColumns
        main={
          <>
            {open ? <CountBox stocktakingId={stocktaking.id} /> : null}
            <MissingCard stocktaking={stocktaking} />
            <RecentCard stocktaking={stocktaking} />
          </>
        }
        side={<ProgressCard stocktaking={stocktaking} />}
      />
      <ConfirmShell
        title={t('stocktaking.close')}
        open={closing}
        onClose={() => setClosing(false)}
        happens={[
          t('stocktaking.close.one'),
          stocktaking.missing.length === 0
            ? t('stocktaking.close.complete')
            : t('stocktaking.close.missing', { n: stocktaking.missing.length }),
        ]}
        command="stocktaking.close"
        input={() => ({ stocktakingId: stocktaking.id })}
        confirmLabel={t('stocktaking.close')}
        doneText={t('stocktaking.close.done')}
      />
    </PageFrame>
  );
}

function ProgressCard({ stocktaking }: { stocktaking: Stocktaking }) {
  const { found, expected, strays } = stocktaking;
  return (
    <Card title={t('stocktaking.progress')}>
      <div className="form">
        <progress
          className="count-progress"
          value={found}
          max={Math.max(1, expected)}
          aria-label={t('stocktaking.of', { found, expected })}
        />
        <dl className="count-numbers">
          {[
            [t('stocktaking.expected'), expected],
            [t('stocktaking.found'), found],
            [t('stocktaking.unfound'), Math.max(0, expected - found)],
            [t('stocktaking.strays'), strays],
          ].map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <p className="why">{t('stocktaking.left.why')}</p>
      </div>
    </Card>
  );
}

function MissingCard({ stocktaking }: { stocktaking: Stocktaking }) {
  const { missing, state } = stocktaking;
  return (
    <Card
      title={state === 'open' ? t('stocktaking.still') : t('stocktaking.missing')}
      aside={t('chosen.count', { n: missing.length })}
      flush
      late={state === 'closed' && missing.length > 0}
    >
      {missing.length === 0 ? (
        <p className="card-body quiet">{t('stocktaking.none.missing')}</p>
      ) : (
        <>
          <ItemsTable label={t('stocktaking.still')} rows={missing} leave={['pages']} />
          {state === 'closed' ? <p className="card-body why">{t('stocktaking.missing.next')}</p> : null}
        </>
      )}
    </Card>
  );
}

function RecentCard({ stocktaking }: { stocktaking: Stocktaking }) {
  if (stocktaking.recent.length === 0) return null;
  return (
    <Card title={t('stocktaking.recent')} flush>
      <ItemsTable
        label={t('stocktaking.recent')}
        rows={stocktaking.recent}
        leave={['pages', 'holder']}
        extra={[
          {
            key: 'foundAt',
            title: t('field.time'),
            numeric: true,
            render: (row) => formatInstant(row.foundAt),
          },
          {
            key: 'expected',
            title: t('stocktaking.result'),
            render: (row) =>
              row.expected ? t('count.found') : <span className="late">{t('count.stray')}</span>,
          },
        ]}
      />
    </Card>
  );
}

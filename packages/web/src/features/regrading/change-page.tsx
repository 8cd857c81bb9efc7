import {
  RegradingPage as Contract,
  type RegradingPageView,
} from '@fengni/server/modules/classification/regrading/contract';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDay, formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, KeyValues, PageFrame, TwoColumns } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { RegisterTable } from '../../ui/register-table.tsx';
import { pageAction } from '../keeping/copy-words.ts';
import { openPaper } from '../keeping/open-paper.ts';
import { changeName } from './change-register.tsx';
import { MarkWithFormer } from './former-mark.tsx';
import { NoticeDialog, noticeColumns } from './notice-register.tsx';
import { changeOf, changeStateWords, coverageWords } from './regrading-words.ts';
import { RemarkDialog, remarkColumns } from './remark-register.tsx';
import '../../ui/register.css';
import './regrading.css';

type Notice = RegradingPageView['notices'][number];
type Remark = RegradingPageView['remarks'][number];

/** One change of marks: what it is, whom it reaches, and what is still to be done. */
export function ChangePage() {
  const { id = '' } = useParams({ strict: false });
  const page = useQueryData({ name: 'regrading.open', input: { regradingId: id }, output: Contract });
  return <QueryView query={page}>{(data) => <Loaded page={data} />}</QueryView>;
}

function Loaded({ page }: { readonly page: RegradingPageView }) {
  const submit = useCommand({ name: 'regrading.submit', faults: 'toast' });
  const withdraw = useCommand({
    name: 'regrading.withdraw',
    faults: 'toast',
    doneText: t('regrading.withdraw.done'),
  });
  return (
    <PageFrame
      title={t('regrading.title', { number: changeName(page) })}
      crumbs={[{ label: t('nav.regrading'), to: paths.regradings() }, { label: changeName(page) }]}
      sub={[changeOf(page), coverageWords(page.coverage), changeStateWords(page.state), page.unit].join(
        ' · ',
      )}
      wide
      actions={
        <ActionBar
          next={page.next}
          actions={[
            pageAction(page.actions, {
              command: 'regrading.submit',
              label: t('regrading.submit'),
              onDo: () => void submit.run({ regradingId: page.id }),
            }),
            pageAction(page.actions, {
              command: 'regrading.withdraw',
              label: t('regrading.withdraw'),
              onDo: () => void withdraw.run({ regradingId: page.id }),
              danger: true,
            }),
          ]}
        />
      }
    >
      <p className="note">
        <NextWords page={page} />
      </p>
      <TwoColumns
        main={
          <>
            <Items page={page} />
            <Remarks page={page} />
            <Notices page={page} />
          </>
        }
        side={<Facts page={page} />}
      />
    </PageFrame>
  );
}

/** In one sentence, what is being waited for. */
function NextWords({ page }: { readonly page: RegradingPageView }) {
  if (page.state === 'withdrawn') return t('regrading.next.withdrawn');
  if (page.state === 'draft') return t('regrading.next.draft');
  if (page.state === 'pending')
    return page.approvalId === null ? (
      t('regrading.next.pending')
    ) : (
      <AppLink to={paths.approval(page.approvalId)}>{t('regrading.next.pending')}</AppLink>
    );
  const notices = page.notices.filter((one) => one.state !== 'receipted').length;
  if (page.remarks.length + notices === 0) return t('regrading.next.done');
  return t('regrading.next.open', { copies: page.remarks.length, notices });
}

function Items({ page }: { readonly page: RegradingPageView }) {
  return (
    <Card title={t('regrading.carriers')} aside={t('regrading.count', { n: page.items.length })} flush>
      <RegisterTable
        label={t('regrading.carriers')}
        rows={page.items}
        rowKey={(row) => row.id}
        dense
        sort={null}
        onSort={() => undefined}
        columns={[
          {
            key: 'number',
            title: t('field.number'),
            numeric: true,
            render: (row) => <AppLink to={paths.carrier(row.id, { tab: 'mark' })}>{row.number}</AppLink>,
          },
          {
            key: 'mark',
            title: t('field.level'),
            render: (row) => (
              <MarkWithFormer mark={row.mark} level={row.levelToken} former={row.formerMark} />
            ),
          },
          { key: 'title', title: t('field.title'), render: (row) => row.title },
          {
            key: 'ends',
            title: t('regrading.ends'),
            numeric: true,
            render: (row) => (row.expiresOn === null ? '' : formatDay(row.expiresOn)),
          },
          {
            key: 'from',
            title: t('regrading.split'),
            render: (row) =>
              row.splitFrom === null ? null : (
                <AppLink to={paths.carrier(row.splitFrom.id)}>{row.splitFrom.number}</AppLink>
              ),
          },
        ]}
      />
    </Card>
  );
}

function Remarks({ page }: { readonly page: RegradingPageView }) {
  const [marked, setMarked] = useState<readonly Remark[] | null>(null);
  const mine = page.remarks.filter((row) => row.mayAcknowledge);
  if (page.state !== 'done' || page.remarks.length + page.remarksDone === 0) return null;
  return (
    <Card
      title={t('regrading.tab.remarks')}
      aside={t('regrading.remark.progress', {
        done: page.remarksDone,
        all: page.remarksDone + page.remarks.length,
      })}
      flush
    >
      {page.remarks.length === 0 ? (
        <p className="card-body quiet">{t('regrading.remark.alldone')}</p>
      ) : (
        <RegisterTable
          label={t('regrading.tab.remarks')}
          rows={page.remarks}
          rowKey={(row) => row.copyId}
          dense
          sort={null}
          onSort={() => undefined}
          columns={remarkColumns()}
        />
      )}
      {mine.length === 0 ? null : (
        <div className="card-body">
          <ActionBar
            actions={[
              {
                key: 'mark',
                label: t('regrading.remark.doneall', { n: mine.length }),
                onDo: () => setMarked(mine),
              },
            ]}
          />
        </div>
      )}
      {marked === null ? null : <RemarkDialog rows={marked} onClose={() => setMarked(null)} />}
    </Card>
  );
}

function Notices({ page }: { readonly page: RegradingPageView }) {
  const [act, setAct] = useState<{ readonly act: 'send' | 'receipt'; readonly row: Notice } | null>(null);
  if (page.notices.length === 0) return null;
  return (
    <Card title={t('regrading.tab.notices')} flush>
      <RegisterTable
        label={t('regrading.tab.notices')}
        rows={page.notices}
        rowKey={(row) => row.id}
        dense
        sort={null}
        onSort={() => undefined}
        columns={noticeColumns((one, row) => setAct({ act: one, row }))}
      />
      {act === null ? null : <NoticeDialog {...act} onClose={() => setAct(null)} />}
    </Card>
  );
}

function Facts({ page }: { readonly page: RegradingPageView }) {
  const none = t('value.none');
  const { scanId } = page;
  return (
    <Card title={t('regrading.facts')}>
      <KeyValues
        rows={[
          [t('regrading.kind'), changeOf(page)],
          [t('regrading.coverage'), coverageWords(page.coverage)],
          ...(page.copyNo === null ? [] : [[t('carrier.copy.number'), page.copyNo] as const]),
          [t('regrading.by'), page.madeBy ?? t('regrading.by.itself')],
          [t('regrading.at'), formatInstant(page.madeAt)],
          [t('regrading.decided'), page.decidedOn === null ? none : formatDay(page.decidedOn)],
          ...(page.classifier === null ? [] : [[t('regrading.classifier'), page.classifier] as const]),
          [t('field.reason'), page.reason ?? t('regrading.reason.hidden')],
          ...(page.documentNo === null ? [] : [[t('regrading.document'), page.documentNo] as const]),
        ]}
      />
      {scanId === null ? null : (
        <ActionBar
          actions={[
            { key: 'scan', label: t('regrading.scan.open'), onDo: () => openPaper('scan.open', { scanId }) },
          ]}
        />
      )}
    </Card>
  );
}

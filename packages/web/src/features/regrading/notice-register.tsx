import {
  NoticeList,
  type NoticeLineView,
  ReceiptNotice,
  SendNotice,
} from '@fengni/server/modules/classification/regrading/contract';
import { useState } from 'react';
import { formatDay, formatInstant, todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { AppLink } from '../../ui/link.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { pageAction } from '../keeping/copy-words.ts';
import { openPaper } from '../keeping/open-paper.ts';
import { scanField } from '../scans/scan-field.tsx';
import { noticeStateWords } from './regrading-words.ts';

type Act = 'send' | 'receipt';
type OnAct = (act: Act, row: NoticeLineView) => void;

function isLate(row: NoticeLineView): boolean {
  return row.state === 'prepared' && row.dueOn < todayHere();
}

export function noticeColumns(onAct: OnAct): readonly Column<NoticeLineView>[] {
  return [
    {
      key: 'number',
      title: t('field.number'),
      fixed: true,
      numeric: true,
      render: (row) => <AppLink to={paths.regrading(row.regradingId)}>{row.number}</AppLink>,
    },
    { key: 'counterpart', title: t('regrading.notice.to'), render: (row) => row.counterpart },
    {
      key: 'copies',
      title: t('regrading.notice.copies'),
      render: (row) =>
        row.copies.length > 3
          ? t('regrading.about.more', { number: row.copies[0] ?? '', n: row.copies.length })
          : row.copies.join(t('list.and')),
    },
    {
      key: 'state',
      title: t('field.state'),
      render: (row) => (
        <span className={isLate(row) ? 'late' : ''}>
          {noticeStateWords(row.state)}
          {row.state === 'prepared' ? ` · ${t('regrading.notice.due', { day: formatDay(row.dueOn) })}` : ''}
          {row.sentAt === null || row.state !== 'sent' ? '' : ` · ${formatInstant(row.sentAt)}`}
          {row.receiptSigner === '' ? '' : ` · ${row.receiptSigner}`}
        </span>
      ),
    },
    {
      key: 'actions',
      title: t('action.group'),
      render: (row) => (
        <ActionBar
          next={null}
          about={row.number}
          actions={[
            {
              key: 'print',
              label: t('regrading.notice.print'),
              onDo: () => openPaper('regrading.notice', { noticeId: row.id }),
            },
            pageAction(row.actions, {
              command: 'regrading.sendNotice',
              label: t('regrading.notice.send'),
              onDo: () => onAct('send', row),
            }),
            pageAction(row.actions, {
              command: 'regrading.receiptNotice',
              label: t('regrading.notice.receipt'),
              onDo: () => onAct('receipt', row),
            }),
          ]}
        />
      ),
    },
  ];
}

/** Notices to who outside has a copy of what was changed. */
export function NoticeRegister() {
  const [act, setAct] = useState<{ readonly act: Act; readonly row: NoticeLineView } | null>(null);
  const states = ['prepared', 'sent', 'receipted'] as const;
  return (
    <>
      <RegisterShell
        id="regrading.notices"
        label={t('regrading.tab.notices')}
        query="regrading.notices"
        output={NoticeList}
        input={(values) => ({ state: states.find((one) => one === values['state']) ?? null })}
        columns={noticeColumns((one, row) => setAct({ act: one, row }))}
        filters={[
          {
            key: 'state',
            label: t('field.state'),
            kind: 'select',
            all: t('regrading.notice.all'),
            choices: states.map((value) => ({ value, label: noticeStateWords(value) })),
          },
        ]}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('regrading.notice.empty')} />}
      />
      {act === null ? null : <NoticeDialog {...act} onClose={() => setAct(null)} />}
    </>
  );
}

export function NoticeDialog({
  act,
  row,
  onClose,
}: {
  readonly act: Act;
  readonly row: NoticeLineView;
  readonly onClose: () => void;
}) {
  if (act === 'send') {
    return (
      <FormDialog
        title={t('regrading.notice.send')}
        open
        onClose={onClose}
        contract={SendNotice}
        command="regrading.sendNotice"
        fixed={{ noticeId: row.id }}
        submitLabel={t('regrading.notice.send')}
        doneText={t('regrading.notice.send.done')}
        fields={[
          {
            name: 'channel',
            label: t('regrading.notice.channel'),
            kind: 'text',
            autoFocus: true,
            why: t('regrading.notice.channel.why'),
          },
        ]}
      />
    );
  }
  return (
    <FormDialog
      title={t('regrading.notice.receipt')}
      open
      onClose={onClose}
      contract={ReceiptNotice}
      command="regrading.receiptNotice"
      fixed={{ noticeId: row.id }}
      submitLabel={t('regrading.notice.receipt')}
      doneText={t('regrading.notice.receipt.done')}
      fields={[
        { name: 'signer', label: t('regrading.notice.signer'), kind: 'text', autoFocus: true },
        scanField(t('regrading.notice.scan'), t('scan.file.why')),
      ]}
    />
  );
}
